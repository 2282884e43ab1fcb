package snapshot

import (
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

type funcLines struct {
	depth  int
	id     abi.FuncID
	row    abi.FuncRow
	params []abi.ParamRow
	syms   []abi.FuncSymbol
	args   argLines
}

type varLines struct {
	depth int
	id    abi.VarID
	row   abi.VarRow
	args  argLines
}

// entityScope reads the SCOPE of a function or variable: "=" is the class's.
func (r *reader) entityScope(i, depth int) abi.ScopeID {
	if depth == 1 && r.field(i) == "=" {
		if r.typ.scope == 0 {
			r.fail("the class has no scope line")
		}
		return r.typ.scope
	}
	return r.scopeID(i)
}

// readFunc: fn LINKAGE SCOPE NAME RESULT THIS FLAGS MISC PARAMETER...
func (r *reader) readFunc(depth int) {
	f := &funcLines{depth: depth, id: r.b.NewFunc()}
	f.row = abi.FuncRow{Linkage: r.str(1), Scope: r.entityScope(2, depth), Name: r.str(3), Result: r.ref(4), This: r.ref(5),
		Flags: abi.FuncFlags(r.flags(r.funcFlags, 6)), VSlot: -1}
	if depth == 1 {
		f.row.Owner = r.typ.id
		r.typ.rec.Methods = append(r.typ.rec.Methods, f.id)
	}
	r.funcMisc(f, r.field(7))
	for i := 8; i < len(r.fields); i++ {
		f.params = append(f.params, r.param(r.fields[i]))
	}
	r.fn = f
}

func (r *reader) funcMisc(f *funcLines, misc string) {
	for misc != "" && r.err == nil {
		if key, ok := strings.CutPrefix(misc, "key="); ok {
			r.key(key, func(k string) bool { _, taken := r.funcs[k]; r.funcs[k] = f.id; return !taken })
			return
		}
		var w string
		w, misc, _ = strings.Cut(misc, " ")
		name, value, has := strings.Cut(w, "=")
		switch {
		case w == "sym":
			s, ok := r.syms[r.field(1)]
			if !ok {
				r.fail("symbol %q is not defined", clip(r.field(1)))
			}
			f.syms = append(f.syms, abi.FuncSymbol{Sym: s})
		case name == "cc" && has:
			cc, ok := r.cc[value]
			if !ok {
				r.fail("unknown convention %q", clip(value))
			}
			f.row.CC = abi.CallConv(cc)
		case name == "v" && has:
			x, err := strconv.ParseInt(value, 10, 32)
			if err != nil {
				r.fail("bad slot %q", clip(value))
			}
			f.row.VSlot = int32(x)
		case name == "this" && has:
			f.row.ThisLoc = r.loc(value)
		case name == "result" && has:
			f.row.ResultLoc = r.loc(value)
		default:
			a, ok := r.access[w]
			if !ok {
				r.fail("unknown word %q", clip(w))
			}
			f.row.Access = abi.Access(a)
		}
	}
}

func (r *reader) key(escaped string, take func(string) bool) {
	k, ok := unescape(escaped)
	if !ok || !take(k) {
		r.fail("key %q is there twice or damaged", clip(escaped))
	}
}

// loc reads a witness: kind letter, "!" if it holds at entry, register.
func (r *reader) loc(s string) (l abi.Loc) {
	k := -1
	if s != "" {
		for i, w := range locWords {
			if w == s[:1] {
				k = i
			}
		}
	}
	if k < 0 {
		r.fail("bad witness %q", clip(s))
		return l
	}
	l.Kind, s = abi.LocKind(k), s[1:]
	s, l.Entry = strings.CutPrefix(s, "!")
	if s != "" {
		x, err := strconv.ParseInt(s, 10, 16)
		if err != nil {
			r.fail("bad register %q", clip(s))
		}
		l.Reg = int16(x)
	}
	return l
}

// param reads "NAME WITNESS[:FLAGS] TYPE".
func (r *reader) param(s string) (p abi.ParamRow) {
	name, rest, ok := strings.Cut(s, " ")
	loc, ref, ok2 := strings.Cut(rest, " ")
	text, ok3 := unescape(name)
	if !ok || !ok2 || !ok3 {
		r.fail("bad parameter %q", clip(s))
		return p
	}
	loc, flags, _ := strings.Cut(loc, ":")
	set, ok := r.paramFlags.flags(flags)
	if !ok {
		r.fail("bad parameter %q", clip(s))
	}
	return abi.ParamRow{Name: r.b.Str(text), Loc: r.loc(loc), Flags: abi.ParamFlags(set), Type: r.resolve(ref)}
}

func (r *reader) funcLine(f *funcLines) {
	switch w := r.fields[0]; w {
	case "owner":
		f.row.Owner = r.ref(1)
	case "vtable":
		f.row.VTable = r.ref(1)
	case "sym":
		s, ok := r.syms[r.field(2)]
		if !ok && r.field(2) != "" {
			r.fail("symbol %q is not defined", clip(r.field(2)))
		}
		f.syms = append(f.syms, abi.FuncSymbol{Sym: s, Variant: abi.Variant(r.word(r.variant, 1))})
	case "default":
		if i := r.u64(1); i < uint64(len(f.params)) {
			f.params[i].Default = r.str(2)
		} else {
			r.fail("a default argument for no parameter")
		}
	case "arg", "pack":
		if !f.args.add(r.argument(), w == "pack") {
			r.fail("a pack line without its argument")
		}
	default:
		r.fail("unknown word %q", clip(w))
	}
}

func (r *reader) finishFunc() {
	f := r.fn
	r.fn = nil
	r.b.SetFunction(f.id, f.row, f.params, f.args.finish(r.b), f.syms)
}

// readVar: var LINKAGE SCOPE NAME TYPE FLAGS ACCESS ALIGN CONST BITS TEXT
// SYMBOL KEY.
func (r *reader) readVar(depth int) {
	v := &varLines{depth: depth, id: r.b.NewVar()}
	v.row = abi.VarRow{Linkage: r.str(1), Scope: r.entityScope(2, depth), Name: r.str(3), Type: r.ref(4),
		Flags: abi.VarFlags(r.flags(r.varFlags, 5)), Access: abi.Access(r.word(r.access, 6)), Align: r.u32(7),
		Value: abi.Const{Kind: abi.ConstKind(r.word(r.konst, 8)), Bits: r.u64(9), Text: r.str(10)}}
	if depth == 1 {
		v.row.Owner = r.typ.id
		r.typ.rec.Statics = append(r.typ.rec.Statics, v.id)
	}
	sym := r.field(11)
	if sym == "=" {
		sym = r.field(1)
	}
	if sym != "" {
		s, ok := r.syms[sym]
		if !ok {
			r.fail("symbol %q is not defined", clip(sym))
		}
		v.row.Symbol = s
	}
	if k := r.field(12); k != "" {
		r.key(k, func(k string) bool { _, taken := r.vars[k]; r.vars[k] = v.id; return !taken })
	}
	r.vr = v
}

func (r *reader) varLine(v *varLines) {
	switch w := r.fields[0]; w {
	case "owner":
		v.row.Owner = r.ref(1)
	case "arg", "pack":
		if !v.args.add(r.argument(), w == "pack") {
			r.fail("a pack line without its argument")
		}
	default:
		r.fail("unknown word %q", clip(w))
	}
}

func (r *reader) finishVar() {
	v := r.vr
	r.vr = nil
	r.b.SetVar(v.id, v.row, v.args.finish(r.b))
}

func (r *reader) readSymbol() {
	s := abi.SymbolRow{Version: r.str(3), Kind: abi.SymKind(r.word(r.symKind, 4)), Binding: abi.Binding(r.word(r.bind, 5)),
		Visibility: abi.Visibility(r.word(r.vis, 6)), Flags: abi.SymFlags(r.flags(r.symFlags, 7)), Size: r.u64(8), Section: r.str(9), Image: r.str(10)}
	if r.field(2) == "=" {
		s.Name = r.str(1)
	} else {
		s.Name = r.str(2)
	}
	if s.Image == 0 && len(r.images) == 1 {
		s.Image = r.images[0]
	}
	r.symRows[r.syms[r.field(1)]] = s
}

func (r *reader) readUnit() {
	how := r.small(5, 3)
	r.b.AddUnit(abi.UnitRow{Name: r.str(1), Compiler: abi.Compiler(r.word(r.compiler, 2)), Language: abi.Language(r.small(3, 1<<16-1)),
		Version: uint8(r.small(4, 255)), Optimized: how&1 != 0, Newer: how&2 != 0, Declared: r.u32(6), Defined: r.u32(7), Image: r.str(8), Producer: r.str(9)})
}

// aliasLine is an alias whose target is looked up at the end.
type aliasLine struct {
	row    abi.AliasRow
	target string
	line   int
}

func (r *reader) readAlias() {
	a := aliasLine{line: r.at, row: abi.AliasRow{Scope: r.scopeID(1), Name: r.str(2), Kind: abi.AliasKind(r.word(r.alias, 3))}}
	switch a.row.Kind {
	case abi.AliasNamespace, abi.AliasDirective:
		a.row.Target = uint32(r.scopeID(4))
	case abi.AliasType:
		a.row.Target = uint32(r.ref(4))
	default:
		a.target = r.plain(4)
	}
	r.aliases = append(r.aliases, a)
}

// finish resolves what refers to functions and variables, and adds the rows
// that were collected.
func (r *reader) finish() {
	if r.b == nil || r.err != nil {
		return
	}
	for _, s := range r.scope {
		r.at = s.line
		if s.fn != "" {
			f, ok := r.funcs[s.fn]
			if !ok {
				r.fail("function %q is not defined", clip(s.fn))
			}
			s.row.Func = f
		}
		r.b.SetScope(s.id, s.row)
	}
	for _, a := range r.aliases {
		r.at = a.line
		ok := true
		switch {
		case a.target == "":
		case a.row.Kind == abi.AliasFunction:
			var f abi.FuncID
			f, ok = r.funcs[a.target]
			a.row.Target = uint32(f)
		case a.row.Kind == abi.AliasVariable:
			var v abi.VarID
			v, ok = r.vars[a.target]
			a.row.Target = uint32(v)
		}
		if !ok {
			r.fail("alias of %q, which is not defined", clip(a.target))
		}
		r.b.AddAlias(a.row)
	}
	for _, s := range r.symRows[1:] {
		r.b.AddSymbol(s)
	}
}
