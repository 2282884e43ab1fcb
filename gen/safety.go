package gen

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
)

// What safe Rust may call. A safe function can be called with any value that
// safe Rust can make and with any object that it can hold a reference to, so
// that both must be known to be what C++ expects. What the rules below can't
// vouch for stays unsafe.

// pointerFree reports whether a value of a type holds no address: no pointer,
// reference, pointer to member, table of virtual functions or integer that
// stands for an address, in any field or base at any depth. Unions may hold
// bytes that nobody wrote and are not free of them.
func (g *generator) pointerFree(t abi.Type) bool {
	return g.scan(t, 0)
}

func (g *generator) scan(t abi.Type, depth int) bool {
	if depth > maxBaseDepth {
		return false
	}
	for range maxNesting { // through typedefs, which may say that a number is an address
		if n := t.Name(); t.Kind() == abi.KindTypedef && (n == "uintptr_t" || n == "intptr_t" || n == "__uintptr_t" || n == "__intptr_t") {
			return false
		}
		if t.Kind() != abi.KindTypedef && !t.Kind().IsQualifier() {
			break
		}
		t = t.Elem()
	}
	switch k := t.Kind(); {
	case k == abi.KindBase, k == abi.KindEnum:
		return true
	case k == abi.KindArray:
		return g.scan(t.Elem(), depth+1)
	case k == abi.KindUnion || !k.IsRecord() || t.IsDeclaration():
		return false
	}
	if free, ok := g.addressed[t.ID()]; ok {
		return free
	}
	g.addressed[t.ID()] = false // a record in itself is none
	free := true
	for _, b := range t.Bases() {
		free = free && !b.Virtual && g.scan(b.Type, depth+1)
	}
	for _, f := range t.Fields() {
		free = free && f.Flags&abi.FieldVptr == 0 && g.scan(f.Type, depth+1)
	}
	for _, m := range t.Methods() {
		free = free && !m.Has(abi.FuncVirtual)
	}
	g.addressed[t.ID()] = free
	return free
}

// held reports whether whoever has a reference to the mirror of a record in
// safe Rust has a live object of C++ behind it.
//
//   - A mirror that safe Rust can make or copy must be trivial and free of
//     addresses. C++ gets the address of a copy where it takes a const object:
//     no compiler says which fields are mutable, and Rust takes what stands
//     behind a shared reference not to change.
//   - Storage is only ever made by unsafe calls, can't be moved or copied, and
//     may change behind a shared reference. It may own what its pointers point
//     to, but if memcpy may copy the object it owns nothing, and what it points
//     to may be gone.
//   - A class that is only declared is C++'s own.
func (g *generator) held(t abi.Type) bool {
	switch r := g.rep(t); r.form {
	case formOpaque:
		return t.IsDeclaration()
	case formStorage:
		byValue, sure, _ := g.ctx.Triviality(t.ID()).Param(g.m.Target(), 8)
		return sure != abi.Unknown && !byValue || g.pointerFree(t)
	default:
		return g.plainCopy(t)
	}
}

// plainCopy reports whether a value of a type can be handed over by safe Rust
// and taken from C++: a scalar, or a record that is Copy and free of addresses.
func (g *generator) plainCopy(t abi.Type) bool {
	switch k := t.Strip().Kind(); {
	case k == abi.KindBase, k == abi.KindEnum:
		return g.pointerFree(t)
	case k.IsRecord():
		r := g.rep(t.Strip())
		return r.copy && r.form != formOpaque && r.form != formStorage && g.pointerFree(t)
	}
	return false
}

// unwindRust is the minor version from which Rust declares functions that may
// throw: an exception that leaves a function of extern "C" is undefined
// behaviour, which safe code must not reach.
const unwindRust = 71

// The policies of --unsafe: which functions of the mirror are unsafe.
const (
	UnsafePointers = "pointers" // those with addresses in their signature or in a value of it; the default
	UnsafeRaw      = "raw"      // those with addresses in their own signature
	UnsafeAll      = "all"
)

