package object

import (
	"errors"
	"slices"
	"strings"
	"sync"
)

// DebugSections are the DWARF sections of one image, decompressed and relocated.
// The ones every reader needs are fields; the others are unpacked when their
// method is first called. Absent sections are nil.
type DebugSections struct {
	Info, Abbrev, Str, LineStr, StrOffsets, Addr, Types []byte

	// CuIndex and TuIndex are the lookup tables of a .dwp package.
	CuIndex, TuIndex []byte

	// InfoExtra and TypesExtra are always empty: comdat sections are joined, see
	// the package comment.
	InfoExtra, TypesExtra [][]byte

	Source string         // the file they came from
	From   *Image         // the image they came from: its symbols and sections
	Alt    *DebugSections // the supplementary file dwz made, if any
	Dwo    bool           // the sections are the .dwo ones of split DWARF
	Notes  []Note         // a supplementary file that is missing; other members of the archive that could not be read

	parts [numDwarf]debugPart
	base  []uint64 // by file section, of relocatable images only
}

// dwarfSection numbers the DWARF sections.
type dwarfSection uint8

const (
	dwAbbrev dwarfSection = iota
	dwAddr
	dwAranges
	dwInfo
	dwLine
	dwLineStr
	dwLoc
	dwLocLists
	dwMacinfo
	dwMacro
	dwRanges
	dwRngLists
	dwStr
	dwStrOffsets
	dwTypes
	dwCuIndex
	dwTuIndex
	dwNames
	dwFrame
	numDwarf
)

// dwarfNames are the section names behind ".debug_" (DWARF 5 section 7.3 and
// appendix B; DWARF 4 for loc, ranges, macinfo and types).
var dwarfNames = [numDwarf]string{
	dwAbbrev: "abbrev", dwAddr: "addr", dwAranges: "aranges", dwInfo: "info", dwLine: "line", dwLineStr: "line_str",
	dwLoc: "loc", dwLocLists: "loclists", dwMacinfo: "macinfo", dwMacro: "macro", dwRanges: "ranges",
	dwRngLists: "rnglists", dwStr: "str", dwStrOffsets: "str_offsets", dwTypes: "types", dwCuIndex: "cu_index",
	dwTuIndex: "tu_index", dwNames: "names", dwFrame: "frame",
}

// debugPart is one DWARF section: the file sections it is joined from.
type debugPart struct {
	secs []int // indices into From.Sections
	once sync.Once
	data []byte
	err  error
}

// dwarfByName tells which DWARF section a section name means and whether it is
// of a split unit. Names of Mach-O sections are cut off at 16 bytes. gcc gives each
// type unit a section of its own; in objects for Windows these are not called
// .debug_info and .debug_types.
func dwarfByName(name string) (id dwarfSection, dwo, ok bool) {
	switch {
	case strings.HasPrefix(name, ".gnu.linkonce.wi."):
		return dwInfo, false, true
	case strings.HasPrefix(name, ".gnu.linkonce.wt."):
		return dwTypes, false, true
	}
	base := name
	for _, p := range []string{".debug_", ".zdebug_", "__debug_", "__zdebug_"} {
		if strings.HasPrefix(name, p) {
			base = name[len(p):]
			break
		}
	}
	if base == name {
		return 0, false, false
	}
	base, dwo = strings.CutSuffix(base, ".dwo")
	if base == "str_offs" && name[0] == '_' {
		base = "str_offsets"
	}
	for i, n := range dwarfNames {
		if n == base {
			return dwarfSection(i), dwo, true
		}
	}
	return 0, false, false
}

// debugSections finds the image's own DWARF sections, split or not; nil when it
// has none that hold entries.
func (im *Image) debugSections(dwo bool) *DebugSections {
	d := &DebugSections{Source: im.Name, From: im, Dwo: dwo}
	for i := 1; i < len(im.Sections); i++ {
		s := &im.Sections[i]
		name := s.Name
		if s.rawName != "" {
			name = s.rawName
		}
		id, isDwo, ok := dwarfByName(name)
		if !ok || s.NoBits || s.stored == 0 {
			continue
		}
		if isDwo == dwo || id == dwCuIndex || id == dwTuIndex {
			d.parts[id].secs = append(d.parts[id].secs, i)
		}
	}
	if d.parts[dwInfo].secs == nil && d.parts[dwTypes].secs == nil {
		return nil
	}
	if im.reloc != nil {
		d.place()
	}
	return d
}

// load unpacks the plain fields. The two slowest streams run side by side, so
// that unpacking takes as long as .debug_info alone (BenchmarkDebug).
func (d *DebugSections) load() error {
	fields := []struct {
		id  dwarfSection
		dst *[]byte
	}{
		{dwAbbrev, &d.Abbrev}, {dwStr, &d.Str}, {dwLineStr, &d.LineStr}, {dwStrOffsets, &d.StrOffsets}, {dwAddr, &d.Addr},
		{dwTypes, &d.Types}, {dwCuIndex, &d.CuIndex}, {dwTuIndex, &d.TuIndex},
	}
	var infoErr, fault error
	var wg sync.WaitGroup
	wg.Go(func() { fault = Guard(func() { d.Info, infoErr = d.part(dwInfo) }) })
	var errs []error
	for _, f := range fields {
		b, err := d.part(f.id)
		*f.dst = b
		errs = append(errs, err)
	}
	wg.Wait()
	Fail(fault)
	for _, err := range append([]error{infoErr}, errs...) {
		if err != nil {
			return err
		}
	}
	return nil
}

