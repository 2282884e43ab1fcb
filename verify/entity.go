package verify

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// FunctionEntity spells a function as findings name it: qualified name,
// parameter types and qualifiers, without result: "ns::S::f(int) const". Every
// room uses it, so that one function has one fingerprint.
func FunctionEntity(f abi.Function) string {
	var b strings.Builder
	b.WriteString(f.QualifiedName())
	b.WriteByte('(')
	sep := ""
	for _, p := range f.Params() {
		if p.Flags&abi.ParamArtificial != 0 {
			continue
		}
		b.WriteString(sep)
		b.WriteString(p.Type.String())
		sep = ", "
	}
	if f.Has(abi.FuncVariadic) {
		b.WriteString(sep + "...")
	}
	b.WriteByte(')')
	for _, q := range []struct {
		flag abi.FuncFlags
		text string
	}{{abi.FuncConstThis, " const"}, {abi.FuncVolatileThis, " volatile"}, {abi.FuncRefL, " &"}, {abi.FuncRefR, " &&"}} {
		if f.Has(q.flag) {
			b.WriteString(q.text)
		}
	}
	return b.String()
}

// LocationOf turns an origin into a location: source line and built file.
func LocationOf(m *abi.Model, o abi.Origin) Location {
	if m == nil {
		return Location{}
	}
	l := Location{File: m.Str(o.File), Line: o.Line}
	if u := m.Units(); int(o.Unit) < len(u) && o.Unit != 0 {
		l.Object = m.Str(u[o.Unit].Image)
	}
	return l
}