// safeMirror reports whether the mirror of a function is a safe one. Calls
// that build or destroy an object are not, nor those of virtual functions: they
// go past the table.
func (g *generator) safeMirror(fn function) bool {
	f := fn.f
	if g.cfg.Unsafe == UnsafeAll || !g.callable(fn) || f.Has(abi.FuncVirtual) || f.Has(abi.FuncRefR) || f.Has(abi.FuncVolatileThis) {
		return false
	}
	sig := f.Signature()
	if f.Owner().IsNone() && sig.Member {
		return false
	}
	for i, slot := range fn.plan.Params {
		if !g.safeValue(sig.Params[i], slot) {
			return false
		}
	}
	if fn.plan.Result.Form != callconv.FormNone && !g.safeValue(sig.Result, fn.plan.Result) {
		return false
	}
	if !sig.Member {
		return true
	}
	_, placed := g.places[f.Owner().ID()] // a function takes the address of what isn't
	return placed && (g.cfg.Unsafe == UnsafeRaw || g.held(f.Owner()))
}

// safeValue reports whether a value can be given or taken by safe code.
func (g *generator) safeValue(t abi.Type, slot callconv.Slot) bool {
	switch slot.Form {
	case callconv.FormOmit, callconv.FormByte:
		return true // an empty class
	case callconv.FormDirect:
		in := t.Strip()
		return g.plainCopy(t) || g.cfg.Unsafe == UnsafeRaw && in.IsRecord() && g.rep(in).copy && !g.rep(in).union
	}
	return false
}

// chooseSafe decides which functions safe code calls before they are declared,
// as functions that may throw.
func (g *generator) chooseSafe() {
	g.writeOperators(g.operators())
	for _, fn := range g.funcs {
		if g.safeMirror(fn) {
			g.safe[fn.symbol] = true
		}
	}
}

// abiName is the string of the extern block of a function: with -unwind for
// those that the user names, and for those that safe code calls unless they
// are known not to throw.
func (g *generator) abiName(fn function) string {
	if hits(g.f.unwind, fn.f) || g.safe[fn.symbol] && !fn.f.Has(abi.FuncNoexcept) && !g.headerFunction(fn.f).Noexcept {
		return fn.plan.ABI + "-unwind"
	}
	return fn.plan.ABI
}

// callable reports whether safe code may call a function at all, whatever its
// types are: C++ people may, it can be declared as one that throws, and its
// name doesn't say that it ends the life of what it is called for.
func (g *generator) callable(fn function) bool {
	f := fn.f
	switch fn.plan.ABI {
	case "C", "cdecl", "stdcall", "fastcall", "thiscall", "aapcs", "win64", "sysv64", "system":
	default:
		return false
	}
	name := f.Name()
	return g.f.minor >= unwindRust && fn.shim == nil && fn.via == viaSignature && !fn.plan.Variadic &&
		!f.Has(abi.FuncConstructor) && !f.Has(abi.FuncDestructor) && (f.Row().Owner == 0 || f.Row().Access == abi.Public) &&
		!strings.HasPrefix(name, "_") && !endsLife(f)
}

// endsLife knows words in the names of functions that free what they are
// called for. Debug information does not tell them from others.
func endsLife(f abi.Function) bool {
	name := f.Name()
	start := 0
	for i := 1; i <= len(name); i++ {
		if i < len(name) && name[i] != '_' && !(upper(name[i]) && !upper(name[i-1])) {
			continue
		}
		switch strings.ToLower(strings.Trim(name[start:i], "_")) {
		case "release", "released", "unref", "unreference", "deref", "decref", "destroy", "destruct", "dispose", "delete", "free", "dealloc",
			"deallocate", "kill", "suicide", "finalize", "finalise", "drop":
			return true
		case "put":
			return f.Row().Owner == 0 || len(f.Params()) == 0 // without a value to put: a reference is given back
		}
		start = i
	}
	return false
}

func upper(c byte) bool { return c >= 'A' && c <= 'Z' }

func isVolatile(t abi.Type) bool {
	for range maxNesting {
		switch k := t.Kind(); {
		case k == abi.KindVolatile:
			return true
		case k != abi.KindTypedef && !k.IsQualifier():
			return false
		}
		t = t.Elem()
	}
	return true
}
