package gen

import (
	"fmt"
	"slices"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/abi/layout"
	"github.com/tenon-abi/tenon/abi/names"
	"github.com/tenon-abi/tenon/gen/rs"
)

// prediction is the model of a target that no object was built for: the
// declarations of another target's objects with the link names they get there.
// What the rules can't vouch for is withheld, with the reason: functions and
// variables whose name is not known or whose types, layouts or calls are not
// the same there.
type prediction struct {
	m     *abi.Model
	funcs map[abi.FuncID]Skip
	vars  map[abi.VarID]Skip
	types []Skip
}

// predict makes the model for a target of the same data model (pointer width
// and byte order).
func predict(m *abi.Model, to abi.Target) (*prediction, error) {
	from := m.Target()
	switch {
	case !to.Known():
		return nil, fmt.Errorf("no rules for the target %s", to)
	case !from.Known():
		return nil, fmt.Errorf("no rules for the objects' own target")
	case from.Microsoft():
		return nil, fmt.Errorf("from objects for %s nothing is predicted for other targets: their names don't tell enough", from)
	case to.PointerSize != from.PointerSize || to.BigEndian != from.BigEndian:
		return nil, fmt.Errorf("%s has other pointers than the objects (%s): bind objects of that target instead", to, from)
	}
	typed, changed, err := standardTypedefs(m, to)
	if err != nil {
		return nil, err
	}
	a := &also{own: m, changed: changed, from: typed, to: to, p: layout.NewPredictor(typed, to), layouts: map[abi.TypeID]Skip{}}
	for _, n := range []string{"size_t", "int64_t", "int_fast32_t"} {
		here, there := names.StandardType(n, m.Target()), names.StandardType(n, to)
		a.typedefs = a.typedefs || here == "" || here != there
	}
	return a.run()
}

// function is why a function stands back on the target; a nil prediction
// withholds nothing.
func (p *prediction) function(id abi.FuncID) (Skip, bool) {
	if p == nil {
		return Skip{}, false
	}
	s, ok := p.funcs[id]
	return s, ok
}

func (p *prediction) variable(id abi.VarID) (Skip, bool) {
	if p == nil {
		return Skip{}, false
	}
	s, ok := p.vars[id]
	return s, ok
}

// GenerateFor prints what Config.AlsoTarget adds for a target, alone.
func GenerateFor(m *abi.Model, to abi.Target, cfg Config) (*Output, error) {
	p, err := predict(m, to)
	if err != nil {
		return nil, err
	}
	g, err := newGenerator(p.m, cfg)
	if err != nil {
		return nil, err
	}
	g.withheld, g.out.Skipped = p, append(g.out.Skipped, p.types...)
	items := []rs.Item{rs.Lines(header(to.Triple(), cfg))}
	own := g.items()
	cfg.improper = g.improper
	for _, it := range own {
		items = append(items, allowed(it, cfg))
	}
	g.out.Rust = rs.Print(items)
	return &g.out, nil
}

// predictAll adds the models of the targets that the configuration names, made
// from the first model; objects of a target go before predictions.
func predictAll(models *[]*abi.Model, cfg Config) (map[*abi.Model]*prediction, error) {
	out := map[*abi.Model]*prediction{}
	for _, triple := range cfg.AlsoTarget {
		t, ok := abi.ParseTarget(triple)
		if !ok {
			return nil, fmt.Errorf("--also-target: no rules for %q", triple)
		}
		if slices.ContainsFunc(*models, func(m *abi.Model) bool { return m.Target() == t }) {
			continue
		}
		p, err := predict((*models)[0], t)
		if err != nil {
			return nil, fmt.Errorf("--also-target %s: %w", triple, err)
		}
		out[p.m] = p
		*models = append(*models, p.m)
	}
	return out, nil
}

// also is a prediction while it is made.
type also struct {
	own      *abi.Model
	changed  map[abi.TypeID]bool // standard typedefs that stand for another type there
	typedefs bool                // standard typedefs stand for other types there
	from     *abi.Model          // with standard typedefs as the target has them
	to       abi.Target
	p        *layout.Predictor
	layouts  map[abi.TypeID]Skip // of records; Reason "" if equal
	depth    int
	steps    int // types looked at for one entity
}

