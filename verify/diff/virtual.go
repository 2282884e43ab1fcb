package diff

import (
	"slices"

	"github.com/tenon-abi/tenon/abi"
)

// vmethod is a virtual function that a class declares itself.
type vmethod struct {
	f    abi.Function
	slot int32
	at   int // place among the class's virtual functions
}

// virtuals lists the virtual functions that a class declares, by key. The
// compiler's own (implicit destructors) are left out: g++ lists them only when
// they are used.
func virtuals(t abi.Type) (list []vmethod, by map[string]int, dtor bool) {
	by = map[string]int{}
	for _, f := range t.Methods() {
		if !f.Has(abi.FuncVirtual) || f.Has(abi.FuncArtificial) {
			continue
		}
		if f.Has(abi.FuncDestructor) {
			dtor = true
			continue
		}
		k := f.LinkageName()
		if k == "" {
			k = canonical(functionName(f))
		}
		if _, ok := by[k]; ok {
			continue
		}
		by[k] = len(list)
		list = append(list, vmethod{f, f.Row().VSlot, len(list)})
	}
	return list, by, dtor
}

// compareVirtual compares the virtual table as far as the class itself
// decides it: slots count from the address point (Itanium C++ ABI §2.5.2).
func (c *comparer) compareVirtual(n int, a, b abi.Type) {
	x, y := dynamic(a), dynamic(b)
	if x != y {
		c.change(n, "TN2219", Breaking, Change{Detail: "virtual table", Message: either(y, "has a virtual table now", "no longer has a virtual table"), Why: "every member moves by the pointer to it, and conversions and calls find nothing where it was"})
	}
	old, oldBy, oldDtor := virtuals(a)
	now, nowBy, nowDtor := virtuals(b)
	if c.cross { // names and slots of another ABI; compare what the source says
		oldBy, nowBy = byDeclaration(old), byDeclaration(now)
	}
	if oldDtor != nowDtor && !inheritsDtor(a) && !inheritsDtor(b) {
		c.change(n, "TN2216", Breaking, Change{Detail: "destructor", Message: either(nowDtor, "the destructor became virtual", "the destructor is no longer virtual"), Why: "deleting through a pointer to a base runs another destructor, and other slots move"})
	}
	moved := false
	for _, k := range keysOf(oldBy) {
		v := old[oldBy[k]]
		name := functionName(v.f)
		j, ok := nowBy[k]
		if !ok {
			grade, why := Breaking, "calls through its slot reach another function"
			if overrides(a, v.f) && overrides(b, v.f) {
				grade, why = Risky, "calls reach the base's function now; derived classes compiled before still call this one"
			}
			c.change(n, "TN2217", grade, Change{Detail: "virtual " + name, Message: "the virtual function " + quote(name) + " is gone", Old: name, Why: why})
			continue
		}
		w := now[j]
		if v.slot >= 0 && w.slot >= 0 && v.slot != w.slot && !c.cross && c.family {
			moved = true
			c.change(n, "TN2218", Breaking, Change{Detail: "virtual " + name, Message: "the virtual function " + quote(name) + " has slot " + itoa(uint64(w.slot)) + " instead of " + itoa(uint64(v.slot)), Why: "calls through the old slot reach another function"})
		}
		if d := c.slot(n, v.f.Result(), w.f.Result(), true); d != nil && d.grade > Compatible && v.f.Symbols() == nil && !special(v.f) {
			c.change(n, d.kindOr("TN2005"), d.grade, Change{Detail: "result of " + name, Message: "the result of " + quote(name) + " is " + quote(d.new) + " instead of " + quote(d.old) + d.because(), Old: d.old, New: d.new})
		}
		if v.f.Has(abi.FuncPure) != w.f.Has(abi.FuncPure) && c.family {
			c.change(n, "TN2221", gradeIf(w.f.Has(abi.FuncPure), Breaking, Compatible), Change{Detail: "virtual " + name, Message: "the virtual function " + quote(name) + either(w.f.Has(abi.FuncPure), " became pure", " is no longer pure"),
				Why: "classes that do not override it have nothing to call"})
		}
	}
	var kept []vmethod
	for k, i := range nowBy {
		if _, ok := oldBy[k]; ok {
			kept = append(kept, now[i])
		}
	}
	for _, k := range keysOf(nowBy) {
		if _, ok := oldBy[k]; ok {
			continue
		}
		w := now[nowBy[k]]
		name := functionName(w.f)
		grade, why := Risky, "the table grew at its end: classes derived before lack the slot or have another function there"
		switch {
		case overrides(b, w.f):
			why = "calls that were resolved to the base's function do not reach it"
		case moved || !last(w, kept) || derivedFrom(c.new, b):
			grade, why = Breaking, "slots of other virtual functions move"
		case w.f.Has(abi.FuncPure):
			grade, why = Breaking, "classes that were complete are abstract now, and have nothing in the slot"
		}
		c.change(n, "TN2222", grade, Change{Detail: "virtual " + name, Message: "the virtual function " + quote(name) + " is new", New: name, Why: why})
	}
}

