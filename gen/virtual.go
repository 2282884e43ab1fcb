package gen

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/gen/rs"
)

// Virtual functions, as C++ calls them: by the table that the object points
// to. In the Itanium ABI every class with virtual functions has that pointer
// first, and debug information counts slots from the address it holds (§2.5);
// g++ 12 and clang 15 agree on them also for overrides of bases at other
// offsets and for covariant results, which have slots of their own in the
// class's table. In Microsoft's ABI clang counts slots from the start of the
// table that the function is called by; those of a class without virtual bases
// that are not refused as adjusted-this stand in the table at the object's
// start.

// slotOf is the slot by which a virtual function of a class is called.
func (g *generator) slotOf(f abi.Function) (slot int, ok bool) {
	if f.Has(abi.FuncVirtual|abi.FuncDestructor) && !g.m.Target().Microsoft() && !f.Owner().IsNone() {
		if _, found := g.symbol(f); found {
			return 0, false // the table's would end an object of a derived class, too
		}
		return g.destructorSlot(f.Owner(), 0)
	}
	slot = int(f.Row().VSlot)
	ok = f.Has(abi.FuncVirtual) && !g.relative && !f.Has(abi.FuncConstructor) && !f.Has(abi.FuncDestructor) && !f.Has(abi.FuncStatic) &&
		slot >= 0 && slot < maxSlots && !f.Owner().IsNone() && !f.Owner().IsDeclaration()
	if ok && g.m.Target().Microsoft() {
		reason, _ := callconv.Receiver(f, g.m.Target())
		ok = reason == "" && !f.Owner().MayHaveVirtualBases() && !g.basesUnknown(f)
	}
	return slot, ok
}

// relativeTables reports whether classes have tables of 4-byte offsets in place
// of addresses (clang -fexperimental-relative-c++-abi-vtables, the default for
// Fuchsia), which debug information does not say: a table of a size that is no
// multiple of an address, or one in read-only memory beside the typeid object of
// its class, which holds addresses, in memory that is relocated.
func relativeTables(m *abi.Model) bool {
	type class struct {
		image abi.StrID
		name  string
	}
	fixed, relocated := map[class]bool{}, map[class]bool{}
	for _, s := range m.Symbols() {
		name, section := m.Str(s.Name), m.Str(s.Section)
		if s.Flags&abi.SymUndefined != 0 || len(name) < 4 {
			continue
		}
		switch c := (class{s.Image, name[4:]}); name[:4] {
		case "_ZTV":
			if s.Size%uint64(m.Target().PointerSize) != 0 {
				return true
			}
			fixed[c] = strings.HasPrefix(section, ".rodata")
		case "_ZTI":
			relocated[c] = strings.HasPrefix(section, ".data.rel.ro")
		}
	}
	for c := range fixed {
		if fixed[c] && relocated[c] {
			return true
		}
	}
	return false
}

// dispatched reports whether the mirror of a function calls by the table.
func (g *generator) dispatched(fn function) bool {
	_, ok := g.slotOf(fn.f)
	return ok && fn.shim == nil && !fn.plan.Variadic
}

// virtualName names the function of ffi that calls by the table: no C++ program
// may use two underscores.
func virtualName(name string) string { return name + "__virtual" }

// virtualCall is that function: its signature is the one of the symbol.
func (g *generator) virtualCall(fn function) rs.Item {
	c := g.callFor(fn, 1)
	params := g.named(c, fn.f)
	slot, _ := g.slotOf(fn.f)
	doc := fmt.Sprintf("`%s`, as the object's class has it: slot %d of its table.", fn.f.Declaration(), slot)
	item := rs.Fn{Doc: doc, Attrs: []string{"inline"}, Head: "pub unsafe ", Name: virtualName(fn.name), Params: params, Result: c.result}
	var args []string
	object := ""
	for i, p := range params {
		args = append(args, p.Name)
		if c.from[i] == paramThis {
			object = p.Name
		}
	}
	if fn.via == viaTrampoline {
		item = rs.Fn{Doc: doc, Extern: true, Head: "pub ", Name: virtualName(fn.name), Params: params,
			Attrs: g.linkName(callconv.Trampoline(fn.symbol, true), ""), Result: c.result}
		return item
	}
	g.virtuals = true
	called := g.free([]string{"ffi"}, "called")
	for slices.Contains(args, called) {
		called += "_"
	}
	item.Attrs = append(item.Attrs, "rustfmt::skip")
	item.Body = []string{"let " + called + ": " + g.pointerTo(fn, 1) + " = tenon_virtual(" + object + ", " + fmt.Sprint(slot) + ");", called + "(" + strings.Join(args, ", ") + ")"}
	return item
}

// pointerTo is the type of a pointer to a function.
func (g *generator) pointerTo(fn function, depth int) string {
	c := g.callFor(fn, depth)
	var types []string
	for _, p := range c.params {
		types = append(types, p.Type)
	}
	pointer := "unsafe extern \"" + g.abiName(fn) + "\" fn(" + strings.Join(types, ", ") + ")"
	if c.result != "" {
		pointer += " -> " + c.result
	}
	return pointer
}

