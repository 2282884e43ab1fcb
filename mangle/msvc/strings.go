package msvc

import (
	"github.com/tenon-abi/tenon/mangle/ast"
)

// stringLiteral reads @_(0|1)<bytes><checksum>@<encoded text>@ and keeps it as
// it is; see [literalText] for its meaning.
func (r *Reader) stringLiteral() *node {
	n := r.special(ast.StringLiteral)
	at := r.pos
	if _, ok := r.literalText(nil); !ok {
		return r.fail()
	}
	n.Text = r.s[at:r.pos]
	return n
}

const (
	maxLiteral   = 32 * 4 // bytes that a name keeps of a string, at most
	punctuation  = ",/\\:. \n\t'-"
	shortLiteral = 32 // from here on the name may hold a part only
)

// literalText reads the encoded string at the present position and appends it
// to buf as a C++ literal. The name keeps the length in bytes, a checksum and
// the first 32 bytes (64 of a wide string), terminator included.
func (r *Reader) literalText(buf []byte) ([]byte, bool) {
	if !r.eatAll("@_") {
		return buf, false
	}
	wide := r.look(0) == '1'
	if c := r.look(0); c != '0' && c != '1' {
		return buf, false
	}
	r.pos++
	size, neg := r.number()
	least := uint64(1)
	if wide {
		least = 2
	}
	if r.err != nil || neg || size < least || !r.checksum() {
		return buf, false
	}
	var data [maxLiteral]byte
	n := 0
	for !r.eat('@') {
		c, ok := r.literalByte()
		if !ok || n == maxLiteral {
			return buf, false
		}
		data[n] = c
		n++
	}
	if uint64(n) > size || wide && n&1 != 0 {
		return buf, false
	}
	width := 1
	if wide {
		width = 2
	} else {
		width = charWidth(data[:n], size)
	}
	return appendLiteral(buf, data[:n], width, wide, size > uint64(n)), true
}

// checksum reads eight letters and @ (older compilers wrote fewer).
func (r *Reader) checksum() bool {
	for i := 0; i <= 8; i++ {
		if r.eat('@') {
			return true
		}
		if c := r.next(); c < 'A' || c > 'P' {
			return false
		}
	}
	return false
}

// literalByte reads one byte: itself, ?<digit> for punctuation, ?<letter> for
// the letter with its top bit set, ?$ and two letters for anything else.
func (r *Reader) literalByte() (byte, bool) {
	if r.pos >= len(r.s) {
		return 0, false
	}
	c := r.next()
	if c != '?' {
		return c, true
	}
	switch c = r.next(); {
	case c == '$':
		hi, lo := r.next(), r.next()
		if hi < 'A' || hi > 'P' || lo < 'A' || lo > 'P' {
			return 0, false
		}
		return (hi-'A')<<4 | (lo - 'A'), true
	case isDigit(c):
		return punctuation[c-'0'], true
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
		return c | 0x80, true
	}
	return 0, false
}

// charWidth guesses whether the bytes are characters of 1, 2 or 4 bytes: by
// the terminator of a whole string, by the share of zeros in a part of one.
func charWidth(data []byte, size uint64) int {
	if size%2 == 1 {
		return 1
	}
	zeros := 0
	if size < shortLiteral {
		for i := len(data) - 1; i >= 0 && data[i] == 0; i-- {
			zeros++
		}
		switch {
		case zeros >= 4 && size%4 == 0:
			return 4
		case zeros >= 2:
			return 2
		}
		return 1
	}
	for _, c := range data {
		if c == 0 {
			zeros++
		}
	}
	switch n := len(data); {
	case zeros >= 2*n/3 && size%4 == 0:
		return 4
	case zeros >= n/3:
		return 2
	}
	return 1
}

// appendLiteral spells bytes as a literal, without its terminator; "..." tells
// that the name has only a part of the string.
func appendLiteral(buf, data []byte, width int, wide, cut bool) []byte {
	switch {
	case wide:
		buf = append(buf, 'L')
	case width == 2:
		buf = append(buf, 'u')
	case width == 4:
		buf = append(buf, 'U')
	}
	buf = append(buf, '"')
	for n := len(data) / width; n > 0; n-- {
		c := uint32(0)
		for i := range width {
			shift := 8 * i
			if wide {
				shift = 8 * (width - 1 - i)
			}
			c |= uint32(data[i]) << shift
		}
		data = data[width:]
		if n > 1 || cut {
			buf = appendChar(buf, c)
		}
	}
	buf = append(buf, '"')
	if cut {
		buf = append(buf, "..."...)
	}
	return buf
}

// appendChar spells a character, escaped where C++ needs it.
func appendChar(buf []byte, c uint32) []byte {
	switch {
	case c == 0:
		return append(buf, `\0`...)
	case c >= 7 && c <= 13:
		return append(buf, '\\', "abtnvfr"[c-7])
	case c == '\'' || c == '"' || c == '\\':
		return append(buf, '\\', byte(c))
	case c > 0x1f && c < 0x7f:
		return append(buf, byte(c))
	}
	const hex = "0123456789ABCDEF"
	buf = append(buf, `\x`...)
	for shift := 24; shift >= 0; shift -= 8 {
		if c>>shift != 0 {
			buf = append(buf, hex[c>>(shift+4)&15], hex[c>>shift&15])
		}
	}
	return buf
}
