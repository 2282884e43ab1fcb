package gen

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
	"github.com/zeebo/xxh3"
)

// place is where an item goes: the modules of its namespaces and its name.
type place struct {
	mods []string
	name string
}

// from spells the path of p as seen from a module of a depth. Paths are
// relative, so that the output can be included anywhere.
func (p place) from(depth int) string {
	return strings.Repeat("super::", depth) + strings.Join(append(append([]string(nil), p.mods...), p.name), "::")
}

// modulesOf maps the namespaces of a scope to module names and joins the
// records and functions inside them to a name prefix.
func (r *roles) modulesOf(scope abi.ScopeID) (mods []string, prefix string) {
	m := r.m
	for _, id := range m.ScopePath(scope) {
		s := m.Scope(id)
		switch s.Kind {
		case abi.ScopeNamespace, abi.ScopeInlineNamespace, abi.ScopeAnonymousNamespace:
			name := rs.Ident(m.Str(s.Name))
			if s.Kind == abi.ScopeAnonymousNamespace {
				name = "anonymous_namespace"
			}
			if prefix == "" {
				mods = append(mods, name)
				continue
			}
			prefix += name + "_"
		case abi.ScopeRecord:
			prefix += r.ident(m.Type(s.Type)) + "_"
		default:
			prefix += rs.Ident(m.Str(s.Name)) + "_"
		}
	}
	return mods, prefix
}

// ident is the identifier of a class; many functions ask for that of one.
func (r *roles) ident(t abi.Type) string {
	if t.Name() == "" {
		return ident(r.name(t))
	}
	name, ok := r.idents[t.ID()]
	if !ok {
		name = ident(t.Name())
		r.idents[t.ID()] = name
	}
	return name
}

// unique hands out names: the first taker of a name in sorted input keeps it
// only if nobody else wants it; the others get a hash of what they are.
type unique struct{ count map[string]int }

func newUnique() *unique { return &unique{map[string]int{}} }

func (u *unique) want(key string)       { u.count[key]++ }
func (u *unique) clash(key string) bool { return u.count[key] > 1 }

func shortHash(s string) string { return fmt.Sprintf("%08x", uint32(xxh3.HashString(s))) }

func funcBase(name string) string {
	op, ok := strings.CutPrefix(name, "operator")
	if !ok || op == "" || op[0] == '_' || op[0] >= 'a' && op[0] <= 'z' || op[0] >= 'A' && op[0] <= 'Z' || op[0] >= '0' && op[0] <= '9' {
		return ident(name)
	}
	if word, ok := operatorWords[strings.TrimSpace(op)]; ok {
		return "operator_" + word
	}
	// The longest token before the arguments of a template: "operator<<<long>" is of
	// <<, "operator<<int>" of <.
	for n := min(3, len(op)); n > 0; n-- {
		args := strings.TrimSpace(op[n:])
		if word, ok := operatorWords[op[:n]]; ok && strings.HasPrefix(args, "<") && strings.HasSuffix(args, ">") {
			return rs.Ident("operator_" + word + uniform(args))
		}
	}
	return rs.Ident("operator" + uniform(op))
}

// operatorWords are the words for the operators of [over.oper].
var operatorWords = map[string]string{
	"+": "add", "-": "sub", "*": "mul", "/": "div", "%": "rem", "^": "bitxor", "&": "bitand", "|": "bitor", "~": "compl",
	"!": "not", "=": "assign", "<": "lt", ">": "gt", "+=": "add_assign", "-=": "sub_assign", "*=": "mul_assign",
	"/=": "div_assign", "%=": "rem_assign", "^=": "bitxor_assign", "&=": "bitand_assign", "|=": "bitor_assign",
	"<<": "shl", ">>": "shr", "<<=": "shl_assign", ">>=": "shr_assign", "==": "eq", "!=": "ne", "<=": "le", ">=": "ge",
	"<=>": "cmp", "&&": "and", "||": "or", "++": "inc", "--": "dec", ",": "comma", "->*": "arrow_star", "->": "arrow",
	"()": "call", "[]": "index",
}
