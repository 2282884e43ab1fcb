package header

import (
	"fmt"
	"path/filepath"
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// functions compares functions by symbol.
func (k *checker) functions() {
	for i := range k.facts.Functions {
		f := &k.facts.Functions[i]
		for _, s := range f.Symbols {
			k.declared[s] = true
		}
	}
	for i := range k.facts.Functions {
		k.function(&k.facts.Functions[i])
	}
}

func (k *checker) function(f *Function) {
	o, described := k.find(f)
	defined, indirect := false, false
	for _, s := range f.Symbols {
		defined = defined || k.obj.defined(s)
		indirect = indirect || k.obj.symbols[s].Kind == abi.SymIFunc
	}
	switch {
	case indirect || described && k.untyped(o):
		if f.Main {
			k.raw = append(k.raw, f.Name)
		}
	case described && (nameOnly(o) || k.calls.Misplaced(o) != ""):
		if f.Main {
			k.bare = append(k.bare, f.Name)
		}
	case described:
		k.report.Evidence.Functions++
		k.signature(f, o)
	case defined && f.Main:
		k.bare = append(k.bare, f.Name)
	}
	if !defined && f.Main && !f.Inline && !f.Pure && !f.Private {
		k.missing(f, described)
	}
}

// find is the debug entry of a function, a definition before a declaration.
func (k *checker) find(f *Function) (best abi.Function, ok bool) {
	for _, s := range f.Symbols {
		if o, has := k.obj.funcs[s]; has && (!ok || best.Has(abi.FuncDeclaration) && !o.Has(abi.FuncDeclaration)) {
			best, ok = o, true
		}
	}
	return best, ok
}

// nameOnly reports whether a debug entry says nothing about parameters and
// result, as -g1 makes them.
func nameOnly(o abi.Function) bool {
	return o.Has(abi.FuncParamsLost) && len(o.ParamRows()) == 0 && o.Result().IsNone()
}

// untyped reports whether a function's debug entry is of a routine in assembly
// language, which has no types.
func (k *checker) untyped(o abi.Function) bool {
	return k.obj.m.Language(o.Origin()).Assembly()
}

// signature compares parameters and result as debug information states them.
func (k *checker) signature(f *Function, o abi.Function) {
	if o.Row().Flags&(abi.FuncParamsLost|abi.FuncABIChanged) != 0 {
		return
	}
	bad := func(detail string, d difference) {
		if d.text == "" || k.consequence(d) {
			return
		}
		k.add(verify.Finding{Rule: signature, Kind: verify.EntityFunction, Entity: verify.FunctionEntity(o), Detail: detail, Grade: grade(d),
			Message: detail + ": " + d.text}, f.Place, o.Origin())
	}
	if f.Result != nil && o.Row().Flags&(abi.FuncConstructor|abi.FuncDestructor) == 0 {
		bad("result", k.differ(f.Result, o.Result(), 0))
	}
	if f.NoPrototype {
		return
	}
	if this := o.Signature().Member; this != f.Member {
		where := func(has bool) string { return map[bool]string{true: "passed", false: "not passed"}[has] }
		bad("parameters", difference{text: fmt.Sprintf("this is %s in the headers, %s in the object", where(f.Member), where(this)), hard: true})
		return
	}
	params := o.Params()
	for len(params) > 0 && params[0].Flags&abi.ParamArtificial != 0 {
		params = params[1:]
	}
	if o.Signature().Unprototyped {
		return
	}
	if len(params) != len(f.Params) {
		bad("parameters", difference{text: fmt.Sprintf("%d in the headers, %d in the object", len(f.Params), len(params)), hard: true})
		return
	}
	if f.Variadic != o.Has(abi.FuncVariadic) {
		bad("parameters", difference{text: "variadic on one side only", hard: true})
	}
	for i := range params {
		bad(fmt.Sprintf("parameter %d", i+1), k.differ(f.Params[i].Type, params[i].Type, 0))
	}
}

// missing reports a function that the object does not define. One of the same
// name that the headers do not declare is most likely what it became.
func (k *checker) missing(f *Function, described bool) {
	if len(k.obj.symbols) == 0 {
		k.unknown++
		return
	}
	sig := f.Name + "(" + spellings(f) + ")"
	for _, o := range k.obj.named[f.Name] {
		if k.knows(o) {
			continue
		}
		k.matched(o)
		k.add(verify.Finding{Rule: signature, Kind: verify.EntityFunction, Entity: sig, Grade: verify.Breaking,
			Message: fmt.Sprintf("the headers declare %s, the object defines %s", sig, resolved(o))}, f.Place, o.Origin())
		return
	}
	text := "the object does not define " + f.Symbols[0]
	if described {
		text += ", it only uses it"
	}
	k.add(verify.Finding{Rule: missingSymbol, Kind: verify.EntityFunction, Entity: sig, Grade: verify.Breaking, Message: text,
		Remedy: "give the object that defines it too, or read the headers with the flags that the object was built with"}, f.Place, abi.Origin{})
}

// knows reports whether the headers declare a function of the object.
func (k *checker) knows(o abi.Function) bool {
	if k.declared[o.LinkageName()] {
		return true
	}
	for _, s := range o.Symbols() {
		if k.declared[s.Name] {
			return true
		}
	}
	return false
}

func (k *checker) matched(o abi.Function) {
	for _, s := range o.Symbols() {
		k.declared[s.Name] = true
	}
}

func spellings(f *Function) string {
	var out []string
	for _, p := range f.Params {
		out = append(out, spellHeader(p.Type))
	}
	if f.Variadic {
		out = append(out, "...")
	}
	return strings.Join(out, ", ")
}

// resolved spells a function of the object with what typedefs stand for.
func resolved(o abi.Function) string {
	var out []string
	for _, p := range o.Params() {
		if p.Flags&abi.ParamArtificial == 0 {
			out = append(out, spell(p.Type))
		}
	}
	if o.Has(abi.FuncVariadic) {
		out = append(out, "...")
	}
	return o.QualifiedName() + "(" + strings.Join(out, ", ") + ")"
}

// undeclared reports exported functions that these headers declared when the
// object was built, and do not declare under these flags.
func (k *checker) undeclared() {
	files := map[string]bool{}
	for _, h := range k.facts.Files {
		files[h] = true
	}
	for o := range k.obj.m.Funcs {
		if o.Row().Flags&(abi.FuncArtificial|abi.FuncTemplate|abi.FuncInline|abi.FuncDeleted|abi.FuncDefaulted) != 0 || strings.Contains(o.QualifiedName(), "<") {
			continue
		}
		exported := ""
		for _, s := range o.Symbols() {
			if s.Row.Linkable(false) && s.Row.Flags&abi.SymComdat == 0 {
				exported = s.Name
				break
			}
		}
		at := verify.LocationOf(k.obj.m, o.Origin())
		if exported == "" || k.knows(o) {
			continue
		}
		skipped, named := k.facts.Skipped[o.Name()]
		grade, text, where := verify.Risky, "the object exports the function, and these headers declared it when it was built; under these flags they do not", Place{at.File, at.Line}
		if !files[filepath.Clean(at.File)] {
			if !named {
				continue
			}
			grade, text, where = verify.Note, "the object exports the function, and these headers name it only in text that these flags leave out", skipped
		}
		k.add(verify.Finding{Rule: undeclared, Kind: verify.EntityFunction, Entity: verify.FunctionEntity(o), Grade: grade, Message: text}, where, o.Origin())
	}
}

// virtuals compares the virtual functions that a class declares itself.
func (k *checker) virtuals(rec *Record) {
	var best []string
	var obj abi.Type
	hard := false
	for n, t := range k.obj.records[rec.Name] {
		d, h := k.virtualDiffs(rec, t)
		if n == 0 || len(d) < len(best) {
			best, obj, hard = d, t, h
		}
	}
	if len(best) > 0 {
		k.add(verify.Finding{Rule: virtualTable, Kind: verify.EntityType, Entity: rec.Name, Detail: "virtual functions", Grade: grade(difference{hard: hard}),
			Message: "the headers give the class other virtual functions: " + list(best)}, rec.Place, obj.Origin())
	}
}

// slot is a virtual function of the object's class.
type slot struct {
	name string
	at   int32 // as debug information numbers it, -1 = not stated
}

func (k *checker) virtualDiffs(rec *Record, t abi.Type) (out []string, hard bool) {
	have := map[string]slot{}
	names := map[string]int{}
	destructor, dtorKnown := false, false
	for _, f := range t.Methods() {
		if f.Has(abi.FuncDestructor) && !f.Has(abi.FuncArtificial) {
			dtorKnown, destructor = true, destructor || f.Has(abi.FuncVirtual)
		}
		if !f.Has(abi.FuncVirtual) || f.Row().Flags&(abi.FuncArtificial|abi.FuncDestructor) != 0 {
			continue
		}
		key := f.LinkageName()
		if key == "" {
			key = fmt.Sprintf("%s/%d", f.Name(), len(f.Params()))
		}
		names[f.Name()]++
		have[key] = slot{f.Name(), f.Row().VSlot}
	}
	last, lastName := int32(-1), ""
	taken := map[int32]bool{}
	for _, v := range rec.Virtuals {
		if v.Symbol == "" {
			if !destructor && !v.Overrides {
				out, hard = append(out, v.Name+" is not virtual in the object"), true
			}
			continue
		}
		key := v.Symbol
		s, ok := have[key]
		if !ok {
			key = fmt.Sprintf("%s/%d", v.Name, v.Params)
			s, ok = have[key]
		}
		if !ok {
			out, hard = append(out, v.Name+" is not among those of the object"), hard || !v.Overrides
			continue
		}
		delete(have, key)
		taken[s.at] = s.at >= 0
		if v.Overrides || s.at < 0 || k.obj.m.Target().Microsoft() && names[v.Name] > 1 {
			continue
		}
		if s.at < last {
			out, hard = append(out, fmt.Sprintf("%s comes after %s in the headers, before it in the object", v.Name, lastName)), true
		}
		last, lastName = s.at, v.Name
	}
	var only []string
	for _, s := range have {
		// One slot may have two names: units built for libstdc++'s two strings
		// call error_category's functions in different ways.
		if !taken[s.at] {
			only = append(only, s.name+" is not in the headers")
			hard = true
		}
	}
	sort.Strings(only)
	if dtorKnown && destructor && !k.virtualDestructor(rec, 0) {
		only, hard = append(only, "the destructor is virtual in the object only"), true
	}
	return append(out, only...), hard
}

// virtualDestructor reports whether the class or a base declares a virtual
// destructor, or a base is unknown.
func (k *checker) virtualDestructor(rec *Record, depth int) bool {
	if rec == nil || rec.VirtualDestructor || depth > maxNesting {
		return true
	}
	for _, b := range rec.Bases {
		if k.virtualDestructor(k.byName[b.Name], depth+1) {
			return true
		}
	}
	return false
}
