package rules

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// Triv is what is known about a class' triviality for the purposes of calls.
func (p *Pass) Triv(t abi.Type) abi.Triviality {
	if int(t.ID()) < len(p.triv) {
		return p.triv[t.ID()]
	}
	return abi.Triviality{}
}

// microsoft reports whether Microsoft rules are to be applied: the objects are
// for such a target, or the API must serve one as well.
func (p *Pass) microsoft() bool { return p.Target.Microsoft() || p.Options.Portable }

// byClass groups the values that travel by value by their class, in type order.
func (p *Pass) byClass(want func(f abi.Function, index int, t abi.Type) bool) []classUse {
	at := map[abi.TypeID]int{}
	var out []classUse
	p.ByValue(func(f abi.Function, role string, index int, t abi.Type) {
		if !want(f, index, t) {
			return
		}
		i, ok := at[t.ID()]
		if !ok {
			i = len(out)
			at[t.ID()] = i
			out = append(out, classUse{t: t})
		}
		out[i].uses = append(out[i].uses, verify.FunctionEntity(f)+" ("+role+")")
		if len(out[i].where) < 5 {
			l := verify.LocationOf(p.Model, f.Origin())
			l.Note = role + " of " + verify.FunctionEntity(f)
			out[i].where = append(out[i].where, l)
		}
	})
	sort.Slice(out, func(i, j int) bool { return out[i].t.ID() < out[j].t.ID() })
	return out
}

type classUse struct {
	t     abi.Type
	uses  []string
	where []verify.Location
}

// finding makes one finding about a class out of all its uses by value.
func (c classUse) finding(p *Pass, format string, args ...any) verify.Finding {
	return verify.Finding{Kind: verify.EntityType, Entity: c.t.QualifiedName(), Message: fmt.Sprintf(format, args...),
		Location: verify.LocationOf(p.Model, c.t.Origin()), Related: c.where, Affected: c.uses, AffectedTotal: len(c.uses)}
}

func nFunctions(n int) string {
	if n == 1 {
		return "1 value of the API"
	}
	return fmt.Sprintf("%d values of the API", n)
}

// has reports whether any name of the list is s.
func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// naturals are the alignments that records have without attributes, as far as they
// follow from the model; 0 is that one does not.
type naturals map[abi.TypeID]abi.Bytes

// of is the alignment of any type.
func (n naturals) of(t abi.Type) (abi.Bytes, bool) { return n.at(t, 0) }

func (n naturals) at(t abi.Type, depth int) (abi.Bytes, bool) {
	t = t.Strip()
	if depth > 64 {
		return 0, false
	}
	m := t.Model()
	switch k := t.Kind(); {
	case k == abi.KindBase || k == abi.KindEnum:
		s, ok := t.Size()
		if t.Encoding() == abi.EncComplexFloat {
			s /= 2
		}
		tg := m.Target()
		switch {
		case tg.Arch == abi.I386 && !tg.Microsoft() && s >= 8:
			return 4, ok
		case tg.Arch == abi.I386 && s > 8:
			return 4, ok
		}
		return min(s, 16), ok && s != 0 && s&(s-1) == 0
	case k == abi.KindPointer || k.IsReference() || k == abi.KindNullptr || k == abi.KindMemberPointer:
		return m.Target().PointerSize, true
	case k == abi.KindArray:
		return n.at(t.Elem(), depth+1)
	case k.IsRecord() && !t.IsDeclaration():
		if a := t.Node().Align; a != 0 {
			return abi.Bytes(a), true
		}
		return n.record(t, depth)
	}
	return 0, false
}

// record is the largest alignment among the parts of a record.
func (n naturals) record(t abi.Type, depth int) (abi.Bytes, bool) {
	if a, ok := n[t.ID()]; ok {
		return a, a != 0
	}
	n[t.ID()] = 0 // in itself
	best := abi.Bytes(1)
	if t.Has(abi.TypePolymorphic) {
		best = t.Model().Target().PointerSize
	}
	for _, b := range t.Bases() {
		if b.Virtual {
			best = max(best, t.Model().Target().PointerSize)
		}
		a, ok := n.at(b.Type, depth+1)
		if !ok {
			return 0, false
		}
		best = max(best, a)
	}
	for _, f := range t.Fields() {
		a, ok := n.at(f.Type, depth+1)
		if !ok {
			return 0, false
		}
		best = max(best, a, f.Align)
	}
	n[t.ID()] = best
	return best, true
}

// fieldName spells a field for a message.
func fieldName(f abi.Field) string {
	if f.Name == "" {
		return "(unnamed)"
	}
	return f.Name
}

// stripAll follows typedefs, qualifiers, pointers, references and arrays.
func stripAll(t abi.Type) abi.Type {
	for range 64 {
		t = t.Strip()
		switch k := t.Kind(); {
		case k == abi.KindPointer, k.IsReference(), k == abi.KindArray:
			t = t.Elem()
		default:
			return t
		}
	}
	return abi.Type{}
}

// values lists the values of an enum as signed numbers.
func values(t abi.Type) []int64 {
	var out []int64
	for _, e := range t.Enumerators() {
		out = append(out, int64(e.Value))
	}
	return out
}

// baseName is a qualified name without template arguments.
func baseName(s string) string {
	if i := strings.IndexByte(s, '<'); i > 0 {
		return s[:i]
	}
	return s
}

func utoa(n uint64) string { return strconv.FormatUint(n, 10) }
