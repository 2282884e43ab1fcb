package link

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// static compares what no type says about a variable: who may write to it, and
// whether each thread has one.
func (c *comparer) static(v abi.Variable, s *Static) {
	fixed := constant(v.Type())
	switch {
	case !s.Defined && s.Mutable && fixed:
		// A static without mut must be of a type that threads may share, so
		// that many const objects can only be declared mut.
		c.add(mutability, verify.Note, "mutability", "C++ has %s, Rust a static mut", v.Type())
	case !s.Defined && !s.Mutable && !fixed && !s.Type.Cell && !v.Type().Strip().IsNone():
		c.add(mutability, verify.Risky, "mutability", "C++ may write to it (%s); Rust takes a static without mut for constant", v.Type())
	case s.Defined && !s.Mutable && !fixed && !s.Type.Cell:
		c.add(mutability, verify.Risky, "mutability", "C++ may write to it (%s); Rust's static is constant and may lie in read-only memory", v.Type())
	}
	if v.Has(abi.VarThreadLocal) != s.ThreadLocal {
		c.add(staticMismatch, verify.Breaking, "thread", "C++ has %s, Rust %s", oneOf(v.Has(abi.VarThreadLocal)), oneOf(s.ThreadLocal))
	}
}

// constant reports whether C++ may not write to a variable of a type.
func constant(t abi.Type) bool {
	for range 16 {
		switch {
		case t.IsConst():
			return true
		case t.Kind() == abi.KindTypedef, t.Kind() == abi.KindArray:
			t = t.Elem()
		default:
			return false
		}
	}
	return false
}

func oneOf(perThread bool) string {
	if perThread {
		return "one variable for each thread"
	}
	return "one variable for all threads"
}
