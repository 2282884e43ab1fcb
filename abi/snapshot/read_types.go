package snapshot

import (
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// typeLines collects the indented lines of one type.
type typeLines struct {
	id     abi.TypeID
	node   abi.Node
	rec    abi.Record
	values []abi.EnumeratorRow
	params []abi.TypeID
	this   abi.TypeID
	cc     abi.CallConv
	of     abi.TypeID
	args   argLines
	scope  abi.ScopeID // the record's own scope, 0 if it has none
}

// argLines collects template arguments; "pack" lines follow their argument.
type argLines struct {
	rows  []abi.ArgRow
	packs [][]abi.ArgRow
}

func (a *argLines) add(row abi.ArgRow, pack bool) bool {
	if !pack {
		a.rows, a.packs = append(a.rows, row), append(a.packs, nil)
		return true
	}
	if len(a.rows) == 0 {
		return false
	}
	last := len(a.packs) - 1
	a.packs[last] = append(a.packs[last], row)
	return true
}

func (a *argLines) finish(b *abi.Builder) []abi.ArgRow {
	for i, p := range a.packs {
		a.rows[i].Pack = b.Pack(p)
	}
	return a.rows
}

func (r *reader) readType(k abi.Kind) {
	t := &typeLines{id: r.types[r.field(1)], rec: abi.Record{VptrOff: -1}}
	t.node = abi.Node{Kind: k, Scope: r.scopeID(2), Size: r.u64(4), Align: r.u32(5),
		Flags: abi.TypeFlags(r.flags(r.typeFlags, 6)), Enc: abi.Encoding(r.word(r.enc, 7)), Elem: r.ref(9)}
	t.node.Name = r.name(3)
	if k == abi.KindBase {
		t.node.Side = r.u32(8)
	}
	if k.IsRecord() {
		t.scope = r.scopes[r.field(1)]
	}
	r.typ = t
}

// name reads the NAME of a type line: "=" is the id after its scope.
func (r *reader) name(i int) abi.StrID {
	switch f := r.field(i); f {
	case "=":
	case `\x3d`:
		return r.b.Str("=")
	default:
		return r.str(i)
	}
	id, scope := r.plain(1), r.plain(2)
	if scope == "" {
		return r.b.Str(id)
	}
	name, ok := strings.CutPrefix(id, scope+"::")
	if !ok {
		r.fail("%q is not in scope %q", clip(id), clip(scope))
	}
	return r.b.Str(name)
}

// flush finishes what lines of depth or less end.
func (r *reader) flush(depth int) {
	if f := r.fn; f != nil && depth <= f.depth {
		r.finishFunc()
	}
	if v := r.vr; v != nil && depth <= v.depth {
		r.finishVar()
	}
	t := r.typ
	if t == nil || depth > 0 {
		return
	}
	r.typ = nil
	switch k := t.node.Kind; {
	case k.IsRecord():
		t.rec.Args = t.args.finish(r.b)
		r.b.SetRecord(t.id, t.node, abi.Origin{}, t.rec)
	case k == abi.KindEnum:
		r.b.SetEnum(t.id, t.node, abi.Origin{}, t.values)
	case k == abi.KindFunc:
		r.b.SetFunc(t.id, t.node, abi.Origin{}, t.params, t.this, t.cc)
	case k == abi.KindMemberPointer:
		t.node.Side = uint32(t.of)
		fallthrough
	default:
		r.b.SetType(t.id, t.node, abi.Origin{})
	}
}

func (r *reader) subLine(depth int) {
	switch {
	case r.fn != nil && depth == r.fn.depth+1:
		r.funcLine(r.fn)
	case r.vr != nil && depth == r.vr.depth+1:
		r.varLine(r.vr)
	case r.typ != nil && depth == 1:
		r.typeLine(r.typ)
	default:
		r.fail("an indented line belongs to nothing")
	}
}

func (r *reader) typeLine(t *typeLines) {
	k := t.node.Kind
	switch w := r.fields[0]; {
	case w == "value" && k == abi.KindEnum:
		t.values = append(t.values, r.enumerator())
	case w == "convention" && k == abi.KindFunc:
		t.cc = abi.CallConv(r.word(r.cc, 1))
	case w == "this" && k == abi.KindFunc:
		t.this = r.ref(1)
	case w == "parameter" && k == abi.KindFunc:
		t.params = append(t.params, r.ref(1))
	case w == "of" && k == abi.KindMemberPointer:
		t.of = r.ref(1)
	case !k.IsRecord():
		r.fail("%q does not belong to a type of kind %s", clip(w), k)
	case w == "vptr":
		t.rec.VptrOff = int32(r.number(1, 1<<31-1))
	case w == "vholder":
		t.rec.VHolder = r.ref(1)
	case w == "arg" || w == "pack":
		if !t.args.add(r.argument(), w == "pack") {
			r.fail("a pack line without its argument")
		}
	case w == "base":
		t.rec.Bases = append(t.rec.Bases, r.base())
	case w == "field":
		t.rec.Fields = append(t.rec.Fields, abi.FieldRow{Name: r.str(1), Type: r.ref(2), Offset: r.u64(3), Access: abi.Access(r.word(r.access, 4)),
			Flags: abi.FieldFlags(r.flags(r.fieldFlags, 5)), Bits: r.u32(6), Align: r.u32(7), Default: r.str(8)})
	case w == "fn":
		r.readFunc(1)
	case w == "var":
		r.readVar(1)
	default:
		r.fail("unknown word %q", clip(w))
	}
}

func (r *reader) enumerator() abi.EnumeratorRow {
	e := abi.EnumeratorRow{Name: r.str(1)}
	s := r.field(2)
	var err error
	if u, ok := strings.CutSuffix(s, "u"); ok {
		e.Value, err = strconv.ParseUint(u, 10, 64)
	} else {
		var x int64
		x, err = strconv.ParseInt(s, 10, 64)
		e.Value, e.Signed = uint64(x), true
	}
	if err != nil {
		r.fail("%q is not the value of an enumerator", clip(s))
	}
	return e
}

func (r *reader) base() abi.BaseRow {
	off, err := strconv.ParseInt(r.field(2), 10, 64)
	if err != nil {
		r.fail("%q is not the offset of a base", clip(r.field(2)))
	}
	fl := r.field(4)
	return abi.BaseRow{Type: r.ref(1), Offset: off, Access: abi.Access(r.word(r.access, 3)),
		Virtual: strings.Contains(fl, "v"), Known: strings.Contains(fl, "k")}
}

func (r *reader) argument() abi.ArgRow {
	return abi.ArgRow{Kind: abi.ArgKind(r.word(r.arg, 1)), Name: r.str(2), Type: r.ref(3),
		Value: abi.Const{Kind: abi.ConstKind(r.word(r.konst, 4)), Bits: r.u64(5), Text: r.str(6)},
		Text:  r.str(7), Defaulted: r.field(8) == "d"}
}

// scopeLine is a scope whose function is looked up at the end.
type scopeLine struct {
	id   abi.ScopeID
	row  abi.ScopeRow
	fn   string
	line int
}

func (r *reader) readScope() {
	r.scope = append(r.scope, scopeLine{id: r.scopes[r.field(1)], line: r.at, fn: r.plain(6),
		row: abi.ScopeRow{Parent: r.scopeID(2), Kind: abi.ScopeKind(r.word(r.scopeKind, 3)), Name: r.str(4), Type: r.ref(5)}})
}
