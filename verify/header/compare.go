package header

import (
	"fmt"
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/abi/layout"
	"github.com/tenon-abi/tenon/verify"
)

// Check compares what headers say with an object as built. The report is not
// finished: the caller adds what it knows and calls [verify.Report.Finish].
func Check(f *Facts, m *abi.Model) *verify.Report {
	k := &checker{facts: f, obj: indexObject(m), predict: layout.NewPredictor(m, m.Target()), calls: callconv.NewContext(m), states: layout.StatesAlignment(m), lay: map[string]*layoutDiff{}, declared: map[string]bool{}, report: &verify.Report{Command: "verify", Rules: Kinds()}}
	k.records()
	k.enums()
	k.functions()
	k.variables()
	k.macros()
	k.undeclared()
	k.unseen()
	return k.report
}

type checker struct {
	facts     *Facts
	obj       *object
	report    *verify.Report
	lay       map[string]*layoutDiff // classes whose layout differs, by name
	byName    map[string]*Record
	states    bool // the object would state what alignas asks for
	comparing int  // depth of classes compared under different names
	predict   *layout.Predictor
	calls     *callconv.Context
	// declared are the symbols that the headers declare.
	declared map[string]bool
	// absent are classes and enums that no debug entry describes, bare the
	// functions that are defined but have none.
	absent, bare []string
	raw          []string // functions without types, see untyped
	unknown      int      // functions without a symbol, when there is no table to ask
}

func (k *checker) add(f verify.Finding, at Place, o abi.Origin) {
	f.Why = docOf(f.Rule)
	f.Location = verify.Location{File: at.File, Line: at.Line, Note: "headers"}
	if l := verify.LocationOf(k.obj.m, o); l.File != "" {
		l.Note = "object"
		f.Related = append(f.Related, l)
	}
	if f.Remedy == "" {
		f.Remedy = "read the headers with the flags and the release that the object was built with"
	}
	k.report.Findings = append(k.report.Findings, f)
}

// enums compares enumerations by name, and constants of unnamed ones.
func (k *checker) enums() {
	for i := range k.facts.Enums {
		e := &k.facts.Enums[i]
		if e.Name == "" || len(k.obj.enums[e.Name]) == 0 {
			k.constants(e)
			continue
		}
		k.report.Evidence.Types++
		var best []string
		var t abi.Type
		for n, o := range k.obj.enums[e.Name] {
			if d := k.enumDiffs(e, o); n == 0 || len(d) < len(best) {
				best, t = d, o
			}
		}
		if len(best) > 0 {
			k.add(verify.Finding{Rule: enumValue, Kind: verify.EntityType, Entity: e.Name, Grade: verify.Breaking,
				Message: "the headers give the enumeration other values: " + list(best)}, e.Place, t.Origin())
		}
	}
}

func (k *checker) enumDiffs(e *Enum, t abi.Type) []string {
	var out []string
	if u := t.Elem(); !u.IsNone() {
		if d := k.differ(e.Under, u, 0); d.text != "" {
			out = append(out, "underlying type "+d.text)
		}
	} else if n, ok := t.Size(); ok && e.Under.Size >= 0 && int64(n) != e.Under.Size {
		out = append(out, fmt.Sprintf("%d bytes in the headers, %d in the object", e.Under.Size, n))
	}
	have := map[string]uint64{}
	for _, v := range t.Enumerators() {
		have[v.Name] = v.Value
	}
	for _, v := range e.Values {
		o, ok := have[v.Name]
		delete(have, v.Name)
		switch {
		case !ok:
			out = append(out, v.Name+" is not in the object")
		case mask(o, e.Under.Size) != mask(v.Value, e.Under.Size):
			out = append(out, fmt.Sprintf("%s is %s in the headers, %s in the object", v.Name, number(v.Value, e.Under.Signed), number(o, e.Under.Signed)))
		}
	}
	var only []string
	for n := range have {
		only = append(only, n+" is not in the headers")
	}
	sort.Strings(only)
	return append(out, only...)
}

