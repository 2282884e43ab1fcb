package load

import (
	"math/bits"

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
	sMacros
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
		dwarf.AttrLoclistsBase: sLoclistsBase, dwarf.AttrMacros: sMacros, dwarf.AttrGNUMacros: sMacros,
	}, nil)
}

// die is an entry that the model may need.
type die struct {
	off    uint64
	tag    dwarf.Tag
	parent int32  // index in the unit, -1 for the unit's own entry
	first  int32  // first child, -1 if none
	next   int32  // next sibling, -1 if none
	lo, n  uint32 // attributes in the unit's vals
}

type slotVal struct {
	slot uint8
	v    dwarf.Value
}

// unit is one unit's tree.
type unit struct {
	u     *dwarf.Unit
	im    *object.Image
	secs  *dwarf.Sections
	file  *file
	dies  []die // in the order of their offsets
	vals  []slotVal
	id    uint32 // abi.UnitID
	lang  uint16
	gcc   bool
	files []string
	full  bool // a complete unit, not partial or of types only
}

// file is one set of sections.
type file struct {
	secs  *dwarf.Sections
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

func (r ref) tag() dwarf.Tag { return r.u.dies[r.i].tag }

// get is the value of an attribute; its class is none if there is none.
func (r ref) get(slot uint8) dwarf.Value {
	d := r.die()
	for i := d.lo; i < d.lo+d.n; i++ {
		if s := &r.u.vals[i]; s.slot == slot {
			return s.v
		}
	}
	return dwarf.Value{}
}

func (r ref) has(slot uint8) bool { return r.get(slot).Class != dwarf.ClassNone }

func (r ref) flag(slot uint8) bool { v := r.get(slot); return v.Class == dwarf.ClassFlag && v.U != 0 }

func (r ref) str(slot uint8) string {
	v := r.get(slot)
	if v.Class == dwarf.ClassNone {
		return ""
	}
	return string(r.u.u.Str(v))
}

func (r ref) uint(slot uint8) (uint64, bool) { return r.get(slot).Uint() }

// each visits the children in order.
func (r ref) each(visit func(ref)) {
	for c := r.die().first; c >= 0; c = r.u.dies[c].next {
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

// find is the entry at a section offset of the unit.
func (u *unit) find(off uint64) (int32, bool) {
	lo, hi := 0, len(u.dies)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if u.dies[mid].off < off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(u.dies) && u.dies[lo].off == off {
		return int32(lo), true
	}
	return -1, false
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

// read builds a unit's tree.
func (u *unit) read(tab *dwarf.Table) error {
	c := dwarf.NewCursor(u.u, tab)
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
		if e.Has&(1<<sSibling) != 0 && e.Val[sSibling].Class == dwarf.ClassRef {
			sib = e.Val[sSibling].U
		}
		want, inside := keep(e.Tag, top.inFunc)
		if !want || len(stack) > maxTreeDepth {
			if !c.SkipChildren(&e, sib) {
				break
			}
			continue
		}
		i := int32(len(u.dies))
		d := die{off: e.Off, tag: e.Tag, parent: top.parent, first: -1, next: -1, lo: uint32(len(u.vals))}
		for has := e.Has &^ (1 << sSibling); has != 0; has &= has - 1 {
			s := uint8(bits.TrailingZeros64(has))
			u.vals = append(u.vals, slotVal{s, e.Val[s]})
		}
		d.n = uint32(len(u.vals)) - d.lo
		u.dies = append(u.dies, d)
		if top.last >= 0 {
			u.dies[top.last].next = i
		} else if top.parent >= 0 {
			u.dies[top.parent].first = i
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
	return c.Err()
}
