package load

import (
	"fmt"
	"slices"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
	"github.com/tenon-abi/tenon/dwarf/object"
)

// Slots of the attributes that the loader asks for.
const (
	sName = iota
	sLinkage
	sType
	sByteSize
	sBitSize
	sEncoding
	sConst
	sMemberLoc
	sDataBitOff
	sBitOff
	sDeclaration
	sSpec
	sOrigin
	sExternal
	sAccess
	sVirtuality
	sVSlot
	sContaining
	sArtificial
	sExplicit
	sDeleted
	sDefaulted
	sPrototyped
	sObjPtr
	sDeclFile
	sDeclLine
	sUpper
	sCount
	sLocation
	sLowPC
	sCC
	sAlign
	sEnumClass
	sExportSyms
	sRefQ
	sRvalQ
	sNoreturn
	sInline
	sSignature
	sImport
	sProducer
	sLanguage
	sCompDir
	sStmtList
	sStrOffBase
	sAddrBase
	sDwoName
	sDwoID
	sVector
	sDefaultVal
	sMain
	sConstExpr
	sSibling
	sTemplName
	sMutable
	sRanges
	sLoclistsBase
	sRnglistsBase // in units before DWARF 5 DW_AT_GNU_ranges_base
	sMacros
	sMacroInfo
	sDiscrValue
	sRuntime
	sEndianity
	sFrameBase
	numSlots
)

func newWant() *dwarf.Want {
	return dwarf.NewWant(map[dwarf.Attr]uint8{
		dwarf.AttrName: sName, dwarf.AttrLinkageName: sLinkage, dwarf.AttrMIPSLinkageName: sLinkage, dwarf.AttrType: sType,
		dwarf.AttrByteSize: sByteSize, dwarf.AttrBitSize: sBitSize, dwarf.AttrEncoding: sEncoding, dwarf.AttrConstValue: sConst,
		dwarf.AttrDataMemberLocation: sMemberLoc, dwarf.AttrDataBitOffset: sDataBitOff, dwarf.AttrBitOffset: sBitOff,
		dwarf.AttrDeclaration: sDeclaration, dwarf.AttrSpecification: sSpec, dwarf.AttrAbstractOrigin: sOrigin,
		dwarf.AttrExternal: sExternal, dwarf.AttrAccessibility: sAccess, dwarf.AttrVirtuality: sVirtuality,
		dwarf.AttrVtableElemLocation: sVSlot, dwarf.AttrContainingType: sContaining, dwarf.AttrArtificial: sArtificial,
		dwarf.AttrExplicit: sExplicit, dwarf.AttrDeleted: sDeleted, dwarf.AttrDefaulted: sDefaulted,
		dwarf.AttrPrototyped: sPrototyped, dwarf.AttrObjectPointer: sObjPtr, dwarf.AttrDeclFile: sDeclFile,
		dwarf.AttrDeclLine: sDeclLine, dwarf.AttrUpperBound: sUpper, dwarf.AttrCount: sCount, dwarf.AttrLocation: sLocation,
		dwarf.AttrLowPC: sLowPC, dwarf.AttrCallingConvention: sCC, dwarf.AttrAlignment: sAlign, dwarf.AttrEnumClass: sEnumClass,
		dwarf.AttrExportSymbols: sExportSyms, dwarf.AttrReference: sRefQ, dwarf.AttrRvalueReference: sRvalQ,
		dwarf.AttrNoreturn: sNoreturn, dwarf.AttrInline: sInline, dwarf.AttrSignature: sSignature, dwarf.AttrImport: sImport,
		dwarf.AttrProducer: sProducer, dwarf.AttrLanguage: sLanguage, dwarf.AttrCompDir: sCompDir, dwarf.AttrStmtList: sStmtList,
		dwarf.AttrStrOffsetsBase: sStrOffBase, dwarf.AttrAddrBase: sAddrBase, dwarf.AttrGNUAddrBase: sAddrBase,
		dwarf.AttrDwoName: sDwoName, dwarf.AttrGNUDwoName: sDwoName, dwarf.AttrGNUDwoID: sDwoID, dwarf.AttrGNUVector: sVector,
		dwarf.AttrDefaultValue: sDefaultVal, dwarf.AttrMainSubprogram: sMain, dwarf.AttrConstExpr: sConstExpr,
		dwarf.AttrSibling: sSibling, dwarf.AttrGNUTemplateName: sTemplName, dwarf.AttrMutable: sMutable, dwarf.AttrRanges: sRanges,
		dwarf.AttrLoclistsBase: sLoclistsBase, dwarf.AttrRnglistsBase: sRnglistsBase, dwarf.AttrGNURangesBase: sRnglistsBase, dwarf.AttrMacros: sMacros, dwarf.AttrGNUMacros: sMacros,
		dwarf.AttrMacroInfo: sMacroInfo, dwarf.AttrDiscrValue: sDiscrValue, dwarf.AttrAPPLEBlock: sRuntime, dwarf.AttrAPPLERuntimeClass: sRuntime, dwarf.AttrEndianity: sEndianity,
		dwarf.AttrFrameBase: sFrameBase,
	}, nil)
}

