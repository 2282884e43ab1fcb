package names

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/mangle/ast"
	"github.com/tenon-abi/tenon/mangle/itanium"
)

// Part is the part of a function that its symbol and its debug information say
// differently.
type Part uint8

// Parts.
const (
	PartName Part = iota + 1
	PartScope
	PartQualifiers
	PartCount // of the parameters
	PartParameter
	PartResult
	PartArguments // of a template
)

func (p Part) String() string {
	return [...]string{"", "name", "scope", "qualifiers", "number of parameters", "parameter", "result", "template arguments"}[min(p, PartArguments)]
}

// Difference is what a function's symbol says and debug information says
// otherwise. One of the two is wrong.
type Difference struct {
	Func   abi.FuncID
	Symbol string
	Part   Part
	Index  int    // of a parameter, from 0
	Name   string // what the symbol says
	Debug  string // what debug information says
}

// String says both sides.
func (d Difference) String() string {
	switch d.Part {
	case PartParameter:
		return fmt.Sprintf("parameter %d is %s in the name and %s in debug information", d.Index+1, d.Name, d.Debug)
	case PartCount:
		return fmt.Sprintf("the name has %s, debug information %s", d.Name, d.Debug)
	}
	if d.Part == PartQualifiers || d.Part == PartArguments {
		return fmt.Sprintf("the %s are %s in the name and %s in debug information", d.Part, d.Name, d.Debug)
	}
	if d.Part == PartName {
		return fmt.Sprintf("the function is %s in the name and %s in debug information", d.Name, d.Debug)
	}
	return fmt.Sprintf("the %s is %s in the name and %s in debug information", d.Part, d.Name, d.Debug)
}

// IssueCode is the code of issues made from differences.
const IssueCode = "name-disagrees"

// Issue is the difference as an issue of its model.
func (d Difference) Issue(m *abi.Model) abi.Issue {
	f := m.Func(d.Func)
	o := f.Origin()
	return abi.Issue{Code: IssueCode, Severity: abi.Warning, Entity: f.QualifiedName(), File: m.Str(o.File), Line: o.Line,
		Message: "symbol " + d.Symbol + " and debug information disagree: " + d.String()}
}

// Issues lists the differences of a model as issues.
func Issues(m *abi.Model) []abi.Issue {
	var out []abi.Issue
	for _, d := range Differences(m) {
		out = append(out, d.Issue(m))
	}
	return out
}

// Differences holds the name of each function's first defined C++ symbol
// against debug information, in the order of functions.
func Differences(m *abi.Model) []Difference {
	w := New(m, Options{})
	var out []Difference
	for f := range m.Funcs {
		if d, ok := w.Check(f); ok {
			out = append(out, d)
		}
	}
	return out
}

// Check compares a function with its first defined symbol that is a C++ name,
// and reports the first difference.
func (w *Namer) Check(f abi.Function) (Difference, bool) {
	for _, s := range f.Symbols() {
		if s.Row.Flags&abi.SymUndefined == 0 && s.Variant != abi.VariantClone && (strings.HasPrefix(s.Name, "_Z") || strings.HasPrefix(s.Name, "?")) {
			return w.CheckSymbol(f, s.Name)
		}
	}
	return Difference{}, false
}

// CheckSymbol compares a function with a symbol. Parts that only one of both
// knows agree; so does a name that can't be read.
func (w *Namer) CheckSymbol(f abi.Function, symbol string) (Difference, bool) {
	if strings.HasPrefix(symbol, "?") {
		return w.checkMicrosoft(f, symbol)
	}
	if w.builtinWithoutParams(f) || f.Has(abi.FuncExternC) && f.Row().Owner != 0 {
		return Difference{}, false
	}
	sym, err := w.reader.Parse(symbol)
	if err != nil || sym.Root.Kind != ast.Encoding || sym.Root.Elem == nil || sym.Root.Elem.Kind != ast.Function {
		return Difference{}, false
	}
	d := Difference{Func: f.ID(), Symbol: symbol}
	c := &check{w: w, f: f, d: &d, name: untemplated(sym.Root.Scope), fn: sym.Root.Elem}
	if sym.Root.Scope.Kind == ast.Template {
		c.args = sym.Root.Scope.Kids
	}
	if c.name.Kind == ast.Conversion && len(c.args) > 0 && !f.Has(abi.FuncTemplate) {
		// Arguments behind the type are the type's where the function is no template.
		typ := *sym.Root.Scope
		conversion := *c.name
		typ.Elem, conversion.Elem = c.name.Elem, &typ
		c.name, c.args = &conversion, nil
	}
	if c.cmp.quad = quadLongDouble(w.m.Target()); c.cmp.quad && strings.Contains(symbol, "u9__ieee128") {
		return Difference{}, false // gcc and clang don't count it among the substitutions, readers of names do
	}
	if units, o := w.m.Units(), f.Origin(); int(o.Unit) < len(units) {
		c.cmp.version = units[o.Unit].Version
	}
	if c.name.Flags&ast.Inherited != 0 || c.name.Kind == ast.Local {
		return Difference{}, false
	}
	return d, c.differs()
}

// check is one comparison.
type check struct {
	w    *Namer
	f    abi.Function
	d    *Difference
	name *ast.Node // without template arguments
	fn   *ast.Node
	args []*ast.Node
	cmp  comparison
}

// say notes a difference.
func (c *check) say(p Part, name, debug string) bool {
	c.d.Part, c.d.Name, c.d.Debug = p, name, debug
	return true
}

