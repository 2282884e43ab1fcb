package gen

import (
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
)

// Operators of C++ as traits of Rust, beside their named functions. The
// functions of a trait are safe, so that an impl is written only for operands
// that safe Rust holds rightly (safety.go) and where the operator does what
// Rust's does: values by value or by reference to const, a result by value, and
// for operators that assign *this as the result.

// operatorTrait is a trait of core::ops and its function.
type operatorTrait struct{ trait, fn string }

// binaryTraits, assignTraits and unaryTraits map tokens of [over.oper]. Those
// that mean something else in Rust (=, ->, unary * and &) or have no trait (++,
// &&, ",", unary +) are not there.
func binaryTraits() map[string]operatorTrait {
	return map[string]operatorTrait{"+": {"Add", "add"}, "-": {"Sub", "sub"}, "*": {"Mul", "mul"}, "/": {"Div", "div"}, "%": {"Rem", "rem"},
		"&": {"BitAnd", "bitand"}, "|": {"BitOr", "bitor"}, "^": {"BitXor", "bitxor"}, "<<": {"Shl", "shl"}, ">>": {"Shr", "shr"}}
}

func assignTraits() map[string]operatorTrait {
	out := map[string]operatorTrait{}
	for token, t := range binaryTraits() {
		out[token+"="] = operatorTrait{t.trait + "Assign", t.fn + "_assign"}
	}
	return out
}

func unaryTraits() map[string]operatorTrait {
	return map[string]operatorTrait{"-": {"Neg", "neg"}, "~": {"Not", "not"}, "!": {"Not", "not"}}
}

// take is how the C++ function takes an operand.
type take uint8

const (
	takeConst   take = iota // const T &, const this
	takeMutable             // T &, this
	takeValue               // by value
	takeCopy                // by value, as the address of a copy
)

// operand is one side of an operator.
type operand struct {
	t     abi.Type // without typedefs and qualifiers
	rust  string   // the Rust type, seen from the root
	take  take
	copy  bool // Rust can hand over a value of it
	param int  // of the ffi function, to put the argument there
}

// operatorCall is an operator that may become an impl.
type operatorCall struct {
	fn    function
	token string
	call  call
	args  []operand // one or two
}

// emitOperators puts the impls behind the types and functions of their modules.
func (g *generator) emitOperators() {
	for _, i := range g.impls {
		mod := g.root.at(i.mods)
		mod.items = append(mod.items, i.impl)
	}
}

// operators are the operators among the bound functions that are calls with
// operands as traits have them. At most one is left of those that would be one
// impl: overloads that differ in C++ only are not decided between.
func (g *generator) operators() []operatorCall {
	if g.cfg.Unsafe == UnsafeAll {
		return nil
	}
	var out []operatorCall
	count := map[string]int{}
	for _, fn := range g.funcs {
		if op, ok := g.operatorCall(fn); ok {
			out = append(out, op)
			count[op.key()]++
		}
	}
	kept := out[:0]
	for _, op := range out {
		if count[op.key()] == 1 {
			kept = append(kept, op)
		}
	}
	sort.SliceStable(kept, func(i, j int) bool { return kept[i].key() < kept[j].key() })
	return kept
}

// key tells impls apart: two scalars of C++ can be one of Rust.
func (op operatorCall) key() string {
	k := op.token
	for i, a := range op.args {
		if k += " " + a.rust; i == 0 && op.token == "[]" && a.take == takeMutable {
			k += " mut"
		}
	}
	return k
}

// pair is the operands of a comparison.
func (op operatorCall) pair() string { return op.args[0].rust + " " + op.args[1].rust }

// operatorToken is the token of an operator's name, without the arguments of
// an operator that is a template ("operator+<int>"). Of those that begin with
// "<" it can't be told where they begin.
func operatorToken(f abi.Function) (token string, ok bool) {
	if token, ok = strings.CutPrefix(f.Name(), "operator"); !ok {
		return "", false
	}
	if i := strings.IndexByte(token, '<'); f.Has(abi.FuncTemplate) {
		if i <= 0 {
			return "", false
		}
		token = token[:i]
	}
	token = strings.TrimSpace(token)
	_, ok = operatorWords[token]
	return token, ok
}

