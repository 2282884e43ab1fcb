package diff

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// value is a constant as its bytes, the lowest first, and in words.
// Compilers write one value as a number or as a block of bytes.
type value struct {
	known bool
	bytes string
	text  string
}

// valueOf is the value of a variable.
func valueOf(v abi.Variable) value { return valueAs(v.Model(), v.Type(), v.Value()) }

func valueAs(m *abi.Model, t abi.Type, k abi.Const) value {
	t = t.Strip()
	size, sized := t.Size()
	sized = sized && size > 0 && size <= 8
	switch k.Kind {
	case abi.ConstInt, abi.ConstUint:
		if !sized {
			return value{true, "", strconv.FormatInt(int64(k.Bits), 10)}
		}
		return scalarValue(t, uint64(size), k.Bits)
	case abi.ConstBytes, abi.ConstString:
		b := []byte(m.Str(k.Text))
		if k.Kind == abi.ConstString || !sized || uint64(len(b)) != uint64(size) {
			return value{true, string(b), strconv.Quote(string(b))}
		}
		if m.Target().BigEndian {
			slices.Reverse(b)
		}
		bits := uint64(0)
		for i := range b {
			bits |= uint64(b[i]) << (8 * i)
		}
		return scalarValue(t, uint64(size), bits)
	}
	return value{}
}

// scalarValue spells the low bytes of bits as a value of t.
func scalarValue(t abi.Type, size, bits uint64) value {
	shift := 64 - 8*size
	v := value{known: true, text: strconv.FormatInt(int64(bits<<shift)>>shift, 10)}
	switch e := t.Encoding(); {
	case t.Kind() == abi.KindBase && e == abi.EncFloat && size == 4:
		v.text = strconv.FormatFloat(float64(math.Float32frombits(uint32(bits))), 'g', -1, 32)
	case t.Kind() == abi.KindBase && e == abi.EncFloat && size == 8:
		v.text = strconv.FormatFloat(math.Float64frombits(bits), 'g', -1, 64)
	}
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(bits >> (8 * i))
	}
	v.bytes = string(b)
	return v
}

func sameValue(x, y value) bool {
	return x.known == y.known && x.text == y.text && (len(x.bytes) != len(y.bytes) || x.bytes == y.bytes)
}

// constant compares values that compilers put into the code of users.
func (c *comparer) constant(n int, detail string, x, y value, grade Grade) {
	if !x.known || !y.known || sameValue(x, y) {
		return
	}
	c.change(n, "TN2106", grade, Change{Detail: strings.TrimSpace("value " + detail), Message: strings.TrimSpace(detail + " is " + y.text + " instead of " + x.text), Old: x.text, New: y.text,
		Why: "code that was compiled with the old value goes on using it"})
}

// accessStated reports whether debug information has the access of a variable.
// g++ does not write that of inline static data members.
func accessStated(v abi.Variable) bool {
	units := v.Model().Units()
	unit := int(v.Origin().Unit)
	return !v.Has(abi.VarInline) || unit < len(units) && units[unit].Compiler != abi.CompilerGCC
}
