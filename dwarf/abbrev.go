package dwarf

import "math/bits"

// MaxSlots is the number of attributes a Want can ask for.
const MaxSlots = 64

// NoSlot marks an attribute nobody asked for.
const noSlot = 0xff

// Want says which attributes a reader asks for. Attribute i of the list goes
// to slot i of an [Entry]; several attributes may share a slot.
type Want struct {
	slots map[Attr]uint8
	mask  func(Tag) uint64
}

// NewWant makes a Want. Mask, if given, says per tag which slots are wanted
// (bit i is slot i); nil wants all of them.
func NewWant(slots map[Attr]uint8, mask func(Tag) uint64) *Want { return &Want{slots, mask} }

// opKind is one step of a compiled abbreviation.
type opKind uint8

const (
	opSkip     opKind = iota // n bytes
	opFixed                  // n bytes, number
	opULEB                   // number
	opSLEB                   // number
	opString                 // bytes up to NUL
	opBlock                  // n bytes of length, then the block; n = 0: ULEB length
	opBytes                  // n bytes as a block
	opIndirect               // form in the entry
)

type op struct {
	kind  opKind
	class Class
	slot  uint8 // noSlot: only pass over
	n     uint16
}

type constant struct {
	slot  uint8
	value Value
}

// Abbrev is a compiled abbreviation.
type abbrev struct {
	tag      Tag
	code     uint16 // index in Table.dense; 0 if it has none or a larger one
	children bool
	bad      bool // it has a form that is not known
	has      uint64
	size     int32 // bytes of the attributes if fixed, -1 otherwise
	sibling  int16 // where a 4-byte DW_AT_sibling lies in fixed bytes, -1 otherwise
	ops      []op  // for Next
	skip     []op  // for Skip
	consts   []constant
	fields   []field // for Value: one for each bit of has, in the order of slots
}

// field says where one wanted attribute of an entry is. With at ≥ 0 it lies
// that many bytes behind the abbreviation code, as ops[op] says; otherwise
// entries have to be read up to it. A constant is consts[op].
type field struct {
	at    int16
	op    int16
	fixed bool // a number of n bytes at a fixed place
	konst bool
	class Class
	n     uint8
}

// Table is the compiled abbreviations of a unit.
type Table struct {
	dense  []abbrev // by code, [0] unused
	sparse map[uint64]*abbrev
	// BadForm is the first unknown form, for error messages.
	BadForm Form
	// Newer says that an attribute of a later version than the unit's is among
	// them, GNUCalls that one of GNU's for calls or macros is. Compilers that are told
	// to keep to the version (-gstrict-dwarf) write none of the first, gcc none of the
	// second.
	Newer, GNUCalls bool
	// Bare says that some class has neither a size nor anything that says where it
	// is described. No compiler writes that; tools that drop references to type
	// units (DW_FORM_ref_sig8) leave it.
	Bare bool
}

func (t *Table) lookup(code uint64) *abbrev {
	if code < uint64(len(t.dense)) {
		if a := &t.dense[code]; a.tag != 0 {
			return a
		}
		return nil
	}
	return t.sparse[code]
}

// shape of the unit header that forms depend on.
type formEnv struct {
	addr, off, version uint8
}

func (u *Unit) env() formEnv {
	return formEnv{u.AddrLen, uint8(u.offLen()), u.Version}
}

// Compile reads and compiles the unit's abbreviations.
func (u *Unit) Compile(w *Want) (*Table, error) {
	sec := u.Sec.Abbrev
	name := ".debug_abbrev"
	if u.AbbrevOff >= uint64(len(sec)) {
		return nil, &Error{name, u.AbbrevOff, "offset of a unit's abbreviations is past the end"}
	}
	t := &Table{dense: make([]abbrev, 1, 64)}
	pos := int(u.AbbrevOff)
	cut := func() error { return &Error{name, uint64(pos), "abbreviations are cut off"} }
	c := compiler{w: w, env: u.env()}
	for {
		code, next := uleb(sec, pos)
		if next < 0 {
			return nil, cut()
		}
		if code == 0 {
			return t, nil
		}
		tag, next := uleb(sec, next)
		if next < 0 || next >= len(sec) {
			return nil, cut()
		}
		c.start(Tag(tag), sec[next] != 0)
		if tag == 0 || tag > 0xffff {
			return nil, &Error{name, uint64(pos), "abbreviation has an impossible tag"}
		}
		next++
		whole := !isClass(Tag(tag))
		for {
			attr, n1 := uleb(sec, next)
			if n1 < 0 {
				return nil, cut()
			}
			form, n2 := uleb(sec, n1)
			if n2 < 0 {
				return nil, cut()
			}
			next = n2
			var imm int64
			if Form(form) == FormImplicitConst {
				if imm, next = sleb(sec, next); next < 0 {
					return nil, cut()
				}
			}
			if attr == 0 && form == 0 {
				break
			}
			if form > 0xffff || attr > 0xffff {
				form = 0
			}
			c.note(Attr(attr), t)
			whole = whole || describes(Attr(attr))
			if !c.attr(Attr(attr), Form(form), imm) && t.BadForm == 0 {
				t.BadForm = Form(form)
			}
		}
		t.Bare = t.Bare || !whole
		a := c.finish()
		switch {
		case code == uint64(len(t.dense)):
			if code <= 0xffff {
				a.code = uint16(code)
			}
			t.dense = append(t.dense, a)
		case code < uint64(len(t.dense)):
			// A code that is used twice: the first one counts.
		default:
			if t.sparse == nil {
				t.sparse = map[uint64]*abbrev{}
			}
			if _, twice := t.sparse[code]; !twice {
				t.sparse[code] = &a
			}
		}
		pos = next
	}
}