// operatorCall looks at one function. Virtual ones are called through the
// table in C++, which the symbol does not do.
func (g *generator) operatorCall(fn function) (op operatorCall, ok bool) {
	f := fn.f
	token, is := operatorToken(f)
	if !is || !g.callable(fn) || f.Has(abi.FuncVirtual) || f.Has(abi.FuncRefR) || f.Has(abi.FuncVolatileThis) || fn.plan.Variadic {
		return op, false
	}
	sig := f.Signature()
	if f.Owner().IsNone() == sig.Member {
		return op, false // static, or with an explicit object
	}
	op = operatorCall{fn: fn, token: token, call: g.callFor(fn, 0)}
	for i, from := range op.call.from {
		switch {
		case from == paramOut:
		case from == paramThis:
			take := takeMutable
			if f.Has(abi.FuncConstThis) {
				take = takeConst
			}
			op.args = append(op.args, operand{t: f.Owner(), take: take, param: i})
		default:
			a, fits := g.operandOf(sig.Params[from], fn.plan.Params[from])
			if a.param = i; !fits {
				return op, false
			}
			op.args = append(op.args, a)
		}
	}
	if len(op.args) != len(sig.Params)+btoi(sig.Member) || len(op.args) == 0 || len(op.args) > 2 {
		return op, false
	}
	for i := range op.args {
		a := &op.args[i]
		if a.copy = g.plainCopy(a.t); !a.copy && !(a.t.IsRecord() && g.held(a.t)) {
			return op, false
		}
		sp := g.spell(a.t, 0, 0)
		if a.rust = sp.text; a.t.IsRecord() {
			a.rust = g.places[a.t.ID()].from(0) // spell refuses those that are only declared
		}
		if _, placed := g.places[a.t.ID()]; !placed && a.t.Kind() != abi.KindBase || sp.reason != "" && !a.t.IsRecord() {
			return op, false
		}
	}
	return op, op.shaped() && op.native()
}

// shaped reports whether the operands are taken as the token wants them.
func (op operatorCall) shaped() bool {
	n, writes := len(op.args), op.args[0].take == takeMutable
	if n == 2 && op.args[1].take == takeMutable {
		return false
	}
	switch {
	case op.token == "[]":
		return n == 2 && op.args[0].t.IsRecord() && !op.args[1].t.IsRecord()
	case n == 2 && assignTraits()[op.token].trait != "":
		return writes
	case n == 2 && (binaryTraits()[op.token].trait != "" || op.token == "==" || op.token == "<"), n == 1 && unaryTraits()[op.token].trait != "":
		return !writes
	}
	return false
}

// native: one operand at least must be a type of the bindings (the
// orphan rule), as it must be a class or enumeration in C++.
func (op operatorCall) native() bool {
	for _, a := range op.args {
		if a.t.Kind() != abi.KindBase {
			return true
		}
	}
	return false
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// operandOf reads a parameter: a value, or a reference to one.
func (g *generator) operandOf(t abi.Type, slot callconv.Slot) (a operand, ok bool) {
	in := unqualified(t)
	for range maxNesting {
		if in.Kind() != abi.KindTypedef {
			break
		}
		in = unqualified(in.Elem())
	}
	switch in.Kind() {
	case abi.KindLValueRef:
		a = operand{t: in.Elem().Strip(), take: takeMutable}
		if in.Elem().IsConst() {
			a.take = takeConst
		}
		return a, slot.Form == callconv.FormDirect && !isVolatile(in.Elem()) && (a.t.IsRecord() || g.pointerFree(in.Elem()))
	case abi.KindBase, abi.KindEnum:
		return operand{t: in, take: takeValue}, slot.Form == callconv.FormDirect && g.pointerFree(t)
	}
	if !in.IsRecord() || !g.plainCopy(in) {
		return a, false
	}
	switch slot.Form {
	case callconv.FormDirect:
		return operand{t: in, take: takeValue}, true
	case callconv.FormPointer:
		return operand{t: in, take: takeCopy}, true
	}
	return a, false
}

// writeOperators writes the impls.
func (g *generator) writeOperators(ops []operatorCall) {
	equal, index, complements := map[string]bool{}, map[string]operatorCall{}, map[string]bool{}
	for _, op := range ops {
		switch {
		case op.token == "==":
			equal[op.pair()] = g.isBool(op) && !g.derivesComparison(op)
		case op.token == "[]" && op.args[0].take == takeConst:
			index[op.pair()] = op
		case op.token == "~":
			complements[op.args[0].rust] = true
		}
	}
	for _, op := range ops {
		w := g.implWriter(op)
		switch n := len(op.args); {
		case n == 1:
			if op.token != "!" || g.isBool(op) && !complements[op.args[0].rust] {
				w.unary(unaryTraits()[op.token])
			}
		case op.token == "==":
			if equal[op.pair()] {
				w.equal()
			}
		case op.token == "<":
			if equal[op.pair()] && g.isBool(op) && op.args[0].rust == op.args[1].rust {
				w.order()
			}
		case op.token == "[]" && op.args[0].take == takeConst:
			w.index()
		case op.token == "[]":
			if c, ok := index[op.pair()]; ok {
				w.indexMut(c)
			}
		case op.args[0].take == takeMutable:
			w.assign(assignTraits()[op.token])
		default:
			w.binary(binaryTraits()[op.token])
		}
	}
}

// isBool reports whether the result is bool.
func (g *generator) isBool(op operatorCall) bool {
	r := op.fn.f.Result().Strip()
	return r.Kind() == abi.KindBase && r.Encoding() == abi.EncBool && op.fn.plan.Result.Form == callconv.FormDirect && op.call.result == "bool"
}

// derivesComparison reports whether the type compares itself already, or is
// hashed by its fields, which equality must agree with.
func (g *generator) derivesComparison(op operatorCall) bool {
	a, b := op.args[0].t, op.args[1].t
	if a != b {
		return false
	}
	if a.Kind() == abi.KindEnum {
		return true
	}
	for _, d := range g.derives(g.rep(a)) {
		if d != "Default" {
			return true
		}
	}
	return false
}
