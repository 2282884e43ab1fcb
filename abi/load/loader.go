package load

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
	"github.com/tenon-abi/tenon/dwarf/object"
)

// loader fills one model.
type loader struct {
	target    abi.Target
	jobs      int
	languages Languages
	b         *abi.Builder
	files     []*file
	units     []*unit
	issues    []abi.Issue

	derived derivedTypes
	// placeholder stands for auto where no definition is there, 0 = not yet made.
	placeholder  abi.TypeID
	named        map[shapeKey]abi.TypeID
	shapes       []shaped              // all of them, in the order of units
	decls        map[uint64]abi.TypeID // of what nothing defines
	declOnly     []shaped
	enums        []enum
	defs         map[uint64][]ref // one definition of each shape, by key
	split        map[uint64]bool  // names with several shapes
	scopes       map[scopeKey]abi.ScopeID
	recordScopes []abi.ScopeID // by type
	inside       opened        // the last scope that was asked for
	depth        int

	funcs     functions
	calls     []call
	adrift    []adrift
	byKey     *table[abi.FuncID] // functions by what tells them apart, see declare
	bodies    []body             // of functions, [0] unused
	paramRoom []abi.ParamRow     // of the function that is being declared
	argRoom   []abi.ArgRow
	vars      *table[*variable]
	varOrder  []*variable
	owners    []*members // by type

	syms   *symbolTable
	macros macros
}

func newLoader(t abi.Target, jobs int) *loader {
	return &loader{target: t, jobs: jobs, b: abi.NewBuilder(t), derived: derivedTypes{byHash: newTable[uint32](0)}, named: map[shapeKey]abi.TypeID{},
		decls: map[uint64]abi.TypeID{}, defs: map[uint64][]ref{}, split: map[uint64]bool{}, scopes: map[scopeKey]abi.ScopeID{},
		byKey: newTable[abi.FuncID](0), bodies: make([]body, 1), vars: newTable[*variable](0),
		syms: newSymbolTable(), macros: macros{byName: map[string]*macro{}}}
}

func (l *loader) issue(code string, sev abi.Severity, msg, file string, off uint64) {
	l.issues = append(l.issues, abi.Issue{Code: code, Severity: sev, Message: msg, File: file, Offset: off})
}

func (l *loader) addSymbols(im *object.Image) { l.syms.add(l.b, im) }

// addImage reads the units of one image.
func (l *loader) addImage(im *object.Image, d *object.DebugSections) {
	before := len(l.units)
	for _, n := range d.Notes {
		l.issue("debug-file", abi.Error, fmt.Sprint(n), im.Name, 0)
	}
	f := l.addFile(im, d, nil)
	skeletons := map[uint64]*unit{}
	var list []*unit
	for _, u := range f.units {
		if root := u.entry(0); root.has(sDwoName) {
			list = append(list, u)
			if id := u.dwoID(); skeletons[id] == nil {
				skeletons[id] = u
			}
		}
	}
	for _, u := range list {
		l.addSplit(im, u, skeletons)
	}
	if f.left == 0 || len(l.units) > before {
		l.addSymbols(im)
	}
}

// dwoID is what joins a skeleton and its split unit (DWARF 5 §3.1.3; an
// attribute before that).
func (u *unit) dwoID() uint64 {
	if v := u.entry(0).get(sDwoID); v.Class != dwarf.ClassNone {
		return v.U
	}
	return u.u.DwoID
}

// sections converts an object's sections.
func sections(im *object.Image, d *object.DebugSections) *dwarf.Sections {
	s := &dwarf.Sections{Info: d.Info, Types: d.Types, Abbrev: d.Abbrev, Str: d.Str, LineStr: d.LineStr, StrOffsets: d.StrOffsets, Addr: d.Addr,
		CuIndex: d.CuIndex, TuIndex: d.TuIndex, AddrSize: im.AddrSize, Dwo: d.Dwo}
	s.Big = im.Order != nil && im.Order.Uint16([]byte{0, 1}) == 1
	return s
}

