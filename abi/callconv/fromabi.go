package callconv

import (
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

const maxDepth = 100

// of lowers a C++ type.
func (c *Context) of(t abi.Type) *ty { return c.lower(t, 0) }

func (c *Context) lower(t abi.Type, depth int) *ty {
	if depth > maxDepth {
		return bad(ReasonContradictory, "types nest too deeply")
	}
	id := t.ID()
	if int(id) < len(c.memo) && c.memo[id] != nil {
		return c.memo[id]
	}
	if int(id) < len(c.memo) {
		c.memo[id] = bad(ReasonContradictory, t.QualifiedName()+" contains itself")
	}
	x := c.lowerNode(t, depth)
	if int(id) < len(c.memo) {
		c.memo[id] = x
	}
	return x
}

func (c *Context) lowerNode(t abi.Type, depth int) *ty {
	if t.IsNone() {
		return c.void
	}
	switch n := t.Node(); n.Kind {
	case abi.KindTypedef, abi.KindConst, abi.KindVolatile, abi.KindRestrict, abi.KindAtomic:
		if n.Elem == 0 {
			return c.void
		}
		x := c.lower(t.Elem(), depth+1)
		if n.Kind == abi.KindAtomic && x.kind == kRecord {
			return bad(ReasonUnsupportedType, "atomic class "+t.String())
		}
		if n.Kind == abi.KindAtomic && c.target.Arch == abi.I386 && x.align < x.size {
			// gcc 12 gives a struct of one _Atomic(long long) 4 bytes of alignment, clang 8.
			return bad(ReasonCompilersDisagree, "compilers align "+t.String()+" differently")
		}
		return x
	case abi.KindVoid:
		return c.void
	case abi.KindBase:
		return c.scalar(t, n)
	case abi.KindPointer, abi.KindLValueRef, abi.KindRValueRef, abi.KindFunc:
		return c.pointer
	case abi.KindNullptr:
		return c.null
	case abi.KindMemberPointer:
		return c.memberPointer(t)
	case abi.KindEnum:
		return c.enum(t, depth)
	case abi.KindArray:
		return c.array(t, depth)
	case abi.KindVector:
		e := c.lower(t.Elem(), depth+1)
		if e.kind == kBad {
			return e
		}
		size := e.size * abi.Bytes(n.Size)
		if n.Size > 1<<20 || !pow2(size) {
			return bad(ReasonUnsupportedType, "vector of "+strconv.FormatUint(uint64(size), 10)+" bytes")
		}
		align, ok := abi.VectorAlign(c.target, size, c.compiler)
		if !ok {
			return bad(ReasonUnsupportedType, "the alignment of "+t.String()+" depends on the instructions that its unit was compiled for")
		}
		return &ty{kind: kVector, size: size, align: align, natural: align, elem: e, count: n.Size}
	case abi.KindStruct, abi.KindClass, abi.KindUnion:
		return c.record(t, depth)
	}
	return bad(ReasonUnsupportedType, "type "+t.String()+" is not understood")
}

func (c *Context) scalar(t abi.Type, n abi.Node) *ty {
	size := abi.Bytes(n.Size)
	x := &ty{kind: kInt, size: size}
	switch n.Enc {
	case abi.EncBool:
		x.boolean = true
	case abi.EncSigned, abi.EncCharSigned:
		x.signed = true
	case abi.EncUnsigned, abi.EncCharUnsigned, abi.EncUTF:
	case abi.EncFloat:
		x.kind = kFloat
		if c.isX87(t.Name(), size) {
			x.kind = kX87
		} else if size != 2 && size != 4 && size != 8 && size != 16 {
			return bad(ReasonUnsupportedType, "floating type "+t.Name())
		}
	case abi.EncComplexFloat, abi.EncComplexSigned, abi.EncComplexUnsigned:
		e := &ty{kind: kFloat, size: size / 2}
		if n.Enc != abi.EncComplexFloat {
			e.kind, e.signed = kInt, n.Enc == abi.EncComplexSigned
		} else if c.isX87(t.Name(), size/2) {
			e.kind = kX87
		}
		e.align = abi.ScalarAlign(c.target, e.size)
		e.natural = e.align
		return &ty{kind: kComplex, size: size, align: e.align, natural: e.align, elem: e}
	default:
		return bad(ReasonUnsupportedType, "scalar "+t.Name()+" ("+n.Enc.String()+")")
	}
	if size == 0 || size > 16 {
		return bad(ReasonContradictory, "scalar "+t.Name()+" of "+strconv.FormatUint(n.Size, 10)+" bytes")
	}
	x.align = abi.ScalarAlign(c.target, size)
	x.natural = x.align
	return x
}

// isX87 tells the 80-bit format from binary128: only the name does, both
// have 16 bytes on x86-64.
func (c *Context) isX87(name string, size abi.Bytes) bool {
	if c.target.Arch != abi.X86_64 && c.target.Arch != abi.I386 || size <= 8 {
		return false
	}
	return !strings.Contains(name, "128")
}

func (c *Context) memberPointer(t abi.Type) *ty {
	p := c.target.PointerSize
	size, ok := t.Size()
	fn := t.Elem().Strip().Kind() == abi.KindFunc
	if c.target.Microsoft() {
		if !ok {
			return bad(ReasonIncompleteType, "pointer to member of unknown inheritance model")
		}
		switch {
		case size == p && fn:
			return &ty{kind: kPtr, size: p, align: p, natural: p}
		case size == 4 && !fn:
			return &ty{kind: kInt, size: 4, align: 4, natural: 4, signed: true}
		}
		return bad(ReasonNoRustType, "pointer to member of a class with several bases")
	}
	if fn {
		return &ty{kind: kMemFn, size: 2 * p, align: p, natural: p}
	}
	return &ty{kind: kInt, size: p, align: p, natural: p, signed: true}
}

func (c *Context) enum(t abi.Type, depth int) *ty {
	if u := t.Elem(); !u.IsNone() && !t.IsDeclaration() {
		if x := c.lower(u, depth+1); x.kind == kInt {
			return x
		}
	}
	size, ok := t.Size()
	if !ok || !pow2(size) || size > 8 {
		return bad(ReasonIncompleteType, "enum "+t.QualifiedName()+" has no known underlying type")
	}
	x := &ty{kind: kInt, size: size, align: abi.ScalarAlign(c.target, size)}
	x.natural = x.align
	for _, e := range t.Enumerators() {
		if e.Signed && int64(e.Value) < 0 {
			x.signed = true
		}
	}
	return x
}

func (c *Context) array(t abi.Type, depth int) *ty {
	e := c.lower(t.Elem(), depth+1)
	if e.kind == kBad || e.kind == kVoid {
		return e
	}
	if reason, why := e.unknown(); reason != "" {
		return bad(reason, why)
	}
	n, ok := t.Count()
	if t.Has(abi.TypeVLA) {
		return bad(ReasonUnsupportedType, "array of run-time size")
	}
	if ok && e.size != 0 && n > 1<<40/uint64(e.size) {
		return bad(ReasonContradictory, "array of "+strconv.FormatUint(n, 10)+" elements")
	}
	x := &ty{kind: kArray, elem: e, count: n, flex: !ok, align: e.align, natural: e.align, size: e.size * abi.Bytes(n), parts: e.parts}
	if !ok {
		x.size, x.count = 0, 0
	}
	return x
}
