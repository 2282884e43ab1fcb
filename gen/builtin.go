package gen

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/gen/rs"
)

// builtin is the mirror of a type that C or C++ has and core lacks: a complex number
// (C17 §6.2.5/11), a short vector, a pointer to a member function. The ones that the output uses stand in the
// root.
type builtin struct {
	item        rs.Struct // its name is still a wish
	size, align abi.Bytes
	cxx         string
}

// builtinOf is the mirror of a type; ok is false if it needs none, or if nothing
// that stable Rust has travels like the type.
func (g *generator) builtinOf(t abi.Type) (b builtin, ok bool) {
	if !complexNumber(t) && !memberFunction(t) && t.Kind() != abi.KindVector {
		return b, false
	}
	size, align, known := g.ctx.SizeAlign(t)
	if !known {
		return b, false
	}
	b = builtin{size: size, align: align, cxx: t.String()}
	shape, _ := g.ctx.ValueShape(t)
	switch {
	case shape == nil:
		return b, false
	case complexNumber(t):
		part := fmt.Sprintf("f%d", size*4)
		if !pairOf(shape, part) {
			return b, false
		}
		b.item = rs.Struct{Doc: fmt.Sprintf("C's complex number of two `%s`.", part), Name: "ComplexF" + part[1:],
			Attrs:  []string{"repr(C)", "derive(Clone, Copy, Debug, Default, PartialEq)"},
			Fields: []rs.Field{{Doc: "real part", Name: "re", Type: part}, {Doc: "imaginary part", Name: "im", Type: part}}}
		return b, true
	case memberFunction(t) && len(shape.Fields) == 1:
		text, scalar := shapeText(shape.Fields[0].Type)
		if !scalar || shape.Fields[0].Count != 2 {
			return b, false
		}
		b.item = rs.Struct{Doc: "A pointer to a member function: C++ gives it, and takes it back.", Name: "MemberFunction",
			Attrs: []string{"repr(C)", "derive(Clone, Copy)"}, Fields: []rs.Field{{Private: true, Name: "_0", Type: text}, {Private: true, Name: "_1", Type: text}}}
		b.cxx = "a pointer to a member function"
		return b, true
	case shape.Lanes > 0:
		own, lane := vectorPath(g.m.Target(), shape), shape.Scalar.String()
		if own == "" {
			return b, false
		}
		b.item = rs.Struct{Doc: fmt.Sprintf("A vector of %d `%s`.", shape.Lanes, lane), Name: fmt.Sprintf("%sx%d", strings.ToUpper(lane), shape.Lanes),
			Attrs: []string{"repr(transparent)", "derive(Clone, Copy, Debug)"}, Tuple: own}
		return b, true
	}
	return b, false
}

// complexNumber reports a complex number of float or double.
func complexNumber(t abi.Type) bool {
	size, ok := t.Size()
	return ok && t.Kind() == abi.KindBase && t.Encoding() == abi.EncComplexFloat && (size == 8 || size == 16)
}

// memberFunction reports a pointer to a member function (Itanium C++ ABI §2.3: an
// address or a place in the table, and what is added to this).
func memberFunction(t abi.Type) bool {
	return t.Kind() == abi.KindMemberPointer && t.Elem().Strip().Kind() == abi.KindFunc
}

// pairOf reports a shape of two scalars side by side.
func pairOf(s *callconv.Shape, scalar string) bool {
	if len(s.Fields) != 2 || s.Union || s.Packed || s.ReprAlign != 0 {
		return false
	}
	for _, f := range s.Fields {
		if text, ok := shapeText(f.Type); !ok || text != scalar || f.Array {
			return false
		}
	}
	return true
}

// vectorPath is the type of core::arch that travels as a vector: of x86 the one
// of its register, of Arm the one of its lanes (Arm C Language Extensions,
// Vector data types).
func vectorPath(t abi.Target, s *callconv.Shape) string {
	lane := s.Scalar.String()
	word := map[string]string{"i": "int", "u": "uint", "f": "float"}[lane[:min(1, len(lane))]]
	switch {
	case word == "": // bool, pointers: no compiler makes vectors of them
	case t.Arch == abi.X86_64 && s.Size == 16 && lane == "f32":
		return "core::arch::x86_64::__m128"
	case t.Arch == abi.X86_64 && s.Size == 16 && lane == "f64":
		return "core::arch::x86_64::__m128d"
	case t.Arch == abi.X86_64 && s.Size == 16 && word != "float":
		return "core::arch::x86_64::__m128i"
	case t.Arch == abi.AArch64 && (s.Size == 8 || s.Size == 16) && lane[1:] != "128":
		return fmt.Sprintf("core::arch::aarch64::%s%sx%d_t", word, lane[1:], s.Lanes)
	}
	return ""
}

// spellBuiltin names the mirror of a type as seen from a module of a depth.
func (g *generator) spellBuiltin(t abi.Type, depth int) (spelling, bool) {
	b, ok := g.builtinOf(t)
	if !ok {
		return spelling{}, false
	}
	b.item.Name = g.builtinName(b)
	g.builtins[b.item.Name] = b
	g.improper = g.improper || b.item.Tuple != ""
	return scalar(place{name: b.item.Name}.from(depth)), true
}

// builtinName is the name of a mirror: no type or module of the root has it.
func (g *generator) builtinName(b builtin) string {
	name := b.item.Name
	for g.taken[name] {
		name += "_"
	}
	return name
}

// reserveBuiltins keeps functions and parameters from the names that tuple
// structs may get, which are values, too.
func (g *generator) reserveBuiltins() {
	for t := range g.m.Types {
		if b, ok := g.builtinOf(t); ok && b.item.Tuple != "" {
			name := g.builtinName(b)
			g.root.used[name], g.root.fixed[name] = true, true
		}
	}
}

// takeRoot takes down which names types and modules have in the root.
func (g *generator) takeRoot() {
	for _, p := range g.places {
		g.taken[append(p.mods, p.name)[0]] = true
	}
	for t := range g.m.Types {
		if t.Kind() == abi.KindTypedef {
			mods, _ := g.names.modulesOf(t.Scope())
			g.taken[append(mods, rs.Ident(t.Name()))[0]] = true
		}
	}
}

// emitBuiltins writes the mirrors that were spelled.
func (g *generator) emitBuiltins() {
	var items []rs.Item
	for _, name := range sortedKeys(g.builtins) {
		b := g.builtins[name]
		items = append(items, b.item)
		if !g.cfg.NoLayoutTests {
			items = append(items, rs.Asserts{Lines: []rs.Assert{
				{Cond: fmt.Sprintf("core::mem::size_of::<%s>() == %d", name, b.size), Message: "size of " + b.cxx},
				{Cond: fmt.Sprintf("core::mem::align_of::<%s>() == %d", name, b.align), Message: "alignment of " + b.cxx},
			}})
		}
		g.out.layouts = append(g.out.layouts, typeLayout{name, b.cxx, b.size, b.align})
	}
	g.root.items = append(items, g.root.items...)
}
