package main

import (
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strings"

	"github.com/spf13/cobra"
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/layout"
)

func layoutCmd(e *env) *cobra.Command {
	var types, predict string
	cmd := &cobra.Command{
		Use:   "layout OBJECT... [--type RE] [--predict TRIPLE]",
		Short: "record layouts: offsets, holes, padding, cache lines; what another platform would make of them",
		Long: `layout prints where bases, members and hidden pointers of every class lie, with
holes, tail padding and cache lines of 64 bytes.

With --predict the layout is computed for another platform by its rules, and
each difference to this object is marked with "<>". A prediction is made from
the declarations the object holds. It cannot know a member behind #ifdef, a
packing pragma that is only on over there, an array bound that is computed from
sizes, or a default member initialiser. size_t, int64_t and the like are taken
as they are there. Where the object's own layout does not follow from its
declarations, for classes that hold one of the standard library on another
system, or a type of the system's headers that may be another one there, and for
bytes that are storage for a type of another size, the prediction is refused.

Platforms: ` + triples() + `.

RE is a regular expression that matches the whole qualified name, the whole
qualified name without inline namespaces, or the whole name without scopes.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := e.oneOf("text", "json"); err != nil {
				return err
			}
			re, err := wholeName(types)
			if err != nil {
				return err
			}
			target, known := abi.ParseTarget(predict)
			if predict != "" && !known {
				return usageError{fmt.Errorf("--predict knows no platform %q", predict)}
			}
			m, err := e.load(args)
			if err != nil {
				return err
			}
			if predict == "" {
				target = m.Target()
			}
			ls := layouts(m, target, re)
			if len(ls) == 0 && re != nil {
				return fmt.Errorf("no class, struct or union is named %s among the %d types of the input", types, m.NumTypes()-1)
			}
			return e.write(func(w io.Writer) error {
				if e.format == "json" {
					return layoutJSON(w, ls, predict != "")
				}
				return layoutText(w, ls, target, predict != "")
			})
		},
	}
	cmd.Flags().StringVar(&types, "type", "", "only types whose name matches `RE`")
	cmd.Flags().StringVar(&predict, "predict", "", "compute the layouts for the platform `TRIPLE`")
	return cmd
}

func triples() string {
	var out []string
	for _, t := range abi.Targets() {
		out = append(out, t.Triple())
	}
	return strings.Join(out, ", ")
}

// wholeName compiles a filter; nil matches everything.
func wholeName(re string) (*regexp.Regexp, error) {
	if re == "" {
		return nil, nil
	}
	x, err := regexp.Compile("^(?:" + re + ")$")
	if err != nil {
		return nil, usageError{fmt.Errorf("not a regular expression: %w", err)}
	}
	return x, nil
}

func nameMatches(re *regexp.Regexp, names ...string) bool {
	if re == nil {
		return true
	}
	for _, n := range names {
		if n != "" && re.MatchString(n) {
			return true
		}
	}
	return false
}

// layoutEntry is one class: its layout here, the one elsewhere, or why not.
type layoutEntry struct {
	t           abi.Type
	here, there layout.Record
	err         error
}

func layouts(m *abi.Model, target abi.Target, re *regexp.Regexp) []layoutEntry {
	native, other := layout.NewPredictor(m, m.Target()), layout.NewPredictor(m, target)
	var out []layoutEntry
	m.Types(func(t abi.Type) bool {
		if !t.IsRecord() || t.IsDeclaration() || !nameMatches(re, t.QualifiedName(), t.PlainName(), t.Name()) || re != nil && t.Name() == "" {
			return true
		}
		e := layoutEntry{t: t}
		if e.here, e.err = native.Stated(t); e.err == nil {
			e.there = e.here
			if target != m.Target() {
				e.there, e.err = other.Predict(t)
			}
		}
		out = append(out, e)
		return true
	})
	sort.SliceStable(out, func(i, j int) bool { return out[i].t.QualifiedName() < out[j].t.QualifiedName() })
	return out
}

type jsonLayouts struct {
	Schema int          `json:"schema"`
	Types  []jsonLayout `json:"types"`
}

type jsonLayout struct {
	Name     string      `json:"name"`
	Kind     string      `json:"kind"`
	Size     uint64      `json:"size"`
	Align    uint64      `json:"align"`
	Fields   []jsonField `json:"fields"`
	Bases    []jsonBase  `json:"bases"`
	Reason   string      `json:"reason,omitempty"`   // why there is no layout
	Why      string      `json:"why,omitempty"`      // the same in words
	Open     string      `json:"open,omitempty"`     // a part that is only declared: align is a lower bound
	Packed   bool        `json:"packed,omitempty"`   // align is a guess: how far a class is packed is not described
	Unstated bool        `json:"unstated,omitempty"` // align is a lower bound: alignas is not described
	Differs  *bool       `json:"differs,omitempty"`  // with --predict: is it another one than here
}

type jsonField struct {
	Name       string `json:"name"`
	Type       string `json:"type"`
	OffsetBits uint64 `json:"offset_bits"`
	SizeBits   uint64 `json:"size_bits"`
	Open       bool   `json:"open,omitempty"` // only declared: the size is not known
}

type jsonBase struct {
	Name    string `json:"name"`
	Offset  uint64 `json:"offset"`
	Virtual bool   `json:"virtual"`
	Open    bool   `json:"open,omitempty"`
}

func layoutJSON(w io.Writer, ls []layoutEntry, predicted bool) error {
	out := jsonLayouts{Schema: 1, Types: []jsonLayout{}}
	for _, l := range ls {
		j := jsonLayout{Name: l.t.QualifiedName(), Kind: l.t.Kind().String(), Fields: []jsonField{}, Bases: []jsonBase{}}
		if l.err != nil {
			j.Reason, j.Why = "unknown", l.err.Error()
			if r, ok := l.err.(*layout.Refusal); ok {
				j.Reason = r.Reason
			}
			out.Types = append(out.Types, j)
			continue
		}
		j.Size, j.Align = uint64(l.there.Size), uint64(l.there.Align)
		j.Open, j.Unstated, j.Packed = l.there.Open, l.there.Unstated, l.there.Packed
		for _, f := range l.there.Fields {
			j.Fields = append(j.Fields, jsonField{f.Name, f.Type.String(), uint64(f.Offset), uint64(f.Size), layout.DeclaredOnly(f.Type)})
		}
		for _, b := range l.there.Bases {
			j.Bases = append(j.Bases, jsonBase{b.Type.QualifiedName(), uint64(b.Offset), b.Virtual, layout.DeclaredOnly(b.Type)})
		}
		if predicted {
			differs := len(layout.Differences(l.here, l.there)) > 0
			j.Differs = &differs
		}
		out.Types = append(out.Types, j)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

const cacheLine = 64 * 8 // bits

func layoutText(w io.Writer, ls []layoutEntry, target abi.Target, predicted bool) error {
	for i, l := range ls {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if l.err != nil {
			fmt.Fprintf(w, "%s %s: refused: %v\n", l.t.Kind(), l.t.QualifiedName(), l.err)
			continue
		}
		r := l.there
		lines := (r.Size.Bits() + cacheLine - 1) / cacheLine
		fmt.Fprintf(w, "%s %s: size %d, align %s, %d cache line%s", l.t.Kind(), l.t.QualifiedName(), r.Size, alignText(r), lines, plural(uint64(lines)))
		if predicted {
			fmt.Fprintf(w, " on %s", target)
			if l.here.Size != r.Size || l.here.Align != r.Align {
				fmt.Fprintf(w, "  <> here size %d, align %d", l.here.Size, l.here.Align)
			}
		}
		fmt.Fprintln(w)
		layoutParts(w, l, predicted)
	}
	return nil
}

// alignText spells an alignment, which may be a bound.
func alignText(r layout.Record) string {
	if r.Open != "" {
		return fmt.Sprintf("at least %d (%s is not described)", r.Align, r.Open)
	}
	if r.Unstated {
		return fmt.Sprintf("at least %d (this debug information does not tell of alignas)", r.Align)
	}
	if r.Packed {
		return fmt.Sprintf("%d (a guess: it is packed, and debug information does not tell how far)", r.Align)
	}
	return fmt.Sprint(r.Align)
}

func plural(n uint64) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// hereName is the name by which a part is looked up on the other platform: the
// pointer to the virtual table has two names.
func hereName(p layout.Part) string {
	if p.Kind == "hidden" && p.Name == "vfptr" {
		return "vptr"
	}
	return p.Name
}

func layoutParts(w io.Writer, l layoutEntry, predicted bool) {
	here := map[string]layout.Part{}
	for _, p := range l.here.Parts() {
		here[p.Kind+" "+hereName(p)] = p
	}
	var holes, padding abi.Bits
	line := abi.Bits(0)
	for _, p := range l.there.Parts() {
		if n := p.Offset / cacheLine; n > line {
			line = n
			fmt.Fprintf(w, "        -- cache line %d, byte %d --\n", n, n*64)
		}
		text := p.Kind + " " + p.Name
		switch p.Kind {
		case "member":
			text = p.Type.Declare(p.Name)
			if p.Size%8 != 0 || p.Offset%8 != 0 {
				text += fmt.Sprintf(" : %d", p.Size)
			}
		case "hidden":
			text = "(" + p.Name + ")"
		case "hole":
			holes += p.Size
			text = "-- hole of " + bitText(p.Size) + " --"
		case "rest":
			text = "-- " + bitText(p.Size) + " that may belong to it --"
		case "padding":
			padding += p.Size
			text = "-- padding of " + bitText(p.Size) + " --"
		}
		mark := ""
		if o, ok := here[p.Kind+" "+hereName(p)]; predicted && p.Name != "" && p.Kind != "virtual base" {
			switch {
			case !ok:
				mark = "  <> not here"
			case o.Offset != p.Offset || p.Kind == "member" && o.Size != p.Size:
				mark = fmt.Sprintf("  <> here at %s, %s", position(o.Offset), bitText(o.Size))
			}
		}
		if last := (p.Offset + max(p.Size, 1) - 1) / cacheLine; last > p.Offset/cacheLine && p.Kind != "base" {
			mark = fmt.Sprintf("  (reaches into cache line %d)", last) + mark
		}
		size := bitText(p.Size)
		if p.Open {
			size = "?"
		}
		fmt.Fprintf(w, "%8s  %8s  %s%s\n", position(p.Offset), size, text, mark)
	}
	if holes+padding > 0 {
		fmt.Fprintf(w, "        %s in holes, %s of padding\n", bitText(holes), bitText(padding))
	}
}

// position spells an offset in bits as "byte" or "byte.bit".
func position(b abi.Bits) string {
	if b%8 == 0 {
		return fmt.Sprint(uint64(b / 8))
	}
	return fmt.Sprintf("%d.%d", b/8, b%8)
}

func bitText(b abi.Bits) string {
	if b%8 == 0 {
		return fmt.Sprintf("%d byte%s", b/8, plural(uint64(b/8)))
	}
	return fmt.Sprintf("%d bit%s", b, plural(uint64(b)))
}
