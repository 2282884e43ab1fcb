package dwarf

// Class says what a [Value] holds.
type Class uint8

// Classes of values. They are finer than those of DWARF 5 §7.5.5, so that a
// value says where to look without its form.
const (
	ClassNone     Class = iota
	ClassUint           // U; N is the size in bytes of data1…data8, 0 for udata
	ClassSint           // U as int64
	ClassFlag           // U != 0
	ClassString         // in the unit's section: U, N
	ClassStrp           // U in .debug_str
	ClassLineStrp       // U in .debug_line_str
	ClassStrx           // U is an index into .debug_str_offsets
	ClassStrpAlt        // U in the supplementary file's .debug_str
	ClassBlock          // in the unit's section: U, N (also data16)
	ClassExpr           // exprloc: U, N
	ClassRef            // U is an offset in the unit's own section
	ClassRefAddr        // U is an offset in .debug_info, perhaps of another unit
	ClassRefSig         // U is a type signature
	ClassRefAlt         // U is an offset in the supplementary file's .debug_info
	ClassSecOff         // U is an offset in another section
	ClassAddr           // U is an address
	ClassAddrx          // U is an index into .debug_addr
	ClassLoclistx       // U is an index into .debug_loclists
	ClassRnglistx       // U is an index into .debug_rnglists
)

// Value is the value of one attribute; see [Class].
type Value struct {
	U     uint64
	N     uint32
	Class Class
}

// op translates a form (DWARF 5 §7.5.6 and the GNU extensions).
func (f Form) op(e formEnv) (op, bool) {
	num := func(n int, c Class) (op, bool) { return op{kind: opFixed, n: uint16(n), class: c}, true }
	leb := func(c Class) (op, bool) { return op{kind: opULEB, class: c}, true }
	block := func(n int, c Class) (op, bool) { return op{kind: opBlock, n: uint16(n), class: c}, true }
	off := int(e.off)
	switch f {
	case FormAddr:
		return num(int(e.addr), ClassAddr)
	case FormData1:
		return num(1, ClassUint)
	case FormData2:
		return num(2, ClassUint)
	case FormData4:
		return num(4, ClassUint)
	case FormData8:
		return num(8, ClassUint)
	case FormData16:
		return op{kind: opBytes, n: 16, class: ClassBlock}, true
	case FormFlag:
		return num(1, ClassFlag)
	case FormSdata:
		return op{kind: opSLEB, class: ClassSint}, true
	case FormUdata:
		return leb(ClassUint)
	case FormString:
		return op{kind: opString, class: ClassString}, true
	case FormStrp:
		return num(off, ClassStrp)
	case FormLineStrp:
		return num(off, ClassLineStrp)
	case FormStrpSup, FormGNUStrpAlt:
		return num(off, ClassStrpAlt)
	case FormStrx, FormGNUStrIndex:
		return leb(ClassStrx)
	case FormStrx1, FormStrx2, FormStrx3, FormStrx4:
		return num(int(f-FormStrx1)+1, ClassStrx)
	case FormAddrx, FormGNUAddrIndex:
		return leb(ClassAddrx)
	case FormAddrx1, FormAddrx2, FormAddrx3, FormAddrx4:
		return num(int(f-FormAddrx1)+1, ClassAddrx)
	case FormBlock1:
		return block(1, ClassBlock)
	case FormBlock2:
		return block(2, ClassBlock)
	case FormBlock4:
		return block(4, ClassBlock)
	case FormBlock:
		return block(0, ClassBlock)
	case FormExprloc:
		return block(0, ClassExpr)
	case FormRef1:
		return num(1, ClassRef)
	case FormRef2:
		return num(2, ClassRef)
	case FormRef4:
		return num(4, ClassRef)
	case FormRef8:
		return num(8, ClassRef)
	case FormRefUdata:
		return leb(ClassRef)
	case FormRefAddr:
		if e.version <= 2 { // DWARF 2 §7.5.4: the size of an address
			return num(int(e.addr), ClassRefAddr)
		}
		return num(off, ClassRefAddr)
	case FormRefSig8:
		return num(8, ClassRefSig)
	case FormRefSup4:
		return num(4, ClassRefAlt)
	case FormRefSup8:
		return num(8, ClassRefAlt)
	case FormGNURefAlt:
		return num(off, ClassRefAlt)
	case FormSecOffset:
		return num(off, ClassSecOff)
	case FormLoclistx:
		return leb(ClassLoclistx)
	case FormRnglistx:
		return leb(ClassRnglistx)
	case FormIndirect:
		return op{kind: opIndirect}, true
	}
	return op{}, false
}
