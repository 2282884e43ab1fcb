package layout

import (
	"fmt"
	"slices"

	"github.com/tenon-abi/tenon/abi"
)

// Record is a layout.
type Record struct {
	Type                abi.Type
	Size, Align         abi.Bytes
	Open                string    // of Stated: a part that is only declared; then Align is a lower bound
	Packed              bool      // Align is a guess, for how far the class or one in it is packed is not known
	Unstated            bool      // of Stated: Align is a lower bound, for what alignas asks is not stated
	DataSize            abi.Bytes // size without tail padding (Itanium)
	NVSize              abi.Bytes // size without virtual bases
	Bases               []Base    // direct ones, then the other virtual ones
	Fields              []Field   // in declaration order
	Hidden              []Hidden  // vptr, vfptr, vbptr, vtordisp
	extendable, vbptr   bool
	leadsZero, endsZero bool
	required            abi.Bytes // Microsoft: alignment that packing can't lower
	mayRequire          abi.Bytes // Microsoft: or can
	nvAlign             abi.Bytes
	vbptrOff            abi.Bytes
	bases               map[abi.TypeID]abi.Bytes
	vbases              map[abi.TypeID]vbase
	vorder              []abi.TypeID
	primary             abi.TypeID
	primaryVirtual      bool
	empty               bool
	pod                 bool
	holdsEmpty          bool   // is or holds an empty class
	visits              uint64 // subobjects that are looked at to place it: bases, and what holds empty classes
	d                   *decl
}

type vbase struct {
	off      abi.Bytes
	vtordisp bool
}

// Base is a base class subobject of the complete object. Offset is in bytes.
type Base struct {
	Type    abi.Type
	Offset  abi.Bytes
	Virtual bool
}

// Field is a member. Offset is in bits; Bits is the width of a bit-field. Size
// is 0 where the type is only declared.
type Field struct {
	Name     string
	Type     abi.Type
	Offset   abi.Bits
	BitField bool
	Bits     uint32
	Size     abi.Bits
}

// Hidden is a pointer or counter that the compiler adds. Offset is in bytes.
type Hidden struct {
	Name   string // "vptr", "vfptr", "vbptr", "vtordisp"
	Offset abi.Bytes
	Size   abi.Bytes
}

// Refusal says why a layout was not computed. Reason is a permanent id.
type Refusal struct{ Reason, Why string }

func (r *Refusal) Error() string { return r.Why }

// Reasons of refusals.
const (
	ReasonIncomplete    = "incomplete-type"
	ReasonContradictory = "contradictory-type"
	ReasonUnsupported   = "unsupported-type"
	ReasonUnexplained   = "unexplained-layout"
	ReasonTarget        = "unknown-target"
	ReasonPlatform      = "platform-type"
)

func refuse(reason, format string, args ...any) *Refusal {
	return &Refusal{reason, fmt.Sprintf(format, args...)}
}

// Predictor computes layouts of one model for one target. It keeps what it
// computed; it belongs to one goroutine.
type Predictor struct {
	m       *abi.Model
	target  abi.Target
	memo    map[abi.TypeID]result
	open    map[abi.TypeID]bool
	native  *Predictor            // for the model's own target, nil when this is it
	facts   map[abi.TypeID][]hint // what explains a class that its declaration does not, the likeliest first
	explain bool
	told    map[abi.TypeID]hint

	compiler   abi.Compiler
	alignments *abi.Alignments
	aligns     map[abi.TypeID]abi.Bytes // of records that no rules explain
	wideVector abi.Search[bool]
	openPart   abi.Search[string]
}

type result struct {
	rec *Record
	err *Refusal
}

// NewPredictor prepares predictions for a target.
func NewPredictor(m *abi.Model, target abi.Target) *Predictor {
	p := &Predictor{m: m, target: target, memo: map[abi.TypeID]result{}, open: map[abi.TypeID]bool{}, facts: map[abi.TypeID][]hint{}, explain: true}
	p.compiler, p.alignments, p.aligns = m.Compiler(), m.Alignments(), map[abi.TypeID]abi.Bytes{}
	p.wideVector = abi.Search[bool]{Ask: p.isWideVector, Lost: true}
	p.openPart = abi.Search[string]{Ask: isOpen, Lost: "what nests more than 200 classes deep"}
	if target != m.Target() && m.Target().Known() {
		p.native = NewPredictor(m, m.Target())
	}
	return p
}

