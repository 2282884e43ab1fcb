package object

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// sniff tells the container by its first bytes.
func sniff(b []byte) Kind {
	if len(b) < 4 {
		return KindUnknown
	}
	switch {
	case string(b[:4]) == "\x7fELF":
		return KindELF
	case len(b) >= 8 && (string(b[:8]) == arMagic || string(b[:8]) == thinMagic):
		return KindArchive
	case string(b[:2]) == "MZ":
		return KindPE
	}
	switch binary.BigEndian.Uint32(b) {
	case 0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe:
		return KindMachO
	case 0xcafebabe:
		// Java class files share the magic; there the next word is a version above 44.
		if len(b) >= 8 && binary.BigEndian.Uint32(b[4:]) < 40 {
			return KindUniversal
		}
		return KindUnknown
	case 0xcafebabf:
		return KindUniversal
	}
	if looksCOFF(b) {
		return KindCOFF
	}
	return KindUnknown
}

// isBitcode tells LLVM's bitcode, and that in a wrapper (LLVM Bitcode File
// Format).
func isBitcode(b []byte) bool {
	return bytes.HasPrefix(b, []byte("BC\xc0\xde")) || bytes.HasPrefix(b, []byte("\xde\xc0\x17\x0b"))
}

// unknown is the error about a file that is none of ours, with what it is where
// its first bytes say so.
func unknown(b []byte) error {
	what := ""
	switch {
	case isBitcode(b):
		what = "it is LLVM bitcode, which -flto makes of a unit: link it, or compile without -flto"
	case bytes.HasPrefix(b, []byte("\x00asm")):
		what = "it is WebAssembly"
	case bytes.HasPrefix(b, []byte("Microsoft C/C++ MSF")), bytes.HasPrefix(b, []byte("Microsoft C/C++ program database")):
		what = "it is a PDB, which holds CodeView, not DWARF"
	case bytes.HasPrefix(b, []byte("--- !tapi-tbd")):
		what = "it is a list of a library's symbols"
	case bytes.Contains(b[:min(len(b), 512)], []byte("GNU ld script")):
		what = "it is a linker script: name the libraries that it names"
	default:
		return ErrFormat
	}
	return fmt.Errorf("%w: %s", ErrFormat, what)
}