// virtualHelpers are the functions in ffi that read a table.
func (g *generator) virtualHelpers() []rs.Item {
	arguments, given := "", ""
	if g.m.Target().Microsoft() {
		arguments, given = ", u32", ", 1"
	}
	function := rs.Block{
		"/// The function in a slot of the table of the object at `object`.",
		"pub unsafe fn tenon_virtual<T, F: Copy>(object: *const T, slot: usize) -> F {",
		"    object.cast::<*const F>().read().add(slot).read()",
		"}",
	}
	if g.noThiscall() {
		return []rs.Item{function}
	}
	return []rs.Item{function, rs.Block{
		"/// Calls the deleting destructor in a slot of the table.",
		"pub unsafe fn tenon_delete<T>(object: *mut T, slot: usize) {",
		"    let destructor: unsafe extern \"" + g.destructorABI() + "\" fn(*mut T" + arguments + ") = tenon_virtual(object, slot);",
		"    destructor(object" + given + ")",
		"}",
	}}
}

// deleter is what `delete p` does with an object whose destructor is virtual:
// its table has the function that destroys the object and gives its memory
// back (Itanium ABI §2.5.2: the second of the destructor's slots; in Microsoft's its
// only one, which takes a flag for the second part).
func (g *generator) deleter(t abi.Type) []rs.Item {
	microsoft := g.m.Target().Microsoft()
	slot, ok := g.destructorSlot(t, 0)
	if !ok || g.noThiscall() {
		return nil
	}
	if !microsoft {
		slot++
	}
	g.virtuals = true
	return []rs.Item{rs.Fn{Doc: fmt.Sprintf("Destroys the object, whose class may be derived from this one, and frees its memory,\nas `delete` does: slot %d of its table.", slot),
		Attrs: []string{"inline"}, Head: "pub unsafe ", Name: "delete", Params: []rs.Param{{Name: "this", Type: "*mut Self"}},
		Call: strings.Repeat("super::", len(g.places[t.ID()].mods)) + "ffi::tenon_delete", Args: []string{"this", fmt.Sprint(slot)}}}
}

// destructorABI is how a destructor is called: thiscall in 32-bit MinGW.
func (g *generator) destructorABI() string {
	if t := g.m.Target(); t.OS == abi.Windows && t.Arch == abi.I386 {
		return "thiscall"
	}
	return "C"
}

// destructorSlot is the first of the two slots of a virtual destructor, which
// debug information does not state reliably. A class without a base that has a
// table numbers its virtual functions as they are declared, and what is stated
// for the others has to agree; another one has the slot of the first base
// with a table, which is its primary one and lies at its start. In Microsoft's
// ABI clang states the slot.
func (g *generator) destructorSlot(t abi.Type, depth int) (slot int, ok bool) {
	if t.IsDeclaration() || depth > maxBaseDepth || g.relative {
		return 0, false
	}
	tables, microsoft := 0, g.m.Target().Microsoft()
	for _, b := range t.Bases() {
		in := b.Type.Strip()
		if b.Virtual || !b.Known || in.IsDeclaration() {
			return 0, false
		}
		if !g.hasTable(in) {
			continue
		}
		if tables++; tables == 1 {
			if slot, ok = g.destructorSlot(in, depth+1); !ok || b.Offset != 0 {
				return 0, false
			}
		}
	}
	if tables > 0 {
		return slot, ok
	}
	next := 0
	for _, m := range t.Methods() {
		if !m.Has(abi.FuncVirtual) {
			continue
		}
		if microsoft && !m.Has(abi.FuncDestructor) {
			continue
		}
		if m.Has(abi.FuncDestructor) {
			if ok || microsoft && m.Row().VSlot < 0 {
				return 0, false
			}
			if slot, ok = next, true; microsoft {
				slot = int(m.Row().VSlot)
			}
			next += 2
			continue
		}
		if int(m.Row().VSlot) != next {
			return 0, false
		}
		next++
	}
	return slot, ok
}

// hasTable reports whether objects of a class point to a table.
func (g *generator) hasTable(t abi.Type) bool { return g.tableIn(t, 0) }

func (g *generator) tableIn(t abi.Type, depth int) bool {
	if depth > maxBaseDepth {
		return true
	}
	if has, ok := g.tabled[t.ID()]; ok {
		return has
	}
	g.tabled[t.ID()] = false // a class is no base of itself
	has := false
	for _, m := range t.Methods() {
		has = has || m.Has(abi.FuncVirtual)
	}
	for _, b := range t.Bases() {
		has = has || b.Virtual || g.tableIn(b.Type.Strip(), depth+1)
	}
	g.tabled[t.ID()] = has
	return has
}

// maxSlots bounds a table: its offsets fit the instruction of a trampoline.
const maxSlots = 1 << 12
