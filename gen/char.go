package gen

import "github.com/tenon-abi/tenon/abi"

// coreChar is the first minor version with core::ffi::c_char.
const coreChar = 64

// cChar reports whether c_char stands for a type behind a pointer: it is plain
// char, signed or not as rustc has it on the target. Elsewhere (-funsigned-char)
// and in values it is i8 or u8.
func (g *generator) cChar(t abi.Type) bool {
	t = t.Strip()
	if t.Kind() != abi.KindBase || t.Name() != "char" || g.f.minor < coreChar {
		return false
	}
	want := "i8"
	switch target := g.m.Target(); target.Arch {
	case abi.AArch64, abi.ARM, abi.RISCV64:
		if target.ELF() {
			want = "u8"
		}
	}
	return g.m.Target().Known() && spellBase(t).text == want
}
