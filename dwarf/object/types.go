package object

import (
	"encoding/binary"
	"sync"
)

// Options of Open and Parse; the zero value is the recommended setting.
type Options struct {
	DebugDirs []string // searched for separate debug files before /usr/lib/debug

	member bool // the file is a member of a thin archive: no archive is read
}

// Kind is the outermost container of a file.
type Kind uint8

// The kinds of files.
const (
	KindUnknown Kind = iota
	KindELF
	KindMachO
	KindCOFF
	KindPE
	KindArchive
	KindUniversal
)

// Format is the container of one image.
type Format uint8

// The formats of images.
const (
	FormatUnknown Format = iota
	FormatELF
	FormatMachO
	FormatCOFF // relocatable object, bigobj, or import-library member
	FormatPE
)

// Machine is the instruction set an image is for.
type Machine uint8

// The machines known by name. Relocations are known for all of them.
const (
	MachineUnknown Machine = iota
	X86_64
	I386
	AArch64
	ARM
	RISCV64
	RISCV32
	PPC
	PPC64
	MIPS
	MIPS64
	S390X
	SPARC
	SPARC64
	LoongArch64
	LoongArch32
)

// OS is what the container says about the operating system.
type OS uint8

// The operating systems. ELF files without any statement are OSNone.
const (
	OSNone OS = iota
	OSLinux
	OSFreeBSD
	OSNetBSD
	OSOpenBSD
	OSSolaris
	OSAndroid
	OSMacOS
	OSIOS
	OSDarwin // Mach-O without a platform, or one of Apple's other platforms
	OSWindows
)

// Type is the linking stage of an image.
type Type uint8

// The types of images.
const (
	TypeUnknown Type = iota
	Relocatable
	Executable
	Shared
	DebugOnly // the sections of a linked image without their contents, plus debug info
	Core
	ImportMember // a short import of a COFF import library
)

// Binding of a symbol.
type Binding uint8

// The bindings.
const (
	BindLocal Binding = iota
	BindGlobal
	BindWeak
	BindUnique // STB_GNU_UNIQUE
)

// Visibility of a symbol.
type Visibility uint8

// The visibilities. Mach-O private extern is VisHidden.
const (
	VisDefault Visibility = iota
	VisInternal
	VisHidden
	VisProtected
)

// SymKind says what a symbol names.
type SymKind uint8

// The kinds of symbols. Formats that do not say (Mach-O, most of COFF) give
// SymFunc and SymObject by the section the symbol lies in.
const (
	SymNoType SymKind = iota
	SymFunc
	SymObject
	SymTLS
	SymSection
	SymFile
	SymIFunc
	SymCommon
)

// File is an opened file with the images found in it.
type File struct {
	Path   string
	Kind   Kind
	Images []*Image
	Other  []string // archive members that are no objects, by name
	Notes  []Note

	data   []byte
	opt    Options
	onDisk bool
	unmap  func() error

	crcOnce sync.Once
	crc     uint32

	mu       sync.Mutex
	children []*File // files opened for an image of this one
	separate map[string]child
}

// Image is one object, library or program.
type Image struct {
	Name     string // "libx.a(y.o)" or the path
	Format   Format
	Machine  Machine
	Order    binary.ByteOrder
	AddrSize int // bytes
	OS       OS
	Type     Type
	BuildID  []byte   // ELF build id, Mach-O UUID
	SoName   string   // DT_SONAME, LC_ID_DYLIB, the PE export table's name
	Needed   []string // DT_NEEDED, LC_LOAD_DYLIB, imported DLLs
	Sections []Section
	Symbols  []Symbol

	// Directives are a COFF object's linker options; nil for none.
	Directives *Directives

	// RawMachine is the format's own number (e_machine, cputype, Machine).
	RawMachine uint32
	// RawFlags is the format's own flags word (e_flags, Mach-O flags, Characteristics).
	RawFlags   uint32
	RawSubtype uint32 // Mach-O: cpusubtype
	// MinOS is the oldest system version a Mach-O image asks for, "14.0".
	MinOS string

	file  *File
	path  string // of the file on disk, also for archive members; "" when there is none
	data  []byte // the image's own bytes
	elf   *elfImage
	macho *machoImage
	coff  *coffImage

	unpackErr error // the compressed sections claim too much together

	names  budget // what its names may still take
	byAddr []int  // sections by address, made by sectionAt

	codeOnce sync.Once
	code     []*Section // those with instructions, by address, see Code

	member    bool   // of an archive
	notes     []Note // about other members of its archive, see carryNotes
	objectMap int    // Mach-O: object files that hold the debug info

	reloc  relocator
	debug  sync.Once
	dbg    *DebugSections
	dbgErr error

	sup     sync.Once
	supSecs *DebugSections
	supErr  error

	dwp      sync.Once
	dwpSecs  *DebugSections
	dwpTried []string // packages that could not be used
	split    sync.Once
	splits   *DebugSections // the image's own .dwo sections, not loaded
	dwo      sync.Once
	dwoSecs  *DebugSections
	dwoErr   error
}

// Section is a section header. Index 0 is always a placeholder: Mach-O and COFF
// count from 1, ELF's section 0 is empty.
type Section struct {
	Name    string // of Mach-O: "__TEXT,__text"
	Addr    uint64 // in relocatable files: as laid out, see the package comment
	Size    uint64 // in memory, bytes; of a compressed section: decompressed
	Alloc   bool   // occupies memory at run time
	Exec    bool
	Write   bool
	TLS     bool
	NoBits  bool   // has no bytes in the file
	Comdat  string // signature of the comdat group it belongs to
	Select  ComdatSelect
	off     uint64
	stored  uint64 // bytes in the file
	rawAddr uint64 // address in the file's own terms
	align   uint64
	pack    packing
	rawName string // Mach-O: section name without its segment
}

// ComdatSelect is how a linker picks one of several comdat sections.
type ComdatSelect uint8

// COFF selections (PE specification, "COMDAT Sections"); ELF groups and Mach-O
// weak definitions are SelectAny.
const (
	SelectNone         ComdatSelect = 0
	SelectNoDuplicates ComdatSelect = 1
	SelectAny          ComdatSelect = 2
	SelectSameSize     ComdatSelect = 3
	SelectExactMatch   ComdatSelect = 4
	SelectAssociative  ComdatSelect = 5
	SelectLargest      ComdatSelect = 6
)

// Symbol is an entry of a symbol table, export table or import table.
type Symbol struct {
	Name           string // as the source language mangled it: no leading underscore on Mach-O and i386 COFF, no version
	Raw            string // as the file has it
	Version        string // ELF symbol version
	DefaultVersion bool   // name@@version
	Value, Size    uint64
	Addr           uint64 // address (thread-local: offset); see the package comment
	Section        int    // index into Image.Sections; -1 none
	SectionName    string
	Comdat         string
	Library        string // where an undefined or imported symbol is bound to, if the file says so
	Forward        string // PE export forwarder, "KERNEL32.Sleep"
	Ordinal        uint32 // PE export ordinal, also one that an object asks for
	Alias          string // COFF weak external or alternate name: the symbol taken when there is no other
	Binding        Binding
	Visibility     Visibility
	Kind           SymKind
	Undefined      bool
	Exported       bool // visible to other images at run time
	DLLExport      bool // COFF objects: will be exported by the DLL made from it, see Directives
	Absolute       bool
}
