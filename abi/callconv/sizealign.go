package callconv

import "github.com/tenon-abi/tenon/abi"

// SizeAlign is sizeof and alignof of a type as the context knows it, in bytes.
// ok is false when the type has none or they are not known.
func (c *Context) SizeAlign(t abi.Type) (size, align abi.Bytes, ok bool) {
	s, known := t.Size()
	x := c.of(t)
	if !known || x.align == 0 || x.open != "" {
		return s, 0, false
	}
	return s, x.align, true
}

// Refusal is why SizeAlign knows no size or alignment of a class, as a
// permanent id and in words.
func (c *Context) Refusal(t abi.Type) (reason, why string) {
	return c.of(t).unknown()
}
