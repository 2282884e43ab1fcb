package object

import "debug/elf"

// elfRelocate applies every relocation section whose sh_info is section i.
func (im *Image) elfRelocate(d *DebugSections, i int, b []byte, fresh bool) ([]byte, error) {
	for _, j := range im.elf.relFor[uint32(i)] {
		h, name := &im.elf.shdr[j], im.Sections[j].Name
		if _, known := h.isRelocation(); !known {
			return nil, badSection(im.Name, name, 0, "relocations of the unknown form 0x%x", h.typ)
		}
		rel, err := im.SectionData(j)
		if err != nil {
			return nil, err
		}
		if im.elf.symtab == 0 || int(h.link) != im.elf.symtab {
			return nil, badSection(im.Name, name, 0, "symbol table %d is not the file's", h.link)
		}
		if !fresh {
			b, fresh = append([]byte(nil), b...), true
		}
		er := &elfReloc{im: im, d: d, sec: i, name: name, b: b, rela: elf.SectionType(h.typ) == elf.SHT_RELA}
		run := er.run
		if elf.SectionType(h.typ) == shtCREL {
			run = er.crel
		}
		if err := run(rel); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// elfRelocSections lists the relocation sections by the section they are for.
// Together they may not be larger than the file, which bounds the work.
func (im *Image) elfRelocSections() (map[uint32][]int, error) {
	m := map[uint32][]int{}
	var total uint64
	for j := range im.elf.shdr {
		h := &im.elf.shdr[j]
		if is, _ := h.isRelocation(); is && h.size != 0 {
			m[h.info] = append(m[h.info], j)
			if total += h.size; h.size > uint64(len(im.data)) || total > uint64(len(im.data)) {
				return nil, badSection(im.Name, im.Sections[j].Name, 0, "relocation sections overlap or lie past the end of the file")
			}
		}
	}
	return m, nil
}

// elfReloc is the state of applying one relocation section.
type elfReloc struct {
	im   *Image
	d    *DebugSections
	sec  int
	name string
	b    []byte
	rela bool
}

func (er *elfReloc) run(rel []byte) error {
	im := er.im
	w := uint64(im.AddrSize)
	step := 2 * w
	if er.rela {
		step = 3 * w
	}
	for at := uint64(0); at+step <= uint64(len(rel)); at += step {
		r := &reader{b: rel, off: at, bo: im.Order}
		off := r.word(im.AddrSize)
		sym, typ := im.relocInfo(r)
		var addend uint64
		if er.rela {
			addend = r.word(im.AddrSize)
			if w == 4 {
				addend = uint64(int64(int32(addend)))
			}
		}
		if err := er.apply(off, sym, typ, addend, at); err != nil {
			return err
		}
	}
	return nil
}

// relocInfo splits r_info. MIPS64 has fields of its own: symbol (32 bits), a
// second symbol and three types (MIPS64 ELF specification, 2.9).
func (im *Image) relocInfo(r *reader) (sym uint64, typ uint32) {
	if im.AddrSize == 4 {
		v := r.u32()
		return uint64(v >> 8), v & 0xff
	}
	if im.Machine == MIPS64 {
		s := r.u32()
		r.u8()
		t3, t2, t1 := r.u8(), r.u8(), r.u8()
		return uint64(s), uint32(t3)<<16 | uint32(t2)<<8 | uint32(t1)
	}
	v := r.u64()
	return v >> 32, uint32(v)
}

func (er *elfReloc) apply(off, sym uint64, typ uint32, addend, at uint64) error {
	im := er.im
	rule := elfRelocRule(im.Machine, typ)
	if rule.op == opNone {
		return nil
	}
	if rule.op == opUnknown {
		return badSection(im.Name, er.name, at, "relocation type %d of %s is not known", typ, im.Machine)
	}
	s, ok := er.symbol(sym)
	if !ok {
		return badSection(im.Name, er.name, at, "relocation refers to symbol %d of %d", sym, len(im.elf.symVal))
	}
	if rule.op >= opSetULEB {
		if !er.uleb(off, s+addend, rule.op) {
			return badSection(im.Name, er.name, at, "no number of at most 10 bytes at 0x%x", off)
		}
		return nil
	}
	size := uint64(max(rule.size, 1))
	f, ok := slice(er.b, off, size)
	if !ok {
		return badSection(im.Name, er.name, at, "relocation at 0x%x of %d bytes", off, len(er.b))
	}
	if rule.size == 0 { // the low 6 bits of a byte
		f[0] = sixBits(rule.op, f[0], byte(s+addend))
		return nil
	}
	field := getField(im.Order, f)
	if !er.rela && (rule.op == opAbs || rule.op == opTLS || rule.op == opPCRel) {
		addend = field
	}
	v := s + addend
	switch rule.op {
	case opPCRel:
		v -= er.d.base[er.sec] + off
	case opAdd:
		v = field + v
	case opSub:
		v = field - v
	}
	putField(im.Order, f, v)
	return nil
}

// sixBits relocates the low six bits of a byte.
func sixBits(op relocOp, field, v byte) byte {
	switch op {
	case opAdd:
		v = field + v
	case opSub:
		v = field - v
	}
	return field&0xc0 | v&0x3f
}

// symbol is S: the laid-out address of a symbol, its offset in a joined debug
// section, its thread-local offset, or 0 when it is undefined.
func (er *elfReloc) symbol(i uint64) (uint64, bool) {
	e := er.im.elf
	if i == 0 {
		return 0, true
	}
	if i >= uint64(len(e.symVal)) {
		return 0, false
	}
	sec := e.symSec[i]
	switch {
	case sec == 0 || sec == specialSection|uint32(elf.SHN_COMMON):
		return 0, true
	case uint64(sec) >= uint64(len(er.im.Sections)): // specialSection among them
		return e.symVal[i], true // SHN_ABS and processor specific ones
	}
	return er.d.base[sec] + e.symVal[i], true
}

// uleb rewrites an unsigned LEB128 number in its present length (RISC-V psABI
// 1.0, R_RISCV_SET_ULEB128 and R_RISCV_SUB_ULEB128).
func (er *elfReloc) uleb(off, v uint64, op relocOp) bool {
	n, old := 0, uint64(0)
	for {
		f, ok := slice(er.b, off+uint64(n), 1)
		if !ok || n == 10 {
			return false
		}
		old |= uint64(f[0]&0x7f) << (7 * n)
		n++
		if f[0] < 0x80 {
			break
		}
	}
	switch op {
	case opAddULEB:
		v = old + v
	case opSubULEB:
		v = old - v
	}
	bits := 7 * n
	if bits < 64 {
		v &= 1<<bits - 1 // SET leaves an address; only the difference must fit
	}
	for k := 0; k < n; k++ {
		c := byte(v>>(7*k)) & 0x7f
		if k < n-1 {
			c |= 0x80
		}
		er.b[off+uint64(k)] = c
	}
	return true
}
