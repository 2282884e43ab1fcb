package layout

import "github.com/tenon-abi/tenon/abi"

func (b *itanium) fields() {
	for _, x := range b.d.fields {
		if x.f.BitField {
			b.bitField(x)
		} else {
			b.field(x)
		}
	}
}

func (b *itanium) put(x fieldDecl, off abi.Bits) {
	size := x.size.Bits()
	if x.f.BitField {
		size = abi.Bits(x.f.Bits)
	}
	b.rec.Fields = append(b.rec.Fields, Field{x.f.Name, x.f.Type, off, x.f.BitField, x.f.Bits, size})
}

// field places a member that is no bit-field.
func (b *itanium) field(x fieldDecl) {
	b.unfilled = 0
	size := x.size
	emptyField := x.nua && x.rec.empty
	if x.nua {
		size = max(x.rec.NVSize, x.rec.DataSize)
	}
	off := b.dsize.Bytes()
	if b.d.union || emptyField {
		off = 0
	}
	align := x.align
	if b.d.packed {
		align = 1
	}
	align = max(align, x.required)
	if b.d.pack > 0 {
		align = min(align, b.d.pack)
	}
	off = up(off, align)
	if !b.d.union {
		for !b.walkMember(x, off, b.free) {
			if off == 0 && b.dsize != 0 && emptyField {
				off = up(b.dsize.Bytes(), align)
			} else {
				off += align
			}
		}
	}
	b.walkMember(x, off, b.take)
	b.put(x, off.Bits())
	b.padded = max(b.padded, off+x.size)
	switch {
	case emptyField:
		b.size = max(b.size, (off + x.size).Bits())
	case b.d.union:
		b.dsize = max(b.dsize, size.Bits())
		b.size = max(b.size, b.dsize)
	default:
		b.dsize = (off + size).Bits()
		b.size = max(b.size, b.dsize)
	}
	b.align = max(b.align, align)
}

// bitField places a bit-field (§2.4 II.1, "If D is a potentially…").
func (b *itanium) bitField(x fieldDecl) {
	width := abi.Bits(x.f.Bits)
	unit := x.size.Bits()
	if width > unit {
		b.wide(x, width)
		return
	}
	align := x.align.Bits()
	if b.d.packed && width > 0 {
		align = 1
	}
	align = max(align, x.required.Bits())
	if b.d.pack > 0 && width > 0 {
		align = min(align, b.d.pack.Bits())
	}
	off := b.dsize - b.unfilled
	if b.d.union {
		off = 0
	}
	allow := b.d.pack == 0
	if width == 0 || allow && align > 1 && off%align+width > unit {
		off = upBits(off, align)
	} else if x.required > 0 {
		off = upBits(off, x.required.Bits())
	}
	b.put(x, off)
	b.grow(off, width)
	if x.f.Name != "" || b.p.bitFieldAlign() {
		b.align = max(b.align, abi.Bits(align).Bytes())
	}
}

// bitFieldAlign: AAPCS targets let unnamed bit-fields raise the alignment.
func (p *Predictor) bitFieldAlign() bool {
	return p.target.ELF() && (p.target.Arch == abi.AArch64 || p.target.Arch == abi.ARM)
}

func (b *itanium) grow(off, width abi.Bits) {
	if b.d.union {
		b.dsize = max(b.dsize, upBits(width, 8))
		b.unfilled = 0
	} else {
		end := off + width
		b.dsize = upBits(end, 8)
		b.unfilled = b.dsize - end
	}
	b.size = max(b.size, b.dsize)
}

// wide places a bit-field wider than its type: aligned as the largest integer
// type that is not wider.
func (b *itanium) wide(x fieldDecl, width abi.Bits) {
	n := abi.Bytes(1)
	for n < 8 && (2*n).Bits() <= width {
		n *= 2
	}
	align := abi.ScalarAlign(b.p.target, n)
	off := abi.Bits(0)
	if !b.d.union {
		off = upBits(b.dsize, align.Bits())
	}
	b.put(x, off)
	b.grow(off, width)
	b.align = max(b.align, align)
}