// Predict computes one layout. For several use a [Predictor].
func Predict(t abi.Type, target abi.Target) (Record, error) {
	return NewPredictor(t.Model(), target).Predict(t)
}

// Predict computes the layout of a record.
func (p *Predictor) Predict(t abi.Type) (Record, error) {
	if !p.target.Known() {
		return Record{}, refuse(ReasonTarget, "no layout rules for %s", p.target)
	}
	if p.native == nil && p.target != p.m.Target() {
		return Record{}, refuse(ReasonTarget, "no layout rules for the objects' own target, which would explain %s", t.QualifiedName())
	}
	r, err := p.record(t.Strip(), 0)
	if err != nil {
		return Record{}, err
	}
	return *r, nil
}

// maxDepth bounds how deeply classes lie in classes.
const maxDepth = 200

func (p *Predictor) record(t abi.Type, depth int) (*Record, *Refusal) {
	id := t.ID()
	if r, ok := p.memo[id]; ok {
		return r.rec, r.err
	}
	switch {
	case !t.IsRecord():
		return nil, refuse(ReasonUnsupported, "%s is no class", t)
	case t.IsDeclaration():
		return nil, refuse(ReasonIncomplete, "%s is only declared", t.QualifiedName())
	case p.open[id] || depth > maxDepth:
		return nil, refuse(ReasonContradictory, "%s contains itself", t.QualifiedName())
	}
	p.open[id] = true
	rec, err := p.compute(t, depth)
	delete(p.open, id)
	p.memo[id] = result{rec, err}
	return rec, err
}

// compute lays out t, with the facts that explain the object's own layout.
func (p *Predictor) compute(t abi.Type, depth int) (*Record, *Refusal) {
	if p.native != nil {
		if p.otherRecord(t) {
			return nil, refuse(ReasonPlatform, "%s is declared by the headers of its system or processor, and may be another type there", t.QualifiedName())
		}
		if _, err := p.native.record(t, depth); err != nil {
			return nil, err
		}
		var rec *Record
		facts := p.native.facts[t.ID()]
		if facts == nil {
			facts = []hint{{}}
		}
		for _, h := range facts {
			if p.inherited(t, h, depth) {
				return nil, refuse(ReasonUnsupported, "%s may have its alignment of %d from its members, which have less there", t.QualifiedName(), t.Node().Align)
			}
			r, err := p.layStated(t, h, depth)
			switch {
			case err != nil:
				return nil, err
			case rec == nil:
				rec = r
			case !rec.sameAs(r):
				return nil, refuse(ReasonUnexplained, "what makes the object's own layout of %s is not in the debug information, and decides about the one there", t.QualifiedName())
			default:
				rec.Packed = rec.Packed || r.Packed || facts[0].packs() && r.Align != rec.Align
			}
		}
		return rec, nil
	}
	if h, ok := p.told[t.ID()]; ok {
		p.facts[t.ID()] = []hint{h}
		return p.lay(t, h, depth)
	}
	if p.explain && tupleElement(t) {
		p.facts[t.ID()] = []hint{{nua: true}}
		return p.layStated(t, hint{nua: true}, depth)
	}
	rec, err := p.layStated(t, hint{}, depth)
	if err != nil || !p.explain || explains(rec, t) {
		return rec, err
	}
	shown, packed := showsPacking(rec), false
	rec = nil
	for _, h := range hints(shown) {
		r, e := p.layStated(t, h, depth)
		if e != nil || !explains(r, t) || h.packed && h.nua && rec != nil {
			continue
		}
		if p.facts[t.ID()] = append(p.facts[t.ID()], h); rec == nil {
			rec = r
		}
		packed = packed || p.facts[t.ID()][0].packs() && r.Align != rec.Align
	}
	if rec != nil {
		rec.Packed = rec.Packed || packed
		return rec, nil
	}
	return nil, refuse(ReasonUnexplained, "the object's own layout of %s does not follow from its declaration: something in it is not in the debug information", t.QualifiedName())
}

// sameAs reports whether two layouts of a class differ in nothing but its alignment.
func (r *Record) sameAs(s *Record) bool {
	return r.Size == s.Size && r.NVSize == s.NVSize && slices.Equal(r.Fields, s.Fields) && slices.Equal(r.Bases, s.Bases)
}

