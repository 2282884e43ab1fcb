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
	sRnglistsBase
	sMacros
	sMacroInfo
	numSlots
)

// walkWant is what building a tree needs.
func walkWant() *dwarf.Want {
	return dwarf.NewWant(map[dwarf.Attr]uint8{dwarf.AttrSibling: 0}, nil)
}

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
		dwarf.AttrLoclistsBase: sLoclistsBase, dwarf.AttrRnglistsBase: sRnglistsBase, dwarf.AttrMacros: sMacros, dwarf.AttrGNUMacros: sMacros,
		dwarf.AttrMacroInfo: sMacroInfo,
	}, nil)
}

// die is an entry that the model may need. Its attributes stay in the section
// and are read when they are asked for.
type die struct {
	off    uint32 // from the start of the unit
	tag    dwarf.Tag
	parent int32 // index in the unit, -1 for the unit's own entry
	next   int32 // next sibling, -1 if none
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
	lang  uint16
	gcc   bool
	files []string

	memo []abi.TypeID // of lowered types, by entry
	defs []definition // by entry
	ends []uint64     // names that definitions refer to
	todo []item       // what may have to be lowered, in the order of entries

	reshaped []reshaped // shapes of the next round of refine
}

// file is one set of sections.
type file struct {
	id    uint64
	secs  *dwarf.Sections
	debug *object.DebugSections
	units []*unit
	sigs  map[uint64]*unit // type units by signature
	alt   *file
}

// ref is an entry of a unit.
type ref struct {
	u *unit
	i int32
}

func (r ref) ok() bool { return r.u != nil && r.i >= 0 }

func (r ref) die() *die { return &r.u.dies[r.i] }

// off is the entry's offset in its section.
func (r ref) off() uint64 { return r.u.u.Off + uint64(r.u.dies[r.i].off) }

func (r ref) tag() dwarf.Tag { return r.u.dies[r.i].tag }

// get is the value of an attribute; its class is none if there is none, or no
// entry.
func (r ref) get(slot uint8) dwarf.Value {
	if !r.ok() {
		return dwarf.Value{}
	}
	return r.u.tab.Value(r.u.u, r.off(), slot)
}

func (r ref) has(slot uint8) bool { return r.get(slot).Class != dwarf.ClassNone }

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

// first is the index of the first child, -1 if there is none.
func (r ref) first() int32 {
	if n := r.i + 1; int(n) < len(r.u.dies) && r.u.dies[n].parent == r.i {
		return n
	}
	return -1
}

// each visits the children in order.
func (r ref) each(visit func(ref)) {
	for c := r.first(); c >= 0; c = r.u.dies[c].next {
		visit(ref{r.u, c})
	}
}

func (r ref) parent() ref { return ref{r.u, r.die().parent} }

// target follows a reference attribute.
func (r ref) target(slot uint8) ref {
	v := r.get(slot)
	switch v.Class {
	case dwarf.ClassRef:
		if i, ok := r.u.find(v.U); ok {
			return ref{r.u, i}
		}
		return r.u.file.at(v.U, r.u.u.InTypes)
	case dwarf.ClassRefAddr:
		return r.u.file.at(v.U, false)
	case dwarf.ClassRefSig:
		if t := r.u.file.sigs[v.U]; t != nil {
			if i, ok := t.find(t.u.Off + t.u.TypeOff); ok {
				return ref{t, i}
			}
		}
	case dwarf.ClassRefAlt:
		if r.u.file.alt != nil {
			return r.u.file.alt.at(v.U, false)
		}
	}
	return ref{nil, -1}
}

// spotBytes is the distance of the marks that find uses.
const spotBytes = 64

// find is the entry at a section offset of the unit.
func (u *unit) find(off uint64) (int32, bool) {
	if off < u.u.Off || off >= u.u.End || len(u.dies) == 0 {
		return -1, false
	}
	rel := uint32(off - u.u.Off)
	for i := u.spots[rel/spotBytes]; int(i) < len(u.dies); i++ {
		if o := u.dies[i].off; o == rel {
			return i, true
		} else if o > rel {
			break
		}
	}
	return -1, false
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
		if i, ok := f.units[lo].find(off); ok {
			return ref{f.units[lo], i}
		}
	}
	return ref{nil, -1}
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
	if u.u.End-u.u.Off >= 1<<32 {
		return fmt.Errorf("unit at 0x%x: units over 4 GiB are not read", u.u.Off)
	}
	if u.tab, err = u.u.Compile(want); err != nil {
		return err
	}
	c := dwarf.NewCursor(u.u, u.tab)
	var e dwarf.Entry
	if c.Next(&e) && e.Tag != 0 {
		u.dies = []die{{off: uint32(e.Off - u.u.Off), tag: e.Tag, parent: -1, next: -1}}
	}
	return c.Err()
}

// read builds a unit's tree; buf is room to work in, which is answered back.
// The table knows the sibling attribute only.
func (u *unit) read(walk *dwarf.Table, buf []die) ([]die, error) {
	dies := buf[:0]
	c := dwarf.NewCursor(u.u, walk)
	var e dwarf.Entry
	type level struct {
		parent, last int32
		inFunc       bool
	}
	stack := []level{{-1, -1, false}}
	for c.Next(&e) {
		top := &stack[len(stack)-1]
		if e.Tag == 0 {
			if len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
			continue
		}
		sib := uint64(0)
		if e.Has != 0 && e.Val[0].Class == dwarf.ClassRef {
			sib = e.Val[0].U
		}
		want, inside := keep(e.Tag, top.inFunc)
		if !want || len(stack) > maxTreeDepth {
			if !c.SkipChildren(&e, sib) {
				break
			}
			continue
		}
		i := int32(len(dies))
		dies = append(dies, die{off: uint32(e.Off - u.u.Off), tag: e.Tag, parent: top.parent, next: -1})
		if top.last >= 0 {
			dies[top.last].next = i
		}
		top.last = i
		if !e.Children {
			continue
		}
		if !inside {
			if !c.SkipChildren(&e, sib) {
				break
			}
			continue
		}
		stack = append(stack, level{i, -1, top.inFunc && e.Tag != dwarf.TagStructureType && e.Tag != dwarf.TagClassType && e.Tag != dwarf.TagUnionType || e.Tag == dwarf.TagSubprogram})
	}
	u.dies = slices.Clone(dies)
	u.mark()
	return dies, c.Err()
}
