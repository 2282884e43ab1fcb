package snapshot

import (
	"strconv"

	"github.com/tenon-abi/tenon/abi"
)

func tab(b []byte) []byte                           { return append(b, '\t') }
func num(b []byte, x uint64) []byte                 { return strconv.AppendUint(tab(b), x, 10) }
func snum(b []byte, x int64) []byte                 { return strconv.AppendInt(tab(b), x, 10) }
func str(b []byte, s string) []byte                 { return appendEscaped(tab(b), s) }
func lit(b []byte, s string) []byte                 { return append(tab(b), s...) }
func set(b []byte, words []string, x uint64) []byte { return appendFlags(tab(b), words, x) }

func (w *writer) ref(b []byte, id abi.TypeID) []byte { return w.n.appendRef(tab(b), id) }

func (w *writer) scopeRef(b []byte, s abi.ScopeID) []byte {
	return str(b, w.n.scope[w.n.canon[s]])
}

// end trims the empty fields of a line that began at from, and ends it.
func end(b []byte, from int) []byte {
	for len(b) > from && b[len(b)-1] == '\t' {
		b = b[:len(b)-1]
	}
	return append(b, '\n')
}

// appendScope: scope ID PARENT KIND NAME TYPE FUNCTION UNIT.
func (w *writer) appendScope(b []byte, s abi.ScopeID) []byte {
	if s == 0 {
		return b
	}
	r := w.m.Scope(s)
	from := len(b)
	b = append(b, "scope"...)
	b = str(b, w.n.scope[s])
	b = w.scopeRef(b, r.Parent)
	b = lit(b, word(scopeWords, int(r.Kind)))
	b = str(b, w.m.Str(r.Name))
	b = tab(b)
	if r.Type != 0 {
		b = w.n.appendRef(b, r.Type)
	}
	b = str(b, w.funcKey[r.Func])
	return end(b, from)
}

// appendType: KIND ID SCOPE NAME SIZE ALIGN FLAGS ENCODING WIDTH ELEM, then
// indented lines. NAME is "=" when the id is the scope's, "::" and the name.
func (w *writer) appendType(b []byte, id abi.TypeID) []byte {
	nd := w.m.Type(id).Node()
	from := len(b)
	b = append(b, word(kindWords_, int(nd.Kind))...)
	b = str(b, w.n.typ[id])
	b = w.scopeRef(b, nd.Scope)
	b = w.appendName(b, id, nd)
	return w.n.appendBody(b, from, id, nd, w)
}

// Word lists that are made from the constants of package abi.
var kindWords_, encWords_, ccWords_ = kindWords(), encWords(), ccWords()

func (w *writer) appendName(b []byte, id abi.TypeID, nd abi.Node) []byte {
	name, scope, key := w.m.Str(nd.Name), w.n.scope[w.n.canon[nd.Scope]], w.n.typ[id]
	switch {
	case name != "" && scope == "" && key == name:
		return lit(b, "=")
	case name != "" && len(key) == len(scope)+2+len(name) && key[:len(scope)] == scope && key[len(scope)+2:] == name:
		return lit(b, "=")
	case name == "=":
		return lit(b, `\x3d`)
	}
	return str(b, name)
}

// appendTypeBody is what content ids are made from.
func (n *names) appendTypeBody(b []byte, id abi.TypeID) []byte {
	nd := n.m.Type(id).Node()
	b = append(b, byte(nd.Kind))
	b = append(b, n.m.Str(nd.Name)...)
	return n.appendBody(b, 0, id, nd, nil)
}

// appendBody writes the fields from SIZE on and the indented lines.
func (n *names) appendBody(b []byte, from int, id abi.TypeID, nd abi.Node, w *writer) []byte {
	zero := func(x uint64) {
		b = tab(b)
		if x != 0 {
			b = strconv.AppendUint(b, x, 10)
		}
	}
	zero(nd.Size)
	zero(uint64(nd.Align))
	b = set(b, typeFlagWords, uint64(nd.Flags))
	b = lit(b, word(encWords_, int(nd.Enc)))
	if nd.Kind == abi.KindBase {
		zero(uint64(nd.Side))
	} else {
		b = tab(b)
	}
	b = tab(b)
	if nd.Elem != 0 {
		b = n.appendRef(b, nd.Elem)
	}
	b = end(b, from)
	t := n.m.Type(id)
	switch {
	case nd.Kind == abi.KindEnum:
		for _, e := range t.Enumerators() {
			b = str(append(b, "\tvalue"...), e.Name)
			if e.Signed {
				b = snum(b, int64(e.Value))
			} else {
				b = append(num(b, e.Value), 'u')
			}
			b = append(b, '\n')
		}
	case nd.Kind == abi.KindFunc:
		b = n.appendSignature(b, t)
	case nd.Kind == abi.KindMemberPointer:
		b = append(n.appendRef(append(b, "\tof\t"...), t.MemberOf().ID()), '\n')
	case nd.Kind.IsRecord() && w != nil:
		b = w.appendRecord(b, t)
	}
	return b
}

