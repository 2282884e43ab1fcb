package diff

import (
	"cmp"
	"slices"

	"github.com/tenon-abi/tenon/abi"
)

// leaf is a scalar in an object, wherever in bases and members it is declared.
type leaf struct {
	at, bits abi.Bits
	kind     abi.Kind // pointers and references are one
	enc      abi.Encoding
}

const maxLeaves = 4096

// leaves lists the scalars of a class by place. ok is false if they are not all
// known or too many.
func leaves(t abi.Type) (out []leaf, ok bool) {
	visits := 0
	ok = addLeaves(&out, t, 0, &visits, 0)
	slices.SortFunc(out, func(a, b leaf) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.bits, b.bits), cmp.Compare(a.kind, b.kind), cmp.Compare(a.enc, b.enc))
	})
	return out, ok
}

func addLeaves(out *[]leaf, t abi.Type, at abi.Bits, visits *int, depth int) bool {
	t = t.Strip()
	if *visits++; depth > 32 || *visits > 2*maxLeaves || len(*out) >= maxLeaves {
		return false
	}
	switch k := t.Kind(); {
	case k.IsRecord():
		if t.IsDeclaration() {
			return false
		}
		for _, b := range t.Bases() {
			if b.Virtual || !b.Known || b.Offset < 0 || !addLeaves(out, b.Type, at+abi.Bytes(b.Offset).Bits(), visits, depth+1) {
				return false
			}
		}
		if off, ok := t.VptrOffset(); ok {
			*out = append(*out, leaf{at + off.Bits(), 0, abi.KindPointer, abi.EncNone})
		}
		for _, f := range dataFields(t) {
			switch {
			case f.BitField:
				*out = append(*out, leaf{at + f.Offset, abi.Bits(f.Bits), abi.KindBase, f.Type.Strip().Encoding()})
			case !addLeaves(out, f.Type, at+f.Offset, visits, depth+1):
				return false
			}
		}
		return true
	case k == abi.KindArray:
		n, known := t.Count()
		size, sized := t.Elem().Size()
		if !known || !sized || n > maxLeaves {
			return false
		}
		for i := range n {
			if !addLeaves(out, t.Elem(), at+abi.Bits(i)*size.Bits(), visits, depth+1) {
				return false
			}
		}
		return true
	case isPointer(k):
		size, _ := t.Size()
		*out = append(*out, leaf{at, size.Bits(), abi.KindPointer, abi.EncNone})
		return true
	}
	size, known := t.Size()
	*out = append(*out, leaf{at, size.Bits(), t.Kind(), t.Encoding()})
	return known
}

// regrouped reports whether two classes of one size hold the same scalars at
// the same places, whichever bases and members these are in.
func regrouped(a, b abi.Type) bool {
	if p, q := a.Node().Align, b.Node().Align; a.Node().Size != b.Node().Size || p != q && p != 0 && q != 0 {
		return false
	}
	x, ok := leaves(a)
	y, is := leaves(b)
	return ok && is && slices.Equal(x, y)
}