// otherRecord reports whether a class of the implementation's, or of headers
// for one processor, may have other members on the target. The standard
// library's own are the same on all processors of a system; those of C that are
// named here have the members that POSIX gives them, in one order.
func (p *Predictor) otherRecord(t abi.Type) bool {
	from := p.m.Target()
	if t.OfSystem() && (p.target.OS != from.OS || p.target.Env != from.Env && from.OS == abi.Windows) {
		return true
	}
	switch t.Name() {
	case "timespec", "timeval", "tm", "sockaddr", "iovec":
		return false
	}
	return t.Scope() == 0 && abi.OtherElsewhere(p.m.Str(t.Origin().File), from, p.target)
}

// layStated lays out a class whose alignment comes from debug information.
func (p *Predictor) layStated(t abi.Type, h hint, depth int) (*Record, *Refusal) {
	r, err := p.lay(t, h, depth)
	if err == nil {
		r.mayRequire = max(r.mayRequire, p.mayRequire(t, h, depth))
	}
	return r, err
}

func (p *Predictor) lay(t abi.Type, h hint, depth int) (*Record, *Refusal) {
	d, err := p.declare(t, h, depth)
	if err != nil {
		return nil, err
	}
	visits, holdsEmpty := d.visits()
	if visits > maxVisits {
		return nil, refuse(ReasonUnsupported, "%s: more than %d bases and empty classes in it", t.QualifiedName(), maxVisits)
	}
	if in := d.packsDoubtful(); in != "" {
		return nil, refuse(ReasonUnsupported, "%s is packed, and debug information does not say whether alignas aligns %s in it", t.QualifiedName(), in)
	}
	r, err := p.place(d)
	if err == nil {
		r.visits, r.holdsEmpty = visits, holdsEmpty
		for _, rec := range d.records() {
			r.mayRequire = max(r.mayRequire, rec.mayRequire)
		}
		r.Packed = p.guesses(d, r.Align)
	}
	return r, err
}

// guesses reports whether the alignment of a class comes from classes in it alone of
// which it is a guess.
func (p *Predictor) guesses(d *decl, align abi.Bytes) bool {
	if d.t.Node().Align != 0 || d.dynamic && p.target.PointerSize >= align {
		return false
	}
	guess := false
	for _, rec := range d.records() {
		if rec.Align >= align && !rec.Packed {
			return false
		}
		guess = guess || rec.Align >= align
	}
	scalar := func(x fieldDecl) bool { return x.rec == nil && max(x.align, x.required) >= align }
	return guess && !slices.ContainsFunc(d.fields, scalar)
}

// maxVisits bounds the subobjects that count for where a class's members lie.
const maxVisits = 1 << 14

// visits counts them; holdsEmpty reports whether there is an empty class among
// them, or d is one.
func (d *decl) visits() (n uint64, holdsEmpty bool) {
	n, holdsEmpty = 1, d.empty
	for _, x := range d.bases {
		n, holdsEmpty = n+x.rec.visits, holdsEmpty || x.rec.holdsEmpty
	}
	for _, x := range d.fields {
		if x.rec != nil && x.rec.holdsEmpty {
			n, holdsEmpty = n+min(x.count, maxVisits)*x.rec.visits, true
		}
	}
	return min(n, maxVisits+1), holdsEmpty
}

func (p *Predictor) place(d *decl) (*Record, *Refusal) {
	if p.target.Microsoft() {
		return p.microsoft(d), nil
	}
	if p.target.OS == abi.Windows && d.bitFields {
		return nil, refuse(ReasonUnsupported, "%s: bit-fields under -mms-bitfields with Itanium classes are not modelled", d.t.QualifiedName())
	}
	return p.itanium(d), nil
}

// explains reports whether a computed layout is the one the object states.
func explains(r *Record, t abi.Type) bool {
	size, _ := t.Size()
	if a := abi.Bytes(t.Node().Align); r.Size != size || a != 0 && a != r.Align {
		return false
	}
	i := 0
	for _, f := range t.Fields() {
		if f.Flags&abi.FieldArtificial != 0 {
			continue
		}
		if r.Fields[i].Offset != f.Offset {
			return false
		}
		i++
	}
	for _, b := range t.Bases() {
		if !b.Virtual && b.Known && int64(r.bases[b.Type.Strip().ID()]) != b.Offset {
			return false
		}
	}
	return true
}