// Line is .debug_line.
func (d *DebugSections) Line() ([]byte, error) { return d.part(dwLine) }

// Aranges is .debug_aranges.
func (d *DebugSections) Aranges() ([]byte, error) { return d.part(dwAranges) }

// Loc is .debug_loc of DWARF 2 to 4.
func (d *DebugSections) Loc() ([]byte, error) { return d.part(dwLoc) }

// LocLists is .debug_loclists of DWARF 5.
func (d *DebugSections) LocLists() ([]byte, error) { return d.part(dwLocLists) }

// Macinfo is .debug_macinfo of DWARF 2 to 4.
func (d *DebugSections) Macinfo() ([]byte, error) { return d.part(dwMacinfo) }

// Macro is .debug_macro of DWARF 5 and of the GNU extension to DWARF 4.
func (d *DebugSections) Macro() ([]byte, error) { return d.part(dwMacro) }

// Ranges is .debug_ranges of DWARF 3 and 4.
func (d *DebugSections) Ranges() ([]byte, error) { return d.part(dwRanges) }

// RngLists is .debug_rnglists of DWARF 5.
func (d *DebugSections) RngLists() ([]byte, error) { return d.part(dwRngLists) }

// Names is .debug_names of DWARF 5.
func (d *DebugSections) Names() ([]byte, error) { return d.part(dwNames) }

// Frame is .debug_frame.
func (d *DebugSections) Frame() ([]byte, error) { return d.part(dwFrame) }

// part unpacks, joins and relocates one DWARF section, once.
func (d *DebugSections) part(id dwarfSection) ([]byte, error) {
	p := &d.parts[id]
	p.once.Do(func() { p.data, p.err = d.build(p) })
	return p.data, p.err
}

func (d *DebugSections) build(p *debugPart) ([]byte, error) {
	im := d.From
	if len(p.secs) == 0 {
		return nil, nil
	}
	if im.reloc == nil && len(p.secs) == 1 {
		return im.SectionData(p.secs[0])
	}
	var stored uint64
	for _, i := range p.secs {
		if stored += im.Sections[i].stored; stored > uint64(len(im.data)) {
			return nil, badSection(im.Name, im.Sections[i].Name, 0, "sections of this name overlap")
		}
	}
	var out []byte
	for n, i := range p.secs {
		b, err := im.SectionData(i)
		if err != nil {
			return nil, err
		}
		if im.reloc != nil {
			fresh := im.Sections[i].pack.method != packNone
			if b, err = im.reloc(d, i, b, fresh); err != nil {
				return nil, err
			}
		}
		if n == 0 && len(p.secs) == 1 {
			return b, nil
		}
		if uint64(len(out))+uint64(len(b)) > maxUnpacked {
			return nil, badSection(im.Name, im.Sections[i].Name, 0, "sections of this name are larger than 4 GiB together")
		}
		out = append(out, b...)
	}
	return out, nil
}

// place computes base: what a reference to each file section relocates to. That
// is the offset in the joined buffer for d's own sections, the laid-out address
// for allocated ones, 0 for others.
func (d *DebugSections) place() {
	d.base = make([]uint64, len(d.From.Sections))
	for i := range d.base {
		if s := &d.From.Sections[i]; s.Alloc {
			d.base[i] = s.Addr
		}
	}
	for id := range d.parts {
		var off uint64
		for _, i := range d.parts[id].secs {
			d.base[i] = off
			off += d.From.Sections[i].Size
		}
	}
}

// Debug returns the DWARF sections of this image, or of its separate debug file
// when it has none. The error wraps ErrNoDebug when there are none anywhere. The
// result is shared: a second call returns the same value.
func (im *Image) Debug() (*DebugSections, error) {
	im.debug.Do(func() { im.dbg, im.dbgErr = im.findDebug() })
	return im.dbg, im.dbgErr
}

func (im *Image) findDebug() (*DebugSections, error) {
	d := im.debugSections(false)
	if d == nil {
		from, err := im.separateDebug()
		if err != nil {
			return nil, err
		}
		if from != nil {
			return from.Debug() // which has sections of its own
		}
	}
	if d == nil {
		// A .dwo file given by itself.
		if d = im.debugSections(true); d == nil {
			return nil, &Error{File: im.Name, Err: ErrNoDebug}
		}
	}
	if err := d.load(); err != nil {
		return nil, err
	}
	d.Notes = append(d.Notes, im.notes...)
	d.checkLater()
	d.findAlt()
	return d, nil
}

// checkLater notes the sections that will be unpacked when they are asked for and
// cannot be: their readers do without them.
func (d *DebugSections) checkLater() {
	for id := range d.parts {
		for _, i := range d.parts[id].secs {
			s := &d.From.Sections[i]
			if err := d.From.checkSection(s); err != nil {
				d.Notes = append(d.Notes, Note{File: d.From.Name, Section: s.Name, Text: err.Error() + "; it is not read"})
			}
		}
	}
}

// Failed lists the sections that were asked for and turned out to be damaged when
// they were unpacked. Nobody may be asking for one at the time.
func (d *DebugSections) Failed() []error {
	var errs []error
	for id := range d.parts {
		p := &d.parts[id]
		if p.err == nil || slices.ContainsFunc(p.secs, func(i int) bool { return d.From.checkSection(&d.From.Sections[i]) != nil }) {
			continue // checkLater has told of it
		}
		errs = append(errs, p.err)
	}
	return errs
}

// IsNoDebug reports whether err says that there is no debug info.
func IsNoDebug(err error) bool { return errors.Is(err, ErrNoDebug) }
