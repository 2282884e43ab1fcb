package link

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// armVector is a name of the Arm C Language Extensions (Vector data types).
var armVector = regexp.MustCompile(`^(u?int|float|poly)(8|16|32|64)x([0-9]{1,2})_t$`)

// archVector is a type of core::arch, nil for other paths. Those of x86 for
// integers say nothing of their lanes.
func archVector(path string) *Type {
	if !strings.Contains(path, "core_arch::") && !strings.Contains(path, "::arch::") || !rustOwn(path) {
		return nil
	}
	name := path[strings.LastIndex(path, ":")+1:]
	lane, count := &Type{Kind: Float, Sized: true}, uint64(0)
	if bits, ok := strings.CutPrefix(name, "__m"); ok {
		kind := strings.TrimLeft(bits, "0123456789")
		n, err := strconv.ParseUint(strings.TrimSuffix(bits, kind), 10, 16)
		if err != nil || n != 128 && n != 256 && n != 512 {
			return nil
		}
		switch kind {
		case "":
			lane.Size = 4
		case "d":
			lane.Size = 8
		case "i":
			lane.Kind, lane.Size, lane.AnyBits = Int, 8, true
		default:
			return nil
		}
		count = n / 8 / lane.Size
	} else if m := armVector.FindStringSubmatch(name); m != nil {
		bits, _ := strconv.ParseUint(m[2], 10, 8)
		count, _ = strconv.ParseUint(m[3], 10, 8)
		if m[1] != "float" {
			lane.Kind, lane.Signed = Int, m[1] == "int"
		}
		if lane.Size = bits / 8; count*lane.Size != 8 && count*lane.Size != 16 {
			return nil
		}
	} else {
		return nil
	}
	lane.Align, lane.Name = lane.Size, fmt.Sprintf("%c%d", "if"[b2i(lane.Kind == Float)], 8*lane.Size)
	return &Type{Kind: Vector, Name: name, Size: count * lane.Size, Align: count * lane.Size, Sized: true, Elem: lane, Count: count}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// vector compares a vector that travels by itself.
func (c *comparer) vector(detail string, cx abi.Type, r *Type) {
	before := len(c.found)
	if c.lanes(detail, cx, r); len(c.found) == before {
		c.alike(detail, cx, r.peel())
	}
}

// lanes compares what vectors are made of.
func (c *comparer) lanes(detail string, cx abi.Type, r *Type) {
	p := r.peel()
	size, _ := cx.Size()
	lane := cx.Elem().Strip()
	width, _ := lane.Size()
	switch {
	case uint64(size) != p.Size:
		c.add(wrongWidth, verify.Breaking, detail, "C++ has %s of %d bytes, Rust %s of %d", cx, size, r.Name, p.Size)
	case (lane.Encoding() == abi.EncFloat) != (p.Elem.Kind == Float), !p.Elem.AnyBits && uint64(width) != p.Elem.Size:
		c.add(wrongClass, verify.Breaking, detail, "C++ has %s, Rust %s: their elements differ", cx, r.Name)
	case !p.Elem.AnyBits && p.Elem.Kind == Int:
		c.sign(detail, lane, r, p.Elem, 8) // nobody extends it
	}
}
