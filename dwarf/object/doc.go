// Package object reads the containers that compilers and linkers write: ELF, ar
// archives, Mach-O (thin, universal, dSYM bundles), COFF objects, import
// libraries and PE files. It hands out three things and knows nothing else:
// symbols, section bytes, and the DWARF sections that belong to an image.
//
// It never interprets DWARF (a .debug_info section is bytes here), never
// demangles, and opens a path in one function only (Open); whatever is opened
// later on an image's behalf (detached debug files, .dwo, .dwp, thin archive
// members) goes through the same function.
//
// # Data flow
//
//	path ─ Open ─ mapping ─┐
//	bytes ─ Parse ─────────┴─ File ─ Images ─┬─ Symbols
//	                                         ├─ Section(name)
//	                                         └─ Debug() ─ DebugSections
//
// A File is immutable after Open; Debug and Section may be called from several
// goroutines. Byte slices handed out are slices of the mapping wherever no
// decompression or relocation was needed: they are read-only and die with Close.
//
// # Addresses
//
// In a linked image (executable, shared library) Symbol.Addr, Symbol.Value and
// the addresses in its DWARF are the same numbers. In a relocatable file every
// section starts at 0, so two functions in two sections would get the same
// address. Such files are therefore laid out first, as a linker would do it: each
// allocated section gets an address of its own, from 0x10000 upwards in
// section order and by its alignment; thread-local sections get offsets of
// their own from 0. Relocations in debug sections are applied with those
// addresses, and Symbol.Addr uses them too, so entries and symbols can be joined
// by address in .o files as well. Symbol.Value stays what the file says. A
// reference to an undefined symbol relocates to its addend alone. Compact
// relocations of ELF are in elf_crel.go.
//
// # Several sections of one name
//
// A relocatable file may hold many .debug_info, .debug_types or .debug_macro
// sections, one per comdat group (-fdebug-types-section, -g3). They are joined,
// in section order and without padding, to one buffer per name, and a
// relocation that refers to one of them yields the offset in the joined buffer.
// DebugSections.InfoExtra and TypesExtra are therefore always empty.
//
// # What is exported
//
// Symbol.Exported is what the dynamic linker goes by: .dynsym, the export table of a
// PE image, the export trie of a Mach-O image (its symbol table only where there is
// no trie). Relocatable files export nothing; what a COFF object asks to have
// exported is Symbol.DLLExport.
//
// # Bounds
//
// Lengths in a file never size an allocation unchecked. Sections lie inside the
// file. A compressed section may expand to at most 1032 times (zlib: the
// format's own limit) or 4096 times (zstd) its stored size, and to 4 GiB at
// most; all of an image's together to 64 times the file's size and 256 MiB. The
// stored sizes of all sections joined to one buffer, and of all relocation
// sections applied to it, may not exceed the file's size, which bounds the work
// for headers that overlap. Names may share bytes of a string table, but
// together they take at most 16 times the file's size and 1 MiB. Archive members
// must lie inside the archive and do not nest. Files that are not regular (pipes,
// devices) are refused without being opened for reading.
package object