// standardTypedefs makes size_t, int64_t and the like stand for the type that
// they are on the target, where size and sign are the same.
func standardTypedefs(m *abi.Model, to abi.Target) (typed *abi.Model, changed map[abi.TypeID]bool, err error) {
	b := abi.Edit(m)
	changed = map[abi.TypeID]bool{}
	scalars := map[string]abi.TypeID{}
	for t := range m.Types {
		if t.Kind() == abi.KindBase {
			if n := t.Name(); scalars[n] == 0 {
				scalars[n] = t.ID()
			}
		}
	}
	for t := range m.Types {
		want := standardType(m, t, to)
		if want == "" {
			continue
		}
		base := t.Strip()
		if base.Kind() != abi.KindBase || base.Name() == want {
			continue
		}
		size, _ := base.Size()
		if there, _, ok := abi.ScalarOn(to, to, want, base.Encoding(), abi.IntegerSize(want, to)); !ok || there != size {
			continue // mention finds it
		}
		id := scalars[want]
		if id == 0 {
			n := base.Node()
			n.Name = b.Str(want)
			id = b.AddType(n, abi.Origin{})
			scalars[want] = id
		}
		n := t.Node()
		n.Elem = id
		b.SetType(t.ID(), n, t.Origin())
		changed[t.ID()] = true
	}
	typed, err = b.Finish()
	return typed, changed, err
}

// mentionsChanged reports whether a type is spelled with a standard typedef
// that stands for another type there. The arguments of templates are looked at
// by names.LongArgument.
func (a *also) mentionsChanged(t abi.Type, seen map[abi.TypeID]bool) bool {
	for !t.IsNone() && !seen[t.ID()] {
		seen[t.ID()] = true
		if len(seen) > 1<<12 || a.changed[t.ID()] {
			return true
		}
		if t.Kind() == abi.KindFunc {
			for _, p := range t.Signature().Params {
				if a.mentionsChanged(p, seen) {
					return true
				}
			}
		}
		if t.Kind() == abi.KindMemberPointer || t.IsRecord() || t.Kind() == abi.KindEnum {
			return t.Kind() == abi.KindMemberPointer
		}
		t = t.Elem()
	}
	return false
}

// sameSpelling reports whether a function is declared with the same types
// there, so that its Itanium name is the same.
func (a *also) sameSpelling(f abi.Function) bool {
	seen := map[abi.TypeID]bool{}
	sig := f.Signature()
	for _, t := range append([]abi.Type{sig.Result}, sig.Params...) {
		if a.mentionsChanged(t, seen) {
			return false
		}
	}
	return true
}

// standardType is the integer type that a typedef of an object's model stands
// for on a target, if it is the C library's there and here; otherwise "".
func standardType(own *abi.Model, t abi.Type, to abi.Target) string {
	if t.Kind() != abi.KindTypedef || !inC(t) {
		return ""
	}
	t = own.Type(t.ID())
	here := names.StandardType(t.Name(), own.Target())
	if base := t.Strip(); here != "" && (base.Kind() != abi.KindBase || base.Name() != here) {
		return ""
	}
	return names.StandardType(t.Name(), to)
}

// inC reports whether a typedef can be the C library's.
func inC(t abi.Type) bool { return t.Scope() == 0 || t.Model().ScopeName(t.Scope()) == "std" }

// run decides about everything and makes the model.
func (a *also) run() (*prediction, error) {
	out := &prediction{funcs: map[abi.FuncID]Skip{}, vars: map[abi.VarID]Skip{}}
	b := abi.Edit(a.from)
	b.SetElsewhere(a.to)
	a.types(b, out)
	a.slots(b)
	a.entities(b, out)
	b.KeepMacros(func(r abi.MacroRow) bool { // predefined macros have no file
		file := a.from.Str(r.Origin.File)
		return file != "" && !abi.SystemFile(file)
	})
	m, err := b.Finish()
	if err != nil {
		return nil, err
	}
	out.m = m
	a.calls(out)
	return out, nil
}

// types gives scalars their size there and takes the members from records that
// lie differently: those are opaque there. So are typedefs of the system's
// headers that may be other types there, and its enumerations have no values.
func (a *also) types(b *abi.Builder, out *prediction) {
	for t := range a.from.Types {
		switch {
		case t.Kind() == abi.KindBase:
			n := t.Node()
			size, _, ok := abi.ScalarOn(a.to, a.from.Target(), t.Name(), n.Enc, abi.Bytes(n.Size))
			if !ok {
				n.Enc, size = abi.EncNone, abi.Bytes(n.Size)
			}
			switch n.Size = uint64(size); t.Name() {
			case "char":
				n.Enc = charEncoding(a.to)
			case "wchar_t":
				n.Enc = wideEncoding(a.to)
			}
			b.SetType(t.ID(), n, t.Origin())
		case layout.OtherThere(t, a.to) && standardType(a.own, t, a.to) == "":
			n := abi.Node{Kind: abi.KindStruct, Name: t.Node().Name, Scope: t.Node().Scope, Flags: abi.TypeDeclaration}
			b.SetRecord(t.ID(), n, t.Origin(), abi.Record{VptrOff: -1})
		case t.Kind() == abi.KindEnum && !t.IsDeclaration():
			a.steps = 0
			s := a.enum(t)
			if s.Reason == "platform-type" && a.to.OS == a.from.Target().OS && !abi.OtherElsewhere(a.from.Str(t.Origin().File), a.from.Target(), a.to) {
				continue // the same library's
			}
			if s.Reason != "" {
				n := t.Node()
				n.Flags |= abi.TypeDeclaration
				n.Size, n.Elem = 0, 0
				b.SetEnum(t.ID(), n, t.Origin(), nil)
				if t.Name() != "" && s.Reason != "platform-type" {
					s.Kind, s.Name = "type", t.QualifiedName()
					out.types = append(out.types, s)
				}
			}
		case t.IsRecord() && !t.IsDeclaration():
			if s := a.layout(t); s.Reason != "" {
				n := t.Node()
				n.Flags |= abi.TypeDeclaration
				n.Size, n.Align = 0, 0
				b.SetRecord(t.ID(), n, t.Origin(), abi.Record{VptrOff: -1})
				if t.Name() != "" && s.Reason != "platform-type" {
					s.Kind, s.Name = "type", t.QualifiedName()
					out.types = append(out.types, s)
				}
			}
		}
	}
}

