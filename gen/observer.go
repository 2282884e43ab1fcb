package gen

import (
	"fmt"
	"slices"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// A class with pure virtual functions is there to be implemented. Its table is
// a struct of functions that Rust can fill in: an object that starts with the
// address of such a table is one of the class for C++. There is none where a
// function has no Rust signature, or where a base has a table of its own.

// tableName names the struct: no C++ program may use two underscores.
func tableName(class string) string { return class + "__Table" }

// table is the struct for a class; methods are its functions that are bound.
func (g *generator) table(t abi.Type, methods []function, mods []string, name string) []rs.Item {
	slots, ok := g.tableSlots(t, methods)
	if !ok {
		return nil
	}
	depth, ptr := len(mods), g.spell(t, len(mods), 0).text
	microsoft := g.m.Target().Microsoft()
	s := rs.Struct{Attrs: []string{"repr(C)", "derive(Clone, Copy)", "rustfmt::skip"}, Name: tableName(name),
		Doc: fmt.Sprintf("The table of virtual functions of `%s`, for objects that Rust makes: they start with what `address` gives.", g.names.cxx(t))}
	head := 1
	if !microsoft {
		head = 2
		s.Fields = append(s.Fields, rs.Field{Doc: "0 for an object that is not part of another.", Name: "offset_to_top", Type: "isize"})
	}
	s.Fields = append(s.Fields, rs.Field{Doc: "What `dynamic_cast`, `typeid` and `throw` read; none of them may be used on an object without it.",
		Name: "type_info", Type: "core::option::Option<&'static " + g.void() + ">"})
	taken := map[string]bool{"offset_to_top": true, "type_info": true, "destruct": true, "delete": true}
	abiName := `unsafe extern "` + g.destructorABI() + `" fn(*mut ` + ptr
	for _, sl := range slots {
		if sl.fn == nil {
			if microsoft {
				s.Fields = append(s.Fields, rs.Field{Doc: "Destroys the object and, if the lowest bit of the flags is set, frees its memory. The result is the object.",
					Name: "delete", Type: abiName + ", u32) -> *mut " + ptr})
				continue
			}
			s.Fields = append(s.Fields, rs.Field{Doc: "Destroys the object.", Name: "destruct", Type: abiName + ")"},
				rs.Field{Doc: "Destroys the object and frees its memory.", Name: "delete", Type: abiName + ")"})
			continue
		}
		id := sl.name
		for taken[id] {
			id += "_"
		}
		taken[id] = true
		s.Fields = append(s.Fields, rs.Field{Doc: "`" + sl.fn.f.Declaration() + "`", Name: id, Type: g.pointerTo(*sl.fn, depth)})
	}
	address := rs.Fn{Doc: "What an object starts with.", Attrs: []string{"inline"}, Head: "pub const ", Name: "address", Params: []rs.Param{{Name: "&self"}},
		Result: "*const " + g.void(), Body: []string{fmt.Sprintf("unsafe { (self as *const Self).cast::<usize>().add(%d).cast() }", head)}}
	return []rs.Item{s, rs.Impl{Target: s.Name, Items: []rs.Item{address}}}
}

// tableSlot is one function of a table; fn is nil for the destructor.
type tableSlot struct {
	at   int
	fn   *function
	name string
}

// tableSlots lists the slots of the table of a class; not ok if one of them is
// not known or has no Rust signature.
func (g *generator) tableSlots(t abi.Type, methods []function) ([]tableSlot, bool) {
	for _, b := range t.Bases() {
		if b.Virtual || g.hasTable(b.Type.Strip()) {
			return nil, false
		}
	}
	var slots []tableSlot
	var names [][]string
	bound := map[abi.FuncID]*function{}
	for i, fn := range methods {
		bound[fn.f.ID()] = &methods[i]
	}
	pure := false
	for _, m := range t.Methods() {
		if !m.Has(abi.FuncVirtual) {
			continue
		}
		if m.Has(abi.FuncDestructor) {
			at, ok := g.destructorSlot(t, 0)
			if !ok || g.noThiscall() {
				return nil, false
			}
			slots, names = append(slots, tableSlot{at: at}), append(names, []string{""})
			continue
		}
		fn := bound[m.ID()]
		if fn == nil || !g.dispatched(*fn) || fn.via != viaSignature {
			return nil, false
		}
		if reason, _ := g.oldRefuses(m.Signature(), true); reason != "" {
			return nil, false // C++ calls what Rust defines
		}
		pure = pure || fn.tableOnly || m.Has(abi.FuncPure) // which gcc does not state
		at, _ := g.slotOf(m)
		slots, names = append(slots, tableSlot{at: at, fn: fn}), append(names, candidates(g.baseName(*fn), *fn))
	}
	for i, n := range settle(names) {
		slots[i].name = n
	}
	slices.SortStableFunc(slots, func(a, b tableSlot) int { return a.at - b.at })
	next := 0
	for _, s := range slots {
		if s.at != next {
			return nil, false
		}
		if next++; s.fn == nil && !g.m.Target().Microsoft() {
			next++
		}
	}
	return slots, pure
}