func (c *check) differs() bool {
	f := c.f
	own := c.w.ownName(f, abi.VariantComplete, c.w.funcScope(f).n)
	if own.d&NotWritable == 0 && !c.sameName(own.n) {
		return c.say(PartName, text(nameOnly(c.name)), f.Name())
	}
	if own.d&NotWritable == 0 && !(own.n.Scope == nil && c.cmp.before(3)) && !c.cmp.agree(c.name.Scope, own.n.Scope) {
		return c.say(PartScope, text(c.name.Scope), scopeText(f))
	}
	said, q := c.fn.Quals, funcQuals(f)
	if c.cmp.before(5) && q&(ast.RefL|ast.RefR) == 0 {
		said &^= ast.RefL | ast.RefR
	}
	if said != q && f.Row().This != 0 {
		return c.say(PartQualifiers, qualText(c.fn.Quals), qualText(q))
	}
	if n := len(f.Args()); n > 0 && len(c.args) > 0 {
		kids, _ := c.w.args(f.Args())
		// g++ leaves out parameters without a name.
		if len(flat(kids)) >= len(flat(c.args)) && !c.cmp.args(c.args, kids) {
			return c.say(PartArguments, listText(c.args), argsText(f))
		}
	}
	if mentions(c.name, isLocal) || mentions(&ast.Node{Kids: c.args}, isLocal) {
		// In such names a substitution can stand for a template parameter of
		// the function around the entity and of this one: the reader can't
		// tell which argument is meant.
		return false
	}
	return c.parameters() || c.result()
}

func isLocal(n *ast.Node) bool { return n.Kind == ast.Local || n.Kind == ast.Lambda }

func (c *check) result() bool {
	if c.fn.Elem == nil || c.f.Has(abi.FuncConstructor) || c.f.Has(abi.FuncDestructor) || c.f.Has(abi.FuncConversion) {
		return false
	}
	if r := c.w.typ(c.f.Result()); !c.cmp.agree(c.fn.Elem, r.n) {
		return c.say(PartResult, text(c.fn.Elem), c.f.Result().String())
	}
	return false
}

func (c *check) parameters() bool {
	var own []abi.Param
	for _, p := range c.f.Params() {
		if p.Flags&abi.ParamArtificial == 0 {
			own = append(own, p)
		}
	}
	list, whole := expanded(c.fn.Kids)
	if whole && len(list) != len(own) || !whole && len(own) < len(list) {
		return c.say(PartCount, count(len(list)), count(len(own)))
	}
	if whole && (c.fn.Flags&ast.Variadic != 0) != c.f.Has(abi.FuncVariadic) {
		return c.say(PartCount, ellipsis(c.fn.Flags&ast.Variadic != 0), ellipsis(c.f.Has(abi.FuncVariadic)))
	}
	for i := range list {
		s, m := adjusted(list[i]), c.w.param(own[i].Type).n
		if toArray(m) && fromGCC(c.w.m, c.f.Origin()) {
			s = looseArray(s) // see ArrayConst
		}
		if !c.cmp.agree(s, m) {
			c.d.Index = i
			return c.say(PartParameter, text(list[i]), own[i].Type.String())
		}
	}
	return false
}

// looseArray takes the qualifiers off the elements of an array behind a
// pointer or reference.
func looseArray(n *ast.Node) *ast.Node {
	if n == nil || n.Kind != ast.Pointer && n.Kind != ast.LRef && n.Kind != ast.RRef {
		return n
	}
	a := plain(n.Elem)
	if a == nil || a.Kind != ast.Array {
		return n
	}
	out, in := *n, *a
	in.Elem, _ = unqualified(a.Elem)
	out.Elem = &in
	return &out
}

// sameName compares the last part of the names.
func (c *check) sameName(m *ast.Node) bool {
	s := c.name
	if s.Kind == ast.StdName {
		s = spelledStd(s.Text)
	}
	if s.Kind != m.Kind {
		return s.Kind == ast.VendorOp || s.Kind == ast.Bindings
	}
	switch s.Kind {
	case ast.Name, ast.Operator, ast.LiteralOp:
		return s.Text == m.Text
	case ast.Conversion:
		return c.cmp.agree(s.Elem, m.Elem)
	}
	return true
}

func nameOnly(n *ast.Node) *ast.Node {
	out := *n
	out.Scope = nil
	return &out
}

// text spells a node of a symbol.
func text(n *ast.Node) string {
	if n == nil {
		return "nothing"
	}
	s, err := itanium.PrintNode(n)
	if err != nil {
		return "(a type that is too large to print)"
	}
	return s
}

func listText(l []*ast.Node) string {
	var out []string
	for _, n := range l {
		out = append(out, text(n))
	}
	return "<" + strings.Join(out, ", ") + ">"
}

func argsText(f abi.Function) string {
	var out []string
	for _, a := range f.Args() {
		switch a.Kind {
		case abi.ArgType:
			out = append(out, a.Type.String())
		default:
			out = append(out, a.Text)
		}
	}
	return "<" + strings.Join(out, ", ") + ">"
}

func scopeText(f abi.Function) string {
	q := f.QualifiedName()
	if s, ok := strings.CutSuffix(q, "::"+f.Name()); ok {
		return s
	}
	return "the global namespace"
}

func qualText(q ast.Quals) string {
	var out []string
	for _, x := range [...]struct {
		q ast.Quals
		s string
	}{{ast.Const, "const"}, {ast.Volatile, "volatile"}, {ast.RefL, "&"}, {ast.RefR, "&&"}} {
		if q&x.q != 0 {
			out = append(out, x.s)
		}
	}
	if len(out) == 0 {
		return "none"
	}
	return strings.Join(out, " ")
}

func count(n int) string {
	if n == 1 {
		return "1 parameter"
	}
	return fmt.Sprintf("%d parameters", n)
}

func ellipsis(b bool) string {
	if b {
		return `"..." at the end`
	}
	return `no "..."`
}