// charEncoding is the sign of plain char.
func charEncoding(t abi.Target) abi.Encoding {
	switch {
	case t.OS == abi.Apple, t.OS == abi.Windows, t.Arch == abi.X86_64, t.Arch == abi.I386:
		return abi.EncCharSigned
	}
	return abi.EncCharUnsigned
}

// wideEncoding is the sign of wchar_t.
func wideEncoding(t abi.Target) abi.Encoding {
	if t.OS == abi.Windows || t.OS != abi.Apple && (t.Arch == abi.AArch64 || t.Arch == abi.ARM) {
		return abi.EncUnsigned
	}
	return abi.EncSigned
}

// layout compares a record's own layout with what the rules give there.
func (a *also) layout(t abi.Type) Skip {
	if s, ok := a.layouts[t.ID()]; ok {
		return s
	}
	s := a.compare(t)
	a.layouts[t.ID()] = s
	return s
}

func (a *also) compare(t abi.Type) Skip {
	if s := a.platform(t); s.Reason != "" {
		return s
	}
	here, err := a.p.Stated(t)
	if err != nil {
		return Skip{Reason: "layout-unknown", Why: err.Error()}
	}
	there, err := a.p.Predict(t)
	if err != nil {
		return Skip{Reason: "layout-unknown", Why: err.Error()}
	}
	if d := layout.Differences(here, there); len(d) > 0 {
		return Skip{Reason: "layout-differs", Why: fmt.Sprintf("%s of %s is %s in the object and %s on %s", d[0].What, t.QualifiedName(), d[0].Here, d[0].That, a.to)}
	}
	if a.to.Microsoft() && t.HasVirtualBases() {
		return Skip{Reason: "layout-differs", Why: t.QualifiedName() + " has virtual bases, which are found in another way on " + a.to.Triple()}
	}
	for _, f := range t.Fields() {
		if f.Type.Strip().IsRecord() {
			if s := a.layout(f.Type.Strip()); s.Reason != "" {
				return s
			}
		}
	}
	return Skip{}
}

// calls withholds functions that are called in another way there.
func (a *also) calls(out *prediction) {
	here, there := callconv.NewContext(a.from), callconv.NewContext(out.m)
	for f := range out.m.Funcs {
		if _, off := out.funcs[f.ID()]; off || len(f.Symbols()) == 0 {
			continue
		}
		x, _ := here.PlanCall(a.from.Func(f.ID()).Signature())
		y, _ := there.PlanCall(f.Signature())
		if x.Refused != "" || y.Refused != "" {
			continue // refused there by itself
		}
		if why := plansDiffer(x, y); why != "" {
			out.funcs[f.ID()] = Skip{Reason: "call-differs", Why: why + " on " + a.to.Triple()}
		}
	}
}

func plansDiffer(x, y callconv.Plan) string {
	form := func(a, b callconv.Slot) bool { return a.Form != b.Form }
	switch {
	case x.ABI != y.ABI:
		return fmt.Sprintf("the convention is %s in the object and %s", x.ABI, y.ABI)
	case form(x.Result, y.Result):
		return fmt.Sprintf("the result travels as %s in the object and as %s", x.Result.Form, y.Result.Form)
	case form(x.This, y.This):
		return "this travels in another way"
	}
	for i := range x.Params {
		if i >= len(y.Params) || form(x.Params[i], y.Params[i]) {
			return fmt.Sprintf("parameter %d travels as %s in the object and in another way", i+1, x.Params[i].Form)
		}
		if x.Params[i].CalleeDestroys != y.Params[i].CalleeDestroys {
			return fmt.Sprintf("another side destroys parameter %d", i+1)
		}
	}
	return ""
}
