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
// function has no Rust signature, or where an object has several tables.

// tableName names the struct: no C++ program may use two underscores.
func tableName(class string) string { return class + "__Table" }

// table is the struct for a class; methods are the functions that are bound.
func (g *generator) table(t abi.Type, methods map[abi.TypeID][]function, mods []string, name string) []rs.Item {
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
	fn   *function
	name string
}

// tableSlots lists the slots of the table of a class; not ok if one of them is
// not known or has no Rust signature.
func (g *generator) tableSlots(t abi.Type, methods map[abi.TypeID][]function) ([]tableSlot, bool) {
	at := map[int]abi.Function{}
	for _, c := range g.oneTable(t) {
		for _, m := range c.Methods() {
			if !m.Has(abi.FuncVirtual) {
				continue
			}
			slot, ok := g.slotOf(m)
			if m.Has(abi.FuncDestructor) {
				slot, ok = g.destructorSlot(c, 0)
				ok = ok && !g.noThiscall()
			}
			if over, taken := at[slot]; !ok || taken && over.Owner() == c {
				return nil, false
			}
			at[slot] = m // in place of what it overrides
		}
	}
	var slots []tableSlot
	var names [][]string
	pure := false
	for next := 0; len(slots) < len(at); next++ {
		m, ok := at[next]
		if !ok {
			return nil, false
		}
		if m.Has(abi.FuncDestructor) {
			slots, names = append(slots, tableSlot{}), append(names, []string{""})
			if !g.m.Target().Microsoft() {
				next++
			}
			continue
		}
		of := methods[m.Owner().ID()]
		i := slices.IndexFunc(of, func(fn function) bool { return fn.f.ID() == m.ID() })
		if i < 0 || !g.dispatched(of[i]) || of[i].via != viaSignature {
			return nil, false
		}
		if reason, _ := g.oldRefuses(m.Signature(), true); reason != "" {
			return nil, false // C++ calls what Rust defines
		}
		pure = pure || of[i].tableOnly || m.Has(abi.FuncPure) // which gcc does not state
		slots, names = append(slots, tableSlot{fn: &of[i]}), append(names, candidates(g.baseName(of[i]), of[i]))
	}
	for i, n := range settle(names) {
		slots[i].name = n
	}
	return slots, pure
}

// oneTable is a class and the bases that it shares its table with, the first
// first: each lies at the start of the next. There are none where an object has
// another table, too, or may have one (Itanium C++ ABI §2.5.2: the table of a
// class begins with that of its primary base).
func (g *generator) oneTable(t abi.Type) []abi.Type {
	chain := []abi.Type{t}
	if !t.BasesDescribed() {
		return nil
	}
	for i := 0; i < len(chain); i++ {
		if i > maxBaseDepth {
			return nil
		}
		for _, b := range chain[i].Bases() {
			switch in := b.Type.Strip(); {
			case b.Virtual || !b.Known:
				return nil
			case !g.hasTable(in):
			case b.Offset != 0 || len(chain) > i+1:
				return nil
			default:
				chain = append(chain, in)
			}
		}
	}
	slices.Reverse(chain)
	return chain
}
