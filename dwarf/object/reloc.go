package object

import "encoding/binary"

// relocator applies the relocations of file section i to its bytes b. fresh says
// that b may be written to; otherwise it is copied when there is anything to do.
type relocator func(d *DebugSections, i int, b []byte, fresh bool) ([]byte, error)

// relocOp is what a relocation does with a field.
type relocOp uint8

const (
	opUnknown relocOp = iota
	opNone            // markers: nothing to write
	opAbs             // S + A
	opTLS             // S + A in the thread-local space
	opPCRel           // S + A - P
	opAdd             // field + S + A
	opSub             // field - S - A
	opSet             // S + A, where opAbs would take the addend from the field
	opSetULEB         // ULEB128 field of unchanged length = S + A
	opAddULEB         // ULEB128 field of unchanged length += S + A
	opSubULEB         // ULEB128 field of unchanged length -= S + A
)

// relocRule is an operation with the field's size in bytes; bits 6 fields (RISC-V)
// have size 0.
type relocRule struct {
	op   relocOp
	size uint8
}

// getField reads an n-byte number.
func getField(bo binary.ByteOrder, b []byte) uint64 {
	switch len(b) {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(bo.Uint16(b))
	case 4:
		return uint64(bo.Uint32(b))
	}
	return bo.Uint64(b)
}

// putField writes the low n bytes of v.
func putField(bo binary.ByteOrder, b []byte, v uint64) {
	switch len(b) {
	case 1:
		b[0] = byte(v)
	case 2:
		bo.PutUint16(b, uint16(v))
	case 4:
		bo.PutUint32(b, uint32(v))
	default:
		bo.PutUint64(b, v)
	}
}