// die is an entry that the model may need. Its attributes stay in the section
// and are read when they are asked for. The entries of a function that are
// about its parameters only have no die: see ref.loose.
type die struct {
	off    uint32 // from the start of the unit
	tag    dwarf.Tag
	code   uint16 // of the abbreviation, see dwarf.Table.Value
	parent int32  // index in the unit, -1 for the unit's own entry
	next   int32  // next sibling, -1 if none
}

// unit is one unit's tree.
type unit struct {
	u     *dwarf.Unit
	im    *object.Image
	secs  *dwarf.Sections
	file  *file
	tab   *dwarf.Table
	dies  []die   // in the order of their offsets
	spots []int32 // by offset / spotBytes: the first entry there or after
	err   error   // that ended the tree early
	id    uint32  // abi.UnitID
	lang  abi.Language
	gcc   bool
	major int // version of the compiler
	// names may have modules in them, see importsModules
	modules bool
	joint   bool // llvm's parallel linker put the types of several units into it
	// option of the compiler that changes how functions are called, see
	// changesCalls.
	option string
	bare   bool // it has functions and no types, see bare
	// Places of parameters: foreign ones show a convention that is not the
	// default, doubt is a register of one that the body may use for anything,
	// tracked ones are known at the entry.
	foreign, doubt, tracked bool
	// elsewhere: a split unit that was read describes it all. The skeleton may
	// name functions again, for those who have the split unit not
	// (-fsplit-dwarf-inlining).
	elsewhere bool
	// skeleton of a split unit: it has the address that lists of ranges and
	// places count from (DWARF 5 §3.1.2), and before DWARF 5 the ranges.
	skeleton *unit
	files    []string

	fileIDs []abi.StrID           // of files, as far as they were asked for
	scopes  map[int32]abi.ScopeID // of namespaces and functions, as far as they were asked for

	memo []abi.TypeID // of lowered types, by entry
	defs []definition // by entry
	ends []uint64     // names that definitions refer to
	todo []item       // what may have to be lowered, in the order of entries

	reshaped []reshaped // shapes of the next round of refine

	templates []int32   // entries with template parameters, until their names are written
	full      fullNames // nil if all names are whole
	unspelled int       // names that are not
}

// file is one set of sections.
type file struct {
	id       uint64
	secs     *dwarf.Sections
	debug    *object.DebugSections
	units    []*unit
	sigs     map[uint64]*unit // type units by signature
	alt      *file
	left     int  // units of languages that are not read
	blurred  bool // g++ made some of it, whose aliases lack template arguments
	unplaced int  // parameters whose location lists can't be read
	// lossy: references to types were dropped, so that a missing one is not void.
	lossy bool
}

// ref is an entry of a unit: number i of its tree, or a loose one, whose offset
// in the unit is -2-i. Nil units and -1 stand for no entry.
type ref struct {
	u    *unit
	i    int32
	kind dwarf.Tag // of a loose entry
	code uint16    // its abbreviation, see dwarf.Table.Value
}

// none is no entry; nobody changes it.
var none = ref{i: -1}