// constants compares the values of an enumeration without a name.
func (k *checker) constants(e *Enum) {
	if e.Name != "" {
		if e.Main {
			k.absent = append(k.absent, e.Name)
		}
		return
	}
	seen := false
	for _, v := range e.Values {
		name := v.Name
		if e.Scope != "" {
			name = e.Scope + "::" + v.Name
		}
		all := k.obj.consts[name]
		if len(all) == 0 {
			continue
		}
		seen = true
		same := false
		for _, o := range all {
			same = same || mask(o.Value, e.Under.Size) == mask(v.Value, e.Under.Size)
		}
		if !same {
			k.add(verify.Finding{Rule: enumValue, Kind: verify.EntityType, Entity: name, Grade: verify.Breaking,
				Message: fmt.Sprintf("%s is %s in the headers, %s in the object", v.Name, number(v.Value, e.Under.Signed), number(all[0].Value, e.Under.Signed))}, e.Place, abi.Origin{})
		}
	}
	if seen {
		k.report.Evidence.Types++
	}
}

func mask(v uint64, size int64) uint64 {
	if size > 0 && size < 8 {
		return v & (1<<(8*uint(size)) - 1)
	}
	return v
}

func number(v uint64, signed bool) string {
	if signed {
		return fmt.Sprint(int64(v))
	}
	return fmt.Sprint(v)
}

// list joins differences for one message.
func list(s []string) string {
	if n := len(s); n > 8 {
		return strings.Join(s[:8], "; ") + fmt.Sprintf("; and %d more", n-8)
	}
	return strings.Join(s, "; ")
}

// variables compares types of variables that the object describes, and reports
// those that it lacks.
func (k *checker) variables() {
	for i := range k.facts.Variables {
		v := &k.facts.Variables[i]
		o, ok := k.obj.vars[v.Symbol]
		if ok && !o.Type().IsNone() {
			k.report.Evidence.Variables++
			if d := k.differ(v.Type, o.Type(), 0); d.text != "" && !k.consequence(d) {
				k.add(verify.Finding{Rule: variable, Kind: verify.EntityVariable, Entity: v.Name, Grade: grade(d), Message: d.text}, v.Place, o.Origin())
			}
		}
		if !k.obj.defined(v.Symbol) && v.Main && !v.Defined && !v.Private && len(k.obj.symbols) > 0 {
			k.missingVariable(v)
		}
	}
}

// missingVariable reports a variable that the object does not define. Where
// names say types (Microsoft), one of the same name is what it became.
func (k *checker) missingVariable(v *Variable) {
	if o, ok := k.obj.varsNamed[v.Name]; ok && strings.HasPrefix(v.Symbol, "?") {
		d := k.differ(v.Type, o.Type(), 0)
		if d.text == "" {
			d = difference{text: fmt.Sprintf("the headers declare %s, the object defines %s", v.Symbol, o.Symbol().Name), hard: true}
		}
		k.add(verify.Finding{Rule: variable, Kind: verify.EntityVariable, Entity: v.Name, Grade: grade(d), Message: d.text}, v.Place, o.Origin())
		return
	}
	k.add(verify.Finding{Rule: missingSymbol, Kind: verify.EntityVariable, Entity: v.Name, Grade: verify.Breaking, Message: "the object does not define " + v.Symbol,
		Remedy: "give the object that defines it too, or read the headers with the flags that the object was built with"}, v.Place, abi.Origin{})
}

func grade(d difference) verify.Grade {
	if d.hard {
		return verify.Breaking
	}
	return verify.Risky
}

// consequence reports whether a difference is about a class with a finding of
// its own.
func (k *checker) consequence(d difference) bool {
	return !d.inner.IsNone() && k.lay[d.inner.QualifiedName()] != nil
}

// macros compares values of macros, when the object was built with -g3.
func (k *checker) macros() {
	for i := range k.facts.Macros {
		m := &k.facts.Macros[i]
		bodies := k.obj.macros[m.Name]
		if m.Params || len(bodies) == 0 || bodies[m.Body] {
			continue
		}
		var all []string
		for b := range bodies {
			if strings.Join(strings.Fields(b), " ") == m.Body {
				all = nil
				break
			}
			all = append(all, b)
		}
		if len(all) == 0 {
			continue
		}
		sort.Strings(all)
		k.add(verify.Finding{Rule: macroValue, Kind: verify.EntityUnit, Entity: m.Name, Grade: verify.Risky,
			Message: fmt.Sprintf("the macro is %q in the headers, %q in the object", m.Body, strings.Join(all, "\", \""))}, m.Place, abi.Origin{})
	}
}