// addFile reads all units of a set of sections. Split units have addresses and
// source files in common with their skeletons, which are given by dwoID.
func (l *loader) addFile(im *object.Image, d *object.DebugSections, skeletons map[uint64]*unit) *file {
	s := sections(im, d)
	f := &file{id: uint64(len(l.files)) + 1, secs: s, debug: d, sigs: map[uint64]*unit{}}
	if d.Alt != nil {
		f.alt = l.addFile(im, d.Alt, nil)
		s.Alt = f.alt.secs
	}
	l.files = append(l.files, f)
	headers, errs := s.Units()
	for _, err := range errs {
		l.unreadable(im, err)
	}
	lines := newLineFiles(d)
	units := make([]unit, len(headers))
	want := newWant()
	workers(l.jobs, len(units), func() func(int) {
		return func(i int) {
			u := &units[i]
			u.u, u.im, u.secs, u.file = headers[i], im, s, f
			u.err = u.open(want)
		}
	})
	for i := range units {
		u, h := &units[i], headers[i]
		if u.err != nil {
			l.unreadable(im, u.err)
			continue
		}
		if len(u.dies) == 0 {
			continue
		}
		if n, ok := u.entry(0).uint(sLanguage); ok {
			u.lang = abi.Language(n)
		}
		if l.languages.leaves(u) {
			f.left++
			continue
		}
		f.units = append(f.units, u)
		skeleton := skeletons[u.dwoID()]
		if skeleton != nil {
			u.skeleton, h.AddrSec, h.AddrBase = skeleton, skeleton.u.AddrSec, skeleton.u.AddrBase
		}
		u.begin(lines)
		if skeleton != nil && u.files == nil {
			u.files = skeleton.files
		}
		if h.Type == dwarf.UnitTypes || h.Type == dwarf.UnitSplitType {
			if f.sigs[h.Signature] == nil {
				f.sigs[h.Signature] = u
			}
		}
		l.units = append(l.units, u)
		l.addUnitRow(u)
		l.macroUnit(u, d)
		f.blurred = f.blurred || u.gcc
		f.lossy = f.lossy || u.tab.Bare && (u.lang.C() || u.lang.Cxx())
	}
	return f
}

func (l *loader) unreadable(im *object.Image, err error) {
	var off uint64
	var de *dwarf.Error
	if errors.As(err, &de) {
		off = de.Off
	}
	l.issue("unreadable-unit", abi.Error, err.Error(), im.Name, off)
}

// begin reads what the unit entry says about the unit itself.
func (u *unit) begin(lines *lineFiles) {
	root := u.entry(0)
	if v := root.get(sStrOffBase); v.Class != dwarf.ClassNone {
		u.u.StrOffsetsBase = v.U
	}
	if v := root.get(sAddrBase); v.Class != dwarf.ClassNone {
		u.u.AddrBase = v.U
	}
	if v := root.get(sLoclistsBase); v.Class != dwarf.ClassNone {
		u.u.LoclistsBase = v.U
	}
	if v := root.get(sRnglistsBase); v.Class != dwarf.ClassNone {
		u.u.RnglistsBase = v.U
	}
	if n, ok := root.uint(sLanguage); ok {
		u.lang = abi.Language(n).Of(root.str(sProducer))
	}
	u.gcc = strings.HasPrefix(root.str(sProducer), "GNU ")
	u.modules = u.gcc && u.lang.Cxx() && importsModules(root.str(sProducer))
	u.major, _ = abi.CompilerVersion(root.str(sProducer))
	u.joint = strings.HasPrefix(root.str(sProducer), "llvm DWARFLinkerParallel ")
	u.files = lines.of(root)
}

// addSplit reads the .dwo file or the package that a skeleton names.
func (l *loader) addSplit(im *object.Image, u *unit, skeletons map[uint64]*unit) {
	root := u.entry(0)
	name := root.str(sDwoName)
	d, err := im.OpenDwo(name, root.str(sCompDir), u.dwoID())
	if err != nil {
		l.issue("missing-split-unit", abi.Error, fmt.Sprintf("%s: %v", name, err), im.Name, u.u.Off)
		return
	}
	for _, f := range l.files {
		if f.secs.Dwo && len(f.secs.Info) > 0 && len(d.Info) > 0 && &f.secs.Info[0] == &d.Info[0] {
			u.elsewhere = true
			return // a package that was read for another skeleton
		}
	}
	l.addFile(im, d, skeletons)
	u.elsewhere = true
}

func (l *loader) addUnitRow(u *unit) {
	root := u.entry(0)
	producer := root.str(sProducer)
	row := abi.UnitRow{Name: l.b.Str(root.str(sName)), Dir: l.b.Str(root.str(sCompDir)), Producer: l.b.Str(producer),
		Image: l.b.Str(u.im.Name), Language: u.lang, Version: u.u.Version}
	switch {
	case strings.HasPrefix(producer, "GNU "):
		row.Compiler = abi.CompilerGCC
	case strings.Contains(producer, "rustc"):
		row.Compiler = abi.CompilerRustc
	case strings.Contains(producer, "clang"):
		row.Compiler = abi.CompilerClang
	case strings.Contains(producer, "Microsoft"):
		row.Compiler = abi.CompilerMSVC
	case producer != "":
		row.Compiler = abi.CompilerOther
	}
	u.option = changesCalls(l.target, u.lang, producer)
	row.Optimized = strings.Contains(producer, " -O1") || strings.Contains(producer, " -O2") || strings.Contains(producer, " -O3")
	row.Newer = u.tab.Newer || u.gcc && u.tab.GNUCalls
	u.id = uint32(l.b.AddUnit(row))
}

