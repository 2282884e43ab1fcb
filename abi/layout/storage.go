package layout

import (
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// sizedBy names the type that a member made of bytes may be storage for, if
// that one has another size or alignment on the target: the bound of
//
//	alignas(T) unsigned char storage[sizeof(T)];
//
// is a number in debug information. T is looked for among the arguments of the
// class template and the other members of a union. Of the standard library's
// classes that get such numbers as arguments themselves, those here count.
func (p *Predictor) sizedBy(class abi.Type, f abi.Field, elem abi.Type, count uint64) string {
	if p.native == nil {
		return ""
	}
	wide := p.target.PointerSize != p.m.Target().PointerSize || abi.LongSize(p.target) != abi.LongSize(p.m.Target())
	if wide && class.OfSystem() && computed(class) {
		return "a number of bytes or words"
	}
	bytes, ok := elem.Size()
	raw := !elem.IsRecord() && bytes == 1 // or aligned_storage, which is of bytes
	if !ok || f.BitField || bytes*abi.Bytes(count) < 2 || !raw && !(elem.IsRecord() && elem.OfSystem() && computed(elem)) {
		return ""
	}
	explained := false
	for _, t := range p.stored(class, f) {
		size, ok := t.Size()
		if !ok || size < 2 || count*uint64(bytes)%uint64(size) != 0 {
			continue
		}
		if p.varies(t, map[abi.TypeID]bool{}) {
			return t.String()
		}
		explained = true
	}
	if a := max(f.Align, abi.Bytes(class.Node().Align)); a > 1 && a <= 16 && !explained && (wide || p.target.OS != p.m.Target().OS) {
		return "a type that asks for an alignment of " + strconv.Itoa(int(a))
	}
	return ""
}

// inherited reports whether the stated alignment of a class may be what its
// members give it here, and not be asked for, and is less there: g++ also states
// the alignment of a class that holds a member with alignas, whatever it comes from,
// clang that of a class under #pragma pack, and both that of the members where the
// attribute aligned asks for less.
func (p *Predictor) inherited(t abi.Type, h hint, depth int) bool {
	if t.Node().Align == 0 || !p.native.unasked(t, h, depth) {
		return false
	}
	h.bare = true
	there, err := p.lay(t, h, depth)
	return err == nil && there.Align < abi.Bytes(t.Node().Align)
}

// unasked reports whether the members of a class give it the alignment that it
// states.
func (p *Predictor) unasked(t abi.Type, h hint, depth int) bool {
	h.bare = true
	rec, err := p.lay(t, h, depth)
	return err == nil && rec.Align == abi.Bytes(t.Node().Align)
}

// mayRequire is the alignment that a class in its own or Microsoft's layout keeps in
// a packed class if alignas gives it, and does not if it is the members' and #pragma
// pack only led to its being stated; 0 if that is certain.
func (p *Predictor) mayRequire(t abi.Type, h hint, depth int) abi.Bytes {
	own := p
	if p.native != nil {
		own = p.native
	}
	if t.Node().Align == 0 || !p.target.Microsoft() || !t.StatesPack() || !own.unasked(t, h, depth) {
		return 0
	}
	return abi.Bytes(t.Node().Align)
}

// packsDoubtful names a class in a packed one whose place depends on what mayRequire
// leaves open.
func (d *decl) packsDoubtful() string {
	for _, rec := range d.records() {
		if (d.packed || d.pack != 0) && rec.mayRequire > max(d.pack, 1) {
			return rec.Type.QualifiedName()
		}
	}
	return ""
}

// records are the classes of the bases and members.
func (d *decl) records() []*Record {
	var out []*Record
	for _, x := range d.bases {
		out = append(out, x.rec)
	}
	for _, x := range d.fields {
		if x.rec != nil {
			out = append(out, x.rec)
		}
	}
	return out
}

// computed tells classes of libstdc++ whose arguments are computed from sizes:
// words of a bitset, bytes of aligned_storage.
func computed(class abi.Type) bool {
	m := class.Model()
	for range maxDepth {
		switch name, _, _ := strings.Cut(class.Name(), "<"); name {
		case "_Base_bitset", "aligned_storage", "aligned_union":
			return true
		}
		s := m.Scope(class.Scope())
		if s.Kind != abi.ScopeRecord {
			return false
		}
		class = m.Type(s.Type)
	}
	return false
}

// tupleElement tells the class of libstdc++ (from 11 on) that holds an empty element of a
// tuple, and so the deleter of every unique_ptr, as a [[no_unique_address]] member.
// Nothing in its own layout shows that; that of the classes around it follows from it.
func tupleElement(class abi.Type) bool {
	if name, _, _ := strings.Cut(class.Name(), "<"); name != "_Head_base" || !strings.HasPrefix(class.PlainName(), "std::_Head_base") {
		return false
	}
	args, fields := class.Args(), class.Fields()
	// The last argument says that the element is empty; g++ has it in the name only.
	empty := strings.HasSuffix(class.Name(), ", true>") || len(args) == 3 && args[2].Value.Bits != 0
	return empty && len(fields) == 1 && fields[0].Name == "_M_head_impl"
}

// stored lists the types that a member may be storage for.
func (p *Predictor) stored(class abi.Type, f abi.Field) []abi.Type {
	var out []abi.Type
	if class.Kind() == abi.KindUnion {
		for _, o := range class.Fields() {
			if o.Name != f.Name {
				out = append(out, o.Type)
			}
		}
	}
	m := p.m
	for range maxDepth {
		out = append(out, typeArgs(class.Args())...)
		s := m.Scope(class.Scope())
		if s.Kind != abi.ScopeRecord {
			break
		}
		class = m.Type(s.Type)
	}
	return out
}

func typeArgs(args []abi.Arg) []abi.Type {
	var out []abi.Type
	for _, a := range args {
		if a.Kind == abi.ArgType {
			out = append(out, a.Type)
		}
		out = append(out, typeArgs(a.Pack)...)
	}
	return out
}

// varies reports whether a type may have another size or alignment on the
// target, or can't be known there.
func (p *Predictor) varies(t abi.Type, seen map[abi.TypeID]bool) bool {
	if p.platform(t, abi.Field{Type: t}) != nil {
		return true
	}
	if _, ok := p.standard(t); !ok {
		t = t.Strip()
	}
	for n := 0; t.Kind() == abi.KindArray && n < maxDepth; n++ {
		t = t.Elem().Strip()
	}
	if !t.IsRecord() {
		size, align, err := p.scalar(t, 0)
		if err != nil {
			return true
		}
		ownSize, ownAlign, err := p.native.scalar(t, 0)
		return err != nil || size != ownSize || align != ownAlign
	}
	if seen[t.ID()] {
		return false
	}
	seen[t.ID()] = true
	from := p.m.Target()
	_, table := t.VptrOffset()
	if t.IsDeclaration() || len(seen) > 1<<12 || p.otherRecord(t) || p.target.Microsoft() != from.Microsoft() || table && p.target.PointerSize != from.PointerSize {
		return true
	}
	for _, b := range t.Bases() {
		if b.Virtual && p.target.PointerSize != from.PointerSize || p.varies(b.Type, seen) {
			return true
		}
	}
	for _, f := range t.Fields() {
		if p.varies(f.Type, seen) {
			return true
		}
	}
	return false
}