// spot is a ref without a pointer: the unit by its id.
type spot struct {
	unit uint32
	i    int32
	kind dwarf.Tag
	code uint16
}

func spotOf(r ref) spot { return spot{r.u.id, r.i, r.kind, r.code} }

func (l *loader) refOf(s spot) ref { return ref{l.units[s.unit-1], s.i, s.kind, s.code} }

func (r ref) ok() bool { return r.u != nil && r.i != -1 }

// loose reports whether an entry has no place in the tree: parameters, and
// template arguments of functions.
func (r ref) loose() bool { return r.i < -1 }

func looseRef(u *unit, off uint64, tag dwarf.Tag, code uint16) ref {
	return ref{u, -2 - int32(off-u.u.Off), tag, code}
}

// entry is entry number i of a unit's tree.
func (u *unit) entry(i int32) ref { return ref{u: u, i: i} }

func (r ref) die() *die { return &r.u.dies[r.i] }

// off is the entry's offset in its section.
func (r ref) off() uint64 {
	if r.i < 0 {
		return r.u.u.Off + uint64(-2-r.i)
	}
	return r.u.u.Off + uint64(r.u.dies[r.i].off)
}

func (r ref) tag() dwarf.Tag {
	if r.i < 0 {
		return r.kind
	}
	return r.u.dies[r.i].tag
}

// get is the value of an attribute; its class is none if there is none, or no
// entry.
func (r ref) get(slot uint8) dwarf.Value {
	if !r.ok() {
		return dwarf.Value{}
	}
	if r.i < 0 {
		return r.u.tab.Value(r.u.u, r.off(), r.code, slot)
	}
	d := &r.u.dies[r.i]
	return r.u.tab.Value(r.u.u, r.u.u.Off+uint64(d.off), d.code, slot)
}

func (r ref) has(slot uint8) bool {
	if r.u != nil && r.i >= 0 && r.wanted()&(1<<slot) == 0 {
		return false
	}
	return r.get(slot).Class != dwarf.ClassNone
}

// wanted has a bit for each slot that an entry may have.
func (r ref) wanted() uint64 {
	code := r.code
	if r.i >= 0 {
		code = r.u.dies[r.i].code
	}
	if code == 0 {
		return ^uint64(0)
	}
	return r.u.tab.Wanted(code)
}

func (r ref) flag(slot uint8) bool { v := r.get(slot); return v.Class == dwarf.ClassFlag && v.U != 0 }

func (r ref) str(slot uint8) string { return string(r.bytes(slot)) }

// bytes is a string attribute as it lies in its section.
func (r ref) bytes(slot uint8) []byte {
	v := r.get(slot)
	if v.Class == dwarf.ClassNone {
		return nil
	}
	return r.u.u.Str(v)
}

func (r ref) uint(slot uint8) (uint64, bool) { return r.get(slot).Uint() }

// first is the index of the first child in the tree, -1 if there is none.
func (r ref) first() int32 {
	if n := r.i + 1; r.i >= 0 && int(n) < len(r.u.dies) && r.u.dies[n].parent == r.i {
		return n
	}
	return -1
}

// each visits the children in order.
func (r ref) each(visit func(ref)) {
	c := r.first()
	if c < 0 {
		r.eachLoose(visit)
		return
	}
	for ; c >= 0; c = r.u.dies[c].next {
		visit(r.u.entry(c))
	}
}

// eachLoose visits the children of an entry that has some, but none in the
// tree.
func (r ref) eachLoose(visit func(ref)) {
	switch r.tag() {
	case dwarf.TagSubprogram, dwarf.TagVariable, dwarf.TagGNUFormalParameterPack, dwarf.TagGNUTemplateParameterPack:
	default:
		return
	}
	c := dwarf.NewCursor(r.u.u, r.u.tab)
	if !c.Seek(r.off()) {
		return
	}
	var e dwarf.Link
	if !c.Link(&e) || !e.Children {
		return
	}
	for c.Link(&e) && e.Tag != 0 {
		if isLoose(e.Tag) {
			visit(looseRef(r.u, e.Off, e.Tag, e.Code))
		}
		if !c.Leave(&e) {
			return
		}
	}
}