// finish lowers everything and makes the model.
func (l *loader) finish(opt Options) (*abi.Model, error) {
	l.readTrees(l.jobs)
	l.nameTemplates()
	l.expect()
	wait := l.readNames(l.jobs)
	seen := newTable[struct{}](0)
	for n, u := range l.units {
		if opt.Progress != nil {
			opt.Progress(int64(n), int64(len(l.units)))
		}
		wait(n)
		for _, it := range u.todo {
			if it.key == 0 || !seen.has(it.key) {
				seen.put(it.key, struct{}{})
				l.lowerEntry(u.entry(it.die))
			}
		}
		u.todo = nil
	}
	if opt.Progress != nil {
		opt.Progress(int64(len(l.units)), int64(len(l.units)))
	}
	l.settleCalls()
	l.settleConventions()
	l.reportBare()
	l.reportOptions()
	l.joinNamespaces()
	l.reportODR()
	for _, u := range l.units {
		u.dies, u.spots, u.defs, u.memo = nil, nil, nil, nil // the model has it all now
	}
	l.emitFunctions()
	l.emitVariables()
	l.emitRecords()
	l.emitMacros()
	for _, f := range l.files {
		for _, err := range f.debug.Failed() {
			l.issue("unreadable-section", abi.Error, err.Error(), f.debug.From.Name, 0)
		}
	}
	sort.SliceStable(l.issues, func(i, j int) bool {
		a, b := l.issues[i], l.issues[j]
		if a.Code != b.Code {
			return a.Code < b.Code
		}
		if a.Entity != b.Entity {
			return a.Entity < b.Entity
		}
		return a.Message < b.Message
	})
	for _, i := range l.issues {
		if opt.Strict && i.Severity == abi.Error {
			return nil, fmt.Errorf("%s: %s", i.File, i.Message)
		}
		l.b.AddIssue(i)
	}
	return l.b.Finish()
}

// expect makes room for what the files will give, by what files with many
// units gave.
func (l *loader) expect() {
	text, entries := 0, 0
	for _, f := range l.files {
		text += len(f.secs.Str)
	}
	for _, u := range l.units {
		entries += len(u.dies)
	}
	l.b.Expect(min(text+text/4, 1<<30), entries/16)
	l.derived.made = make([]madeType, 0, entries/24)
	l.derived.byHash.reserve(entries / 24)
	l.byKey.reserve(entries / 16)
}

// lowerEntry takes what an entry declares: a function, a variable, a type.
func (l *loader) lowerEntry(r ref) {
	switch r.tag() {
	case dwarf.TagSubprogram:
		l.subprogram(r)
	case dwarf.TagVariable:
		l.variable(r)
	case dwarf.TagImportedModule, dwarf.TagImportedDeclaration:
		l.imported(r)
	case dwarf.TagTypedef:
		l.typ(r)
	default:
		l.fill(r)
	}
}

// imported takes using-directives and namespace aliases; imports of anything
// else are about name lookup only.
func (l *loader) imported(r ref) {
	t := r.target(sImport)
	if !t.ok() || t.tag() != dwarf.TagNamespace {
		return
	}
	kind := abi.AliasDirective
	if r.has(sName) {
		kind = abi.AliasNamespace
	}
	l.b.AddAlias(abi.AliasRow{Scope: l.scopeOf(r), Name: l.b.Str(r.str(sName)), Kind: kind, Target: uint32(l.scope(t)), Origin: l.origin(r)})
}

// origin is where an entry was declared.
func (l *loader) origin(r ref) abi.Origin {
	o := abi.Origin{Unit: abi.UnitID(r.u.id), Entry: r.off()}
	if line, ok := r.uint(sDeclLine); ok {
		o.Line = uint32(line)
	}
	if n, ok := r.uint(sDeclFile); ok && n < uint64(len(r.u.files)) {
		if r.u.fileIDs == nil {
			r.u.fileIDs = make([]abi.StrID, len(r.u.files))
		}
		id := &r.u.fileIDs[n]
		if *id == 0 {
			*id = l.b.Str(r.u.files[n])
		}
		o.File = *id
	}
	return o
}

func (l *loader) text(id abi.StrID) string { return l.b.Text(id) }

func sortedNames[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for n := range m {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}