type compiler struct {
	w    *Want
	env  formEnv
	mask uint64
	cur  abbrev // its lists are room that is used again

	ops    chunk[op]
	consts chunk[constant]
	fields chunk[field]
}

// chunk is room for many short lists.
type chunk[T any] struct{ free []T }

// keep is a copy of a list.
func (c *chunk[T]) keep(list []T) []T {
	n := len(list)
	if n > len(c.free) {
		c.free = make([]T, max(n, 512))
	}
	kept := c.free[:n:n]
	c.free = c.free[n:]
	copy(kept, list)
	return kept
}

func (c *compiler) start(tag Tag, children bool) {
	a := &c.cur
	*a = abbrev{tag: tag, children: children, sibling: -1, ops: a.ops[:0], skip: a.skip[:0], consts: a.consts[:0], fields: a.fields[:0]}
	c.mask = ^uint64(0)
	if c.w.mask != nil {
		c.mask = c.w.mask(tag)
	}
}

// note sets what an attribute says of its writer: DWARF 5 has more of them
// (§7.5.4, table 7.5) and gives DW_AT_calling_convention to classes.
func (c *compiler) note(at Attr, t *Table) {
	switch {
	case c.env.version >= 5:
	case at == AttrCallingConvention:
		t.Newer = t.Newer || isClass(c.cur.tag)
	case at > AttrLinkageName && at < 0x2000:
		t.Newer = true
	case at >= 0x2111 && at <= 0x2119: // DW_AT_GNU_call_site_value to DW_AT_GNU_macros
		t.GNUCalls = true
	}
}

func isClass(t Tag) bool {
	return t == TagStructureType || t == TagClassType || t == TagUnionType
}

// describes reports whether an attribute gives a class its size, or says that it
// is described elsewhere or not at all.
func describes(at Attr) bool {
	switch at {
	case AttrByteSize, AttrBitSize, AttrDeclaration, AttrSignature, AttrSpecification, AttrAbstractOrigin:
		return true
	}
	return false
}

// attr adds one attribute; it reports whether its form is known.
func (c *compiler) attr(at Attr, f Form, imm int64) bool {
	a := &c.cur
	slot, ok := c.w.slots[at]
	if !ok || slot >= MaxSlots || c.mask&(1<<slot) == 0 {
		slot = noSlot
	}
	if slot != noSlot && a.has&(1<<slot) != 0 {
		slot = noSlot // given twice: the first one counts
	}
	switch f {
	case FormFlagPresent:
		c.constant(slot, Value{U: 1, Class: ClassFlag})
		return true
	case FormImplicitConst:
		c.constant(slot, Value{U: uint64(imm), Class: ClassSint})
		return true
	}
	o, ok := f.op(c.env)
	if !ok {
		a.bad = true
		return false
	}
	if at == AttrSibling && f == FormRef4 && a.size >= 0 && a.size < 1<<14 {
		a.sibling = int16(a.size)
	}
	if slot != noSlot {
		a.has |= 1 << slot
	}
	o.slot = slot
	fixedSize := o.kind == opSkip || o.kind == opFixed || o.kind == opBytes
	if a.size >= 0 && fixedSize {
		a.size += int32(o.n)
	} else {
		a.size = -1
	}
	pass := o
	pass.slot = noSlot
	if fixedSize {
		pass.kind = opSkip
	}
	a.skip = appendOp(a.skip, pass)
	if slot == noSlot {
		a.ops = appendOp(a.ops, pass)
	} else {
		a.ops = append(a.ops, o)
	}
	return true
}

func (c *compiler) constant(slot uint8, v Value) {
	if slot != noSlot {
		c.cur.has |= 1 << slot
		c.cur.consts = append(c.cur.consts, constant{slot, v})
	}
}

func (c *compiler) finish() abbrev {
	a := &c.cur
	if n := len(a.ops); n > 0 && a.ops[n-1].kind == opSkip && a.ops[n-1].n == 0 {
		a.ops = a.ops[:n-1]
	}
	for has := a.has; has != 0; has &= has - 1 {
		a.fields = append(a.fields, a.locate(uint8(bits.TrailingZeros64(has))))
	}
	kept := *a
	kept.ops, kept.skip, kept.consts, kept.fields = c.ops.keep(a.ops), c.ops.keep(a.skip), c.consts.keep(a.consts), c.fields.keep(a.fields)
	return kept
}

// locate finds the place of a slot.
func (a *abbrev) locate(slot uint8) field {
	for i, k := range a.consts {
		if k.slot == slot {
			return field{op: int16(i), konst: true}
		}
	}
	at := 0
	for i, o := range a.ops {
		if o.slot == slot {
			return field{at: int16(at), op: int16(i), fixed: at >= 0 && o.kind == opFixed, class: o.class, n: uint8(o.n)}
		}
		fixedSize := o.kind == opSkip || o.kind == opFixed || o.kind == opBytes
		if fixedSize && at >= 0 && at+int(o.n) < 1<<15 {
			at += int(o.n)
		} else {
			at = -1
		}
	}
	return field{at: -1}
}

// appendOp joins runs of bytes that are only passed over.
func appendOp(ops []op, o op) []op {
	if n := len(ops); o.kind == opSkip && n > 0 && ops[n-1].kind == opSkip && int(ops[n-1].n)+int(o.n) <= 0xffff {
		ops[n-1].n += o.n
		return ops
	}
	return append(ops, o)
}