func byDeclaration(list []vmethod) map[string]int {
	out := map[string]int{}
	for i, v := range list {
		out[canonical(functionName(v.f))] = i
	}
	return out
}

// last reports whether no function of the list has a later slot.
func last(w vmethod, all []vmethod) bool {
	for _, v := range all {
		if v.slot > w.slot || (w.slot < 0 && v.at > w.at) {
			return false
		}
	}
	return true
}

// dynamic reports whether a class has a pointer to a virtual table, its own
// or a base's.
func dynamic(t abi.Type) bool {
	s := abi.Search[bool]{BasesOnly: true, Ask: func(c abi.Type) (bool, bool) {
		_, ok := c.VptrOffset()
		return ok || c.Has(abi.TypePolymorphic), true
	}}
	return t.HasVirtualBases() || t.Polymorphic() || s.In(t)
}

// inherits reports whether a base of t, at any depth, has what is looked for.
func inherits(t abi.Type, has func(abi.Type) bool) bool {
	s := abi.Search[bool]{BasesOnly: true, Ask: func(c abi.Type) (bool, bool) { return has(c), true }}
	return slices.ContainsFunc(bases(t), func(b abi.Base) bool { return s.In(b.Type) })
}

func inheritsDtor(t abi.Type) bool {
	return inherits(t, func(base abi.Type) bool {
		_, _, dtor := virtuals(base)
		return dtor
	})
}

// overrides reports whether a base of t declares a virtual function of f's
// name and parameters.
func overrides(t abi.Type, f abi.Function) bool {
	return inherits(t, func(base abi.Type) bool {
		return slices.ContainsFunc(base.Methods(), func(g abi.Function) bool {
			return g.Has(abi.FuncVirtual) && g.Name() == f.Name() && g.Has(abi.FuncConstThis) == f.Has(abi.FuncConstThis) && sameParams(g, f)
		})
	})
}

// sameParams reports whether two functions of one model take the same types
// ([class.virtual]/2, [dcl.fct]/5: qualifiers of a parameter itself are no part
// of the function's type).
func sameParams(f, g abi.Function) bool {
	x, y := f.Signature().Params, g.Signature().Params
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if !sameType(x[i].Strip(), y[i].Strip(), 0) {
			return false
		}
	}
	return true
}

// sameType reports whether two types of one model are the same but for
// typedefs.
func sameType(a, b abi.Type, depth int) bool {
	for range maxTypedefs {
		if a.Kind() != abi.KindTypedef {
			break
		}
		a = a.Elem()
	}
	for range maxTypedefs {
		if b.Kind() != abi.KindTypedef {
			break
		}
		b = b.Elem()
	}
	switch k := a.Kind(); {
	case a.ID() == b.ID():
		return true
	case k != b.Kind() || depth > maxTypedefs:
		return false
	case k == abi.KindPointer, k.IsReference(), k.IsQualifier():
		return sameType(a.Elem(), b.Elem(), depth+1)
	}
	return canonical(a.String()) == canonical(b.String())
}

const maxTypedefs = 64 // typedefs of typedefs, pointers to pointers

// derivedFrom reports whether a class of the model has t as a base: then a
// slot at the end of t's table is not at the end of theirs.
func derivedFrom(m *abi.Model, t abi.Type) bool {
	for x := range m.Types {
		for _, b := range bases(x) {
			if b.Type.ID() == t.ID() {
				return true
			}
		}
	}
	return false
}

// sameFamily reports whether both models come from one compiler: g++ marks
// pure functions as virtual only, and numbers no destructors.
func sameFamily(a, b *abi.Model) bool { return family(a) == family(b) }

func family(m *abi.Model) abi.Compiler {
	if u := m.Units(); len(u) > 1 {
		return u[1].Compiler
	}
	return abi.CompilerUnknown
}
