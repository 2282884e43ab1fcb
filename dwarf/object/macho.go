package object

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// Mach-O (Apple, "OS X ABI Mach-O File Format Reference", and the comments of
// <mach-o/loader.h>, <mach-o/nlist.h>): load commands of Apple's platforms.
const (
	lcSegment         = 0x1
	lcSymtab          = 0x2
	lcLoadDylib       = 0xc
	lcIDDylib         = 0xd
	lcSegment64       = 0x19
	lcUUID            = 0x1b
	lcLazyLoadDylib   = 0x20
	lcVersionMinMacOS = 0x24
	lcVersionMinIOS   = 0x25
	lcVersionMinTV    = 0x2f
	lcVersionMinWatch = 0x30
	lcBuildVersion    = 0x32
	lcReqDyld         = 0x80000000
	lcDyldInfo        = 0x22
	lcDyldInfoOnly    = 0x22 | lcReqDyld
	lcDyldExportsTrie = 0x33 | lcReqDyld
	lcLoadWeakDylib   = 0x18 | lcReqDyld
	lcReexportDylib   = 0x1f | lcReqDyld
	lcLoadUpwardDylib = 0x23 | lcReqDyld
)

// machoImage is what later steps need from the load commands.
type machoImage struct {
	flags  uint32
	relocs []machoRelocs // by section index
	symVal []uint64      // by symbol index; 0 for undefined ones
	symtab []byte
	strtab []byte

	base              uint64 // address of the segment that holds the header
	hasTrie           bool
	trieOff, trieSize uint32

	relocBytes uint64 // of all sections together: bounds the work
}

type machoRelocs struct{ off, count uint32 }

func (im *Image) parseMachO() error {
	im.Format = FormatMachO
	im.OS = OSDarwin
	im.Order = binary.LittleEndian
	switch binary.BigEndian.Uint32(im.data) {
	case 0xfeedface:
		im.Order, im.AddrSize = binary.BigEndian, 4
	case 0xfeedfacf:
		im.Order, im.AddrSize = binary.BigEndian, 8
	case 0xcefaedfe:
		im.AddrSize = 4
	case 0xcffaedfe:
		im.AddrSize = 8
	}
	m := &machoImage{relocs: make([]machoRelocs, 1)}
	im.macho = m
	im.Sections = make([]Section, 1)
	r := &reader{b: im.data, off: 4, bo: im.Order}
	cpu := r.u32()
	im.RawSubtype = r.u32()
	ftype, ncmds, size := r.u32(), r.u32(), r.u32()
	m.flags = r.u32()
	if im.AddrSize == 8 {
		r.u32()
	}
	cmds := r.take(uint64(size))
	if r.fail {
		return badf(im.Name, 0, "Mach-O header and %d bytes of load commands do not fit the file (%d bytes)", size, len(im.data))
	}
	im.RawMachine, im.RawFlags = cpu, m.flags
	im.machoCPU(cpu)
	im.Type = machoType(ftype)
	if err := im.machoCommands(cmds, ncmds); err != nil {
		return err
	}
	if im.Type == Relocatable {
		im.reloc = im.machoRelocate
	}
	if err := im.machoSymbols(); err != nil {
		return err
	}
	return im.machoExported()
}

func (im *Image) machoCPU(cpu uint32) {
	switch cpu {
	case 7:
		im.Machine = I386
	case 7 | 1<<24:
		im.Machine = X86_64
	case 12:
		im.Machine = ARM
	case 12 | 1<<24:
		im.Machine = AArch64
	case 12 | 2<<24: // arm64_32: 64-bit instructions, 32-bit pointers
		im.Machine, im.AddrSize = AArch64, 4
	case 18:
		im.Machine = PPC
	case 18 | 1<<24:
		im.Machine = PPC64
	}
}

func machoType(t uint32) Type {
	switch t {
	case 1:
		return Relocatable
	case 2:
		return Executable
	case 4:
		return Core
	case 6, 8, 9, 11: // dylib, bundle, stub, kext
		return Shared
	case 10:
		return DebugOnly
	}
	return TypeUnknown
}

// machoCommands walks the load commands: 4 bytes command, 4 bytes size.
func (im *Image) machoCommands(cmds []byte, n uint32) error {
	off := uint64(0) // in the command area
	for ; n > 0; n-- {
		r := &reader{b: cmds, off: off, bo: im.Order}
		cmd, size := r.u32(), uint64(r.u32())
		body, ok := slice(cmds, off, size)
		if r.fail || size < 8 || !ok {
			return badf(im.Name, off, "load command of %d bytes does not fit", size)
		}
		if err := im.machoCommand(cmd, body); err != nil {
			return err
		}
		off += size
	}
	return nil
}

