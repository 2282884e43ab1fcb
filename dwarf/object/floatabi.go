package object

import "encoding/binary"

// DoubleRegisters reports whether arguments of type double travel in
// floating-point registers, which the file says of the architectures that have
// both ways: 32-bit ARM (Addenda to the ABI for the Arm Architecture §3.3.6,
// Tag_ABI_VFP_args) and RISC-V (RISC-V ELF psABI, e_flags). It is true for all
// other ones.
func (im *Image) DoubleRegisters() bool {
	if im.elf == nil {
		return true
	}
	switch im.Machine {
	case ARM:
		for i := range im.elf.shdr {
			if im.elf.shdr[i].typ == shtARMAttributes {
				data, err := im.SectionData(i)
				return err == nil && armVFPArgs(data, im.Order)
			}
		}
		return im.RawFlags&0x400 != 0 // EF_ARM_ABI_FLOAT_HARD
	case RISCV64, RISCV32:
		const double, embedded = 0x4, 0x8 // EF_RISCV_FLOAT_ABI_DOUBLE, which quad has, too; EF_RISCV_RVE
		return im.RawFlags&double != 0 && im.RawFlags&embedded == 0
	}
	return true
}

const shtARMAttributes = 0x70000003

// armVFPArgs reads Tag_ABI_VFP_args of the whole file: 1 for registers, 3 for
// code that has no such arguments (Addenda §2.2, encoding of attributes).
func armVFPArgs(b []byte, bo binary.ByteOrder) bool {
	if len(b) == 0 || b[0] != 'A' {
		return false
	}
	section := &reader{b: b, off: 1, bo: bo}
	for section.off+4 < uint64(len(b)) {
		start := section.off
		size := uint64(section.u32())
		part, ok := slice(b, start, size)
		if !ok || size < 4 {
			return false
		}
		section.off = start + size
		r := &reader{b: part, off: 4, bo: section.bo}
		if r.text() != "aeabi" {
			continue
		}
		for !r.fail && r.off < uint64(len(part)) {
			tag, from := r.u8(), r.off-1
			end := from + uint64(r.u32())
			if r.fail || end > uint64(len(part)) || end <= r.off {
				return false
			}
			if tag == 1 { // Tag_File
				return armFileVFPArgs(&reader{b: part[:end], off: r.off, bo: r.bo})
			}
			r.off = end
		}
	}
	return false
}

func armFileVFPArgs(r *reader) bool {
	for !r.fail && r.off < uint64(len(r.b)) {
		switch tag := r.uleb(); {
		case tag == 28:
			v := r.uleb()
			return !r.fail && (v == 1 || v == 3)
		case tag == 4, tag == 5, tag == 67, tag > 32 && tag&1 == 1: // strings
			r.text()
		case tag == 32: // Tag_compatibility
			r.uleb()
			r.text()
		default:
			r.uleb()
		}
	}
	return false
}
