package object

import "debug/elf"

// elfVersions maps the indices of .gnu.version to names (Linux Standard Base
// Core 5.0, "Symbol Versioning").
type elfVersions struct {
	im    *Image
	idx   []byte // SHT_GNU_VERSYM: one half word per dynamic symbol
	names map[uint16]elfVersion
}

type elfVersion struct{ name, file string }

const (
	versionHidden = 0x8000 // not the default version
	versionMask   = 0x7fff
)

// elfVersions reads the three version sections; nil when there are none.
func (im *Image) elfVersions() *elfVersions {
	v := &elfVersions{im: im, names: map[uint16]elfVersion{}}
	seen := map[uint32]bool{} // a file has one section of each kind
	for i := range im.elf.shdr {
		h := &im.elf.shdr[i]
		b, ok := slice(im.data, h.off, h.size)
		if !ok || im.Sections[i].NoBits || seen[h.typ] {
			continue
		}
		switch elf.SectionType(h.typ) {
		case elf.SHT_GNU_VERSYM:
			v.idx = b
		case elf.SHT_GNU_VERDEF:
			v.definitions(b, im.linkedStrings(h))
		case elf.SHT_GNU_VERNEED:
			v.needs(b, im.linkedStrings(h))
		default:
			continue
		}
		seen[h.typ] = true
	}
	if v.idx == nil {
		return nil
	}
	return v
}

// linkedStrings is the string table sh_link names; an empty one when it is none.
func (im *Image) linkedStrings(h *elfShdr) *strtab {
	if uint64(h.link) < uint64(len(im.elf.shdr)) && elf.SectionType(im.elf.shdr[h.link].typ) == elf.SHT_STRTAB {
		if st, ok := im.elfStrings(&im.elf.shdr[h.link]); ok {
			return st
		}
	}
	return im.newStrtab(nil)
}

// elfStrings is the string table in a section, copied once; ok is false when it has
// no bytes in the file.
func (im *Image) elfStrings(h *elfShdr) (st *strtab, ok bool) {
	b, ok := slice(im.data, h.off, h.size)
	if !ok || elf.SectionType(h.typ) == elf.SHT_NOBITS {
		return nil, false
	}
	key := [2]uint64{h.off, h.size}
	if st = im.elf.strs[key]; st == nil {
		if im.elf.strs == nil {
			im.elf.strs = map[[2]uint64]*strtab{}
		}
		st = im.newStrtab(b)
		im.elf.strs[key] = st
	}
	return st, true
}

// definitions reads SHT_GNU_verdef: entries of 20 bytes with their first
// auxiliary entry naming the version. At most one step per 20 bytes is taken.
func (v *elfVersions) definitions(b []byte, str *strtab) {
	at := uint64(0)
	for steps := len(b) / 20; steps > 0; steps-- {
		r := &reader{b: b, off: at, bo: v.im.Order}
		r.u16()
		r.u16() // flags: VER_FLG_BASE's index is 1, which no symbol is versioned by
		ndx := r.u16() & versionMask
		r.u16()
		r.u32()
		aux, next := r.u32(), r.u32()
		a := &reader{b: b, off: at + uint64(aux), bo: v.im.Order}
		name := a.u32()
		if r.fail || a.fail {
			return
		}
		if s, err := str.at(uint64(name)); err == nil {
			v.names[ndx] = elfVersion{name: s}
		}
		if next == 0 {
			return
		}
		at += uint64(next)
	}
}

// needs reads SHT_GNU_verneed: per file 16 bytes and a chain of 16-byte entries.
func (v *elfVersions) needs(b []byte, str *strtab) {
	at := uint64(0)
	for steps := len(b) / 16; steps > 0; steps-- {
		r := &reader{b: b, off: at, bo: v.im.Order}
		r.u16()
		cnt := r.u16()
		file, _ := str.at(uint64(r.u32()))
		aux, next := r.u32(), r.u32()
		if r.fail {
			return
		}
		a := at + uint64(aux)
		for ; cnt > 0 && steps > 0; cnt-- {
			steps--
			r := &reader{b: b, off: a, bo: v.im.Order}
			r.u32()
			r.u16()
			other := r.u16() & versionMask
			name, _ := str.at(uint64(r.u32()))
			more := r.u32()
			if r.fail {
				return
			}
			v.names[other] = elfVersion{name: name, file: file}
			if more == 0 {
				break
			}
			a += uint64(more)
		}
		if next == 0 {
			return
		}
		at += uint64(next)
	}
}

// apply sets version fields of dynamic symbol i. Index 0 is local, 1 is global
// without a version. The symbol's use of the version's name counts as one more name.
func (v *elfVersions) apply(i uint64, s *Symbol) error {
	b, ok := slice(v.idx, i*2, 2)
	if !ok {
		return nil
	}
	raw := v.im.Order.Uint16(b)
	if raw&versionMask < 2 {
		return nil
	}
	ver, ok := v.names[raw&versionMask]
	if !ok {
		return nil
	}
	if err := v.im.names.take(len(ver.name)); err != nil {
		return err
	}
	s.Version = ver.name
	if s.Undefined {
		s.Library = ver.file
	} else {
		s.DefaultVersion = raw&versionHidden == 0
	}
	return nil
}