// isLoose reports whether entries of a tag have no place in the tree when a
// function has no other ones.
func isLoose(tag dwarf.Tag) bool {
	switch tag {
	case dwarf.TagFormalParameter, dwarf.TagUnspecifiedParameters, dwarf.TagGNUFormalParameterPack:
		return true
	}
	return isTemplateParameter(tag)
}

// isTemplateParameter reports whether entries of a tag are about a template's
// parameters.
func isTemplateParameter(tag dwarf.Tag) bool {
	switch tag {
	case dwarf.TagTemplateTypeParameter, dwarf.TagTemplateValueParameter, dwarf.TagGNUTemplateParameterPack, dwarf.TagGNUTemplateTemplateParam:
		return true
	}
	return false
}

// parent is the entry around one: that of a loose one is not known.
func (r ref) parent() ref {
	if r.i < 0 {
		return none
	}
	return r.u.entry(r.die().parent)
}

// target follows a reference attribute.
func (r ref) target(slot uint8) ref { return r.resolve(r.get(slot)) }

// resolve follows a reference.
func (r ref) resolve(v dwarf.Value) ref {
	switch v.Class {
	case dwarf.ClassRef:
		if t, ok := r.u.find(v.U); ok {
			return t
		}
		return r.u.file.at(v.U, r.u.u.InTypes)
	case dwarf.ClassRefAddr:
		return r.u.file.at(v.U, false)
	case dwarf.ClassRefSig:
		if t := r.u.file.sigs[v.U]; t != nil {
			if d, ok := t.find(t.u.Off + t.u.TypeOff); ok {
				return d
			}
		}
	case dwarf.ClassRefAlt:
		if r.u.file.alt != nil {
			return r.u.file.alt.at(v.U, false)
		}
	}
	return none
}

// spotBytes is the distance of the marks that find uses.
const spotBytes = 64

// find is the entry at a section offset of the unit.
func (u *unit) find(off uint64) (ref, bool) {
	if off < u.u.Off || off >= u.u.End || len(u.dies) == 0 {
		return none, false
	}
	rel := uint32(off - u.u.Off)
	i := u.spots[rel/spotBytes]
	for ; int(i) < len(u.dies); i++ {
		if o := u.dies[i].off; o == rel {
			return u.entry(i), true
		} else if o > rel {
			break
		}
	}
	return u.findLoose(u.entry(i-1), off)
}

// findLoose is the loose entry at an offset, of the function before it. That
// an entry begins there is not checked: it would take a walk for each.
func (u *unit) findLoose(f ref, off uint64) (ref, bool) {
	if f.i >= 0 && f.tag() == dwarf.TagSubprogram && f.first() < 0 {
		if tag, code := u.tab.Peek(u.u, off); isLoose(tag) {
			return looseRef(u, off, tag, code), true
		}
	}
	return none, false
}

// mark fills the marks that find uses.
func (u *unit) mark() {
	u.spots = make([]int32, (u.u.End-u.u.Off)/spotBytes+1)
	s := 0
	for i := range u.dies {
		for ; s <= int(u.dies[i].off/spotBytes); s++ {
			u.spots[s] = int32(i)
		}
	}
	for ; s < len(u.spots); s++ {
		u.spots[s] = int32(len(u.dies))
	}
}