func (im *Image) machoCommand(cmd uint32, b []byte) error {
	r := &reader{b: b, off: 8, bo: im.Order}
	switch cmd {
	case lcSegment, lcSegment64:
		return im.machoSegment(b, cmd == lcSegment64)
	case lcSymtab:
		symoff, nsyms, stroff, strsize := r.u32(), r.u32(), r.u32(), r.u32()
		return im.machoSymtab(uint64(symoff), uint64(nsyms), uint64(stroff), uint64(strsize))
	case lcDyldInfo, lcDyldInfoOnly:
		r.off += 4 * 8 // where rebasing and binding are described
		im.macho.trieOff, im.macho.trieSize, im.macho.hasTrie = r.u32(), r.u32(), !r.fail
	case lcDyldExportsTrie:
		im.macho.trieOff, im.macho.trieSize, im.macho.hasTrie = r.u32(), r.u32(), !r.fail
	case lcUUID:
		im.BuildID = append([]byte(nil), r.take(16)...)
	case lcIDDylib, lcLoadDylib, lcLoadWeakDylib, lcReexportDylib, lcLazyLoadDylib, lcLoadUpwardDylib:
		at := uint64(r.u32())
		if at < uint64(len(b)) {
			if s := cstring(b[at:]); cmd == lcIDDylib {
				im.SoName = s
			} else {
				im.Needed = append(im.Needed, s)
			}
		}
	case lcVersionMinMacOS:
		im.OS, im.MinOS = OSMacOS, machoVersion(r.u32())
	case lcVersionMinIOS:
		im.OS, im.MinOS = OSIOS, machoVersion(r.u32())
	case lcVersionMinTV, lcVersionMinWatch:
		im.MinOS = machoVersion(r.u32())
	case lcBuildVersion:
		switch r.u32() {
		case 1, 6: // macOS, Mac Catalyst
			im.OS = OSMacOS
		case 2, 7: // iOS, its simulator
			im.OS = OSIOS
		}
		im.MinOS = machoVersion(r.u32())
	}
	return nil
}

// machoVersion formats xxxx.yy.zz in 16, 8 and 8 bits.
func machoVersion(v uint32) string {
	if v&0xff != 0 {
		return fmt.Sprintf("%d.%d.%d", v>>16, v>>8&0xff, v&0xff)
	}
	return fmt.Sprintf("%d.%d", v>>16, v>>8&0xff)
}

// machoSegment appends the sections of one segment command.
func (im *Image) machoSegment(b []byte, wide bool) error {
	w := 4
	if wide {
		w = 8
	}
	r := &reader{b: b, off: 8 + 16, bo: im.Order}
	vmaddr := r.word(w)
	r.word(w)
	fileoff := r.word(w)
	filesize := r.word(w)
	if fileoff == 0 && filesize != 0 && im.macho.base == 0 {
		im.macho.base = vmaddr
	}
	r.u32()
	prot := r.u32()
	nsects := r.u32()
	r.u32()
	for ; nsects > 0; nsects-- {
		sect, seg := r.take(16), r.take(16)
		addr, size := r.word(w), r.word(w)
		off, align, reloff, nreloc, flags := r.u32(), r.u32(), r.u32(), r.u32(), r.u32()
		r.u32()
		r.u32()
		if wide {
			r.u32()
		}
		if r.fail {
			return badf(im.Name, 0, "sections of a segment do not fit its load command")
		}
		s := Section{rawName: cstring(sect), Addr: addr, rawAddr: addr, Size: size, off: uint64(off), stored: size}
		segName := cstring(seg)
		s.Name = segName + "," + s.rawName
		s.align = 1 << (align & 31)
		typ := flags & 0xff
		s.NoBits = typ == 1 || typ == 12 || typ == 18 || filesize == 0 // zerofill kinds; a dSYM's copies
		s.TLS = typ == 17 || typ == 18
		s.Exec = flags&(1<<31|0x400) != 0
		s.Write = strings.HasPrefix(segName, "__DATA") || segName == "" && prot&2 != 0
		s.Alloc = segName != "__DWARF" && flags&(1<<25) == 0
		if s.NoBits {
			s.stored = 0
		}
		im.gnuPacking(&s, s.rawName)
		im.Sections = append(im.Sections, s)
		im.macho.relocs = append(im.macho.relocs, machoRelocs{reloff, nreloc})
		if im.macho.relocBytes += uint64(nreloc) * 8; im.macho.relocBytes > uint64(len(im.data)) {
			return badSection(im.Name, s.Name, 0, "relocations overlap or lie past the end of the file")
		}
	}
	return nil
}
