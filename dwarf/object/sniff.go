package object

import "encoding/binary"

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