func (n *names) appendSignature(b []byte, t abi.Type) []byte {
	s := t.Signature()
	if s.CC != 0 {
		b = append(lit(append(b, "\tconvention"...), word(ccWords_, int(s.CC))), '\n')
	}
	if s.This.ID() != 0 {
		b = append(n.appendRef(append(b, "\tthis\t"...), s.This.ID()), '\n')
	}
	for _, p := range s.Params {
		b = append(n.appendRef(append(b, "\tparameter\t"...), p.ID()), '\n')
	}
	return b
}

func (w *writer) appendRecord(b []byte, t abi.Type) []byte {
	if off, ok := t.VptrOffset(); ok {
		b = append(num(append(b, "\tvptr"...), uint64(off)), '\n')
	}
	if h := t.VHolder(); h.ID() != 0 {
		b = append(w.ref(append(b, "\tvholder"...), h.ID()), '\n')
	}
	for _, a := range t.ArgRows() {
		b = w.appendArg(b, "\t", "arg", a, 0)
	}
	for _, x := range t.Bases() {
		from := len(b)
		b = w.ref(append(b, "\tbase"...), x.Type.ID())
		b = snum(b, x.Offset)
		b = lit(b, word(accessWords, int(x.Access)))
		b = tab(b)
		if x.Virtual {
			b = append(b, 'v')
		}
		if x.Known {
			b = append(b, 'k')
		}
		b = end(b, from)
	}
	for _, f := range t.FieldRows() {
		b = w.appendField(b, f)
	}
	for _, id := range t.MethodIDs() {
		if w.m.Func(id).Row().Owner == t.ID() {
			b = w.appendFunc(b, id, 1)
		}
	}
	for _, id := range t.StaticIDs() {
		if w.m.Var(id).Row().Owner == t.ID() {
			b = w.appendVar(b, id, 1)
		}
	}
	return b
}

// appendField: field NAME TYPE OFFSET ACCESS FLAGS BITS ALIGN DEFAULT; offset
// and bits in bits.
func (w *writer) appendField(b []byte, f abi.FieldRow) []byte {
	from := len(b)
	b = str(append(b, "\tfield"...), w.m.Str(f.Name))
	b = w.ref(b, f.Type)
	b = num(b, f.Offset)
	b = tab(b)
	if f.Access != 0 {
		b = append(b, word(accessWords, int(f.Access))...)
	}
	b = set(b, fieldFlagWords, uint64(f.Flags))
	b = tab(b)
	if f.Bits != 0 {
		b = strconv.AppendUint(b, uint64(f.Bits), 10)
	}
	b = tab(b)
	if f.Align != 0 {
		b = strconv.AppendUint(b, uint64(f.Align), 10)
	}
	b = str(b, w.m.Str(f.Default))
	return end(b, from)
}

// appendArg: arg KIND NAME TYPE CONST BITS TEXT TEXT DEFAULTED; the members of
// a pack follow as "pack" lines.
func (w *writer) appendArg(b []byte, indent, word_ string, a abi.ArgRow, depth int) []byte {
	from := len(b)
	b = append(append(b, indent...), word_...)
	b = lit(b, word(argWords, int(a.Kind)))
	b = str(b, w.m.Str(a.Name))
	b = tab(b)
	if a.Type != 0 {
		b = w.n.appendRef(b, a.Type)
	}
	b = tab(b)
	if a.Value.Kind != 0 {
		b = append(b, word(constWords, int(a.Value.Kind))...)
	}
	b = tab(b)
	if a.Value.Bits != 0 {
		b = strconv.AppendUint(b, a.Value.Bits, 10)
	}
	b = str(b, w.m.Str(a.Value.Text))
	b = str(b, w.m.Str(a.Text))
	b = tab(b)
	if a.Defaulted {
		b = append(b, 'd')
	}
	b = end(b, from)
	if depth == 0 {
		for _, p := range w.m.PackRows(a.Pack) {
			b = w.appendArg(b, indent, "pack", p, 1)
		}
	}
	return b
}