// at finds the entry at a section offset.
func (f *file) at(off uint64, types bool) ref {
	lo, hi := 0, len(f.units)
	for lo < hi {
		mid := (lo + hi) / 2
		u := f.units[mid].u
		if u.InTypes == types && u.End > off || !types && u.InTypes {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	if lo < len(f.units) {
		if d, ok := f.units[lo].find(off); ok {
			return d
		}
	}
	return none
}

// keep says which entries the model may need, and whether their children are
// looked at. Function bodies are left out but for parameters and local types.
func keep(tag dwarf.Tag, inFunc bool) (want, inside bool) {
	switch tag {
	case dwarf.TagInlinedSubroutine, dwarf.TagCallSite, dwarf.TagGNUCallSite, dwarf.TagLabel,
		dwarf.TagCallSiteParameter, dwarf.TagGNUCallSiteParameter, dwarf.TagDwarfProcedure, dwarf.TagFriend:
		return false, false
	case dwarf.TagVariable:
		return !inFunc, false
	}
	return true, true
}

const maxTreeDepth = 2048

// open reads a unit's own entry.
func (u *unit) open(want *dwarf.Want) (err error) {
	if u.u.End-u.u.Off >= 1<<31 {
		return fmt.Errorf("unit at 0x%x: units over 2 GiB are not read", u.u.Off)
	}
	if u.tab, err = u.u.Compile(want); err != nil {
		return err
	}
	c := dwarf.NewCursor(u.u, u.tab)
	var e dwarf.Link
	if c.Link(&e) && e.Tag != 0 {
		u.dies = []die{{off: uint32(e.Off - u.u.Off), tag: e.Tag, code: e.Code, parent: -1, next: -1}}
	}
	return c.Err()
}

// level is an entry whose children are being read.
type level struct {
	entry, last int32 // the entry, the last of its children
	before      int32 // the sibling before the entry
	inFunc      bool
	pure        bool // all entries in it so far are about parameters
}

// read builds a unit's tree; buf is room to work in, which is answered back.
func (u *unit) read(buf []die) ([]die, error) {
	dies := buf[:0]
	c := dwarf.NewCursor(u.u, u.tab)
	var e dwarf.Link
	simple := !u.gcc && u.lang.Cxx()
	stack := []level{{entry: -1, last: -1}}
	for c.Link(&e) {
		top := &stack[len(stack)-1]
		if e.Tag == 0 {
			if len(stack) > 1 {
				dies = closeLevel(dies, *top, &stack[len(stack)-2])
				stack = stack[:len(stack)-1]
			}
			continue
		}
		want, inside := keep(e.Tag, top.inFunc)
		if !want || len(stack) > maxTreeDepth {
			if !c.Leave(&e) {
				break
			}
			continue
		}
		i := int32(len(dies))
		before := top.last
		dies = append(dies, die{off: uint32(e.Off - u.u.Off), tag: e.Tag, code: e.Code, parent: top.entry, next: -1})
		if before >= 0 {
			dies[before].next = i
		}
		top.last = i
		if simple {
			u.noteTemplate(top.entry, i, &e)
		}
		if !e.Children {
			top.pure = top.pure && isLoose(e.Tag)
			continue
		}
		if !inside {
			top.pure = false
			if !c.Leave(&e) {
				break
			}
			continue
		}
		inFunc := e.Tag == dwarf.TagSubprogram || top.inFunc && e.Tag != dwarf.TagStructureType && e.Tag != dwarf.TagClassType && e.Tag != dwarf.TagUnionType
		stack = append(stack, level{i, -1, before, inFunc, inFunc})
	}
	u.dies = slices.Clone(dies)
	u.mark()
	return dies, c.Err()
}

// noteTemplate takes down entries that have template parameters: those of a
// variable, whose children have no place in the tree, and the parent of one.
func (u *unit) noteTemplate(parent, i int32, e *dwarf.Link) {
	switch {
	case e.Tag == dwarf.TagVariable:
		if e.Children {
			u.templates = append(u.templates, i)
		}
	case isTemplateParameter(e.Tag):
		if n := len(u.templates); parent >= 0 && (n == 0 || u.templates[n-1] != parent) {
			u.templates = append(u.templates, parent)
		}
	}
}

// closeLevel ends the entry whose children are complete. Entries about the
// parameters of a function are left out if it has no other ones, and so are
// blocks with nothing in them.
func closeLevel(dies []die, done level, around *level) []die {
	switch tag := dies[done.entry].tag; {
	case tag == dwarf.TagSubprogram:
		if done.pure {
			dies = dies[:done.entry+1]
		}
		around.pure = false
	case tag == dwarf.TagLexicalBlock && len(dies) == int(done.entry)+1:
		dies = dies[:done.entry]
		if around.last = done.before; done.before >= 0 {
			dies[done.before].next = -1
		}
	default:
		around.pure = around.pure && done.pure && isLoose(tag)
	}
	return dies
}
