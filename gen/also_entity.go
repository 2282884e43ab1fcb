package gen

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/abi/names"
)

// entities gives functions and variables their link names there.
func (a *also) entities(b *abi.Builder, out *prediction) {
	b.ForgetLocations()
	w := a.namers()
	for f := range a.from.Funcs {
		var kept []abi.FuncSymbol
		if s, ok := a.symbol(f); ok {
			skip := a.function(f)
			if skip.Reason == "" {
				var name string
				if name, skip = w.function(f, s); skip.Reason == "" {
					kept = append(kept, abi.FuncSymbol{Sym: b.AddSymbol(renamed(b, s.Row, name)), Variant: s.Variant})
				}
			}
			if skip.Reason != "" {
				out.funcs[f.ID()] = skip
			}
		}
		b.SetFunctionSymbols(f.ID(), kept)
	}
	for v := range a.from.Vars {
		s := v.Symbol()
		a.steps = 0
		skip := a.mention(v.Type(), true)
		if skip.Reason == "" && a.from.DeclaredBySystem(v.Origin(), v.Row().Scope) {
			skip = Skip{Reason: "platform-type", Why: v.QualifiedName() + " is declared by the system's headers"}
		}
		if skip.Reason != "" {
			b.ForgetValue(v.ID())
		}
		if s.ID == 0 || s.Row.Flags&abi.SymUndefined != 0 {
			if skip.Reason != "" && v.Value().Kind != abi.ConstNone {
				out.vars[v.ID()] = skip
			}
			continue
		}
		if skip.Reason == "" {
			var name string
			if name, skip = w.variable(v, s); skip.Reason == "" {
				b.SetVarSymbol(v.ID(), b.AddSymbol(renamed(b, s.Row, name)))
				continue
			}
		}
		out.vars[v.ID()] = skip
	}
}

// symbol is what the object has of a function that other compilers have, too. A
// class that may be abstract need not have a complete constructor there: clang
// writes the one for objects of derived classes alone, which does the same where
// no base is virtual.
func (a *also) symbol(f abi.Function) (found abi.Symbol, ok bool) {
	abstract := f.Has(abi.FuncConstructor) && !a.to.Microsoft() && f.Owner().Polymorphic() && !f.Owner().MayHaveVirtualBases()
	for _, s := range f.Symbols() {
		switch {
		case s.Row.Flags&abi.SymUndefined != 0:
		case abstract && s.Variant == abi.VariantBase && s.Row.Flags&abi.SymComdat == 0:
			return s, true
		case !ok && (s.Variant == abi.VariantPlain || s.Variant == abi.VariantComplete):
			found, ok = s, true
		}
	}
	return found, ok
}

// namers write the names of entities here and there.
type namers struct {
	a         *also
	own       *abi.Model
	here      *names.Namer // the object's own names
	itanium   *names.Namer // nil if there is Microsoft's
	microsoft *names.Microsoft
	exported  map[string]bool // names of the object's exported symbols
}

func (a *also) namers() *namers {
	w := &namers{a: a, own: a.own, here: names.New(a.own, names.Options{}), exported: map[string]bool{}}
	for _, s := range a.own.Symbols() {
		if s.Flags&(abi.SymExported|abi.SymUndefined) == abi.SymExported {
			w.exported[a.own.Str(s.Name)] = true
		}
	}
	if a.to.Microsoft() {
		w.microsoft = names.NewMicrosoft(a.from, a.to)
	} else {
		w.itanium = names.New(a.from, names.Options{})
	}
	return w
}

// function is the name of a function there. A symbol that is not what the
// declaration gives (an asm label, an alias) says nothing about other targets.
func (w *namers) function(f abi.Function, s abi.Symbol) (string, Skip) {
	here := w.here.Func(w.own.Func(f.ID()), s.Variant)
	if here.Known() && here.Symbol != s.Name {
		if w.published(f, s, here.Symbol) {
			return s.Name, Skip{}
		}
		return "", aliased(s.Name, here.Symbol)
	}
	n := names.Name{Symbol: s.Name}
	switch {
	case w.microsoft != nil:
		n = w.microsoft.Func(f, s.Variant)
	case strings.HasPrefix(s.Name, "_Z"):
		if n = w.itanium.Func(f, s.Variant); !n.Known() && w.a.sameSpelling(f) {
			n = names.Name{Symbol: s.Name}
		}
	}
	if !n.Known() {
		return "", nameUnknown(n)
	}
	return n.Symbol, Skip{}
}

// published reports whether a symbol is the name under which a library offers
// a C function: it exports the alias and not the declaration's own name.
func (w *namers) published(f abi.Function, s abi.Symbol, declared string) bool {
	return !strings.HasPrefix(s.Name, "_Z") && declared == f.Name() && s.Row.Flags&abi.SymExported != 0 && !w.exported[declared]
}

func (w *namers) variable(v abi.Variable, s abi.Symbol) (string, Skip) {
	here := w.here.Var(w.own.Var(v.ID()))
	if here.Known() && here.Symbol != s.Name && s.Name != v.Name() {
		return "", aliased(s.Name, here.Symbol)
	}
	n := names.Name{Symbol: s.Name}
	if w.microsoft != nil {
		n = w.microsoft.Var(v)
	} else if strings.HasPrefix(s.Name, "_Z") {
		n = w.itanium.Var(v)
	}
	if !n.Known() {
		return "", nameUnknown(n)
	}
	return n.Symbol, Skip{}
}

func aliased(symbol, name string) Skip {
	return Skip{Reason: "link-name-unknown", Why: "its symbol " + symbol + " is not the name of the declaration, " + name + ": what it is called there can't be known"}
}

func nameUnknown(n names.Name) Skip {
	var why []string
	for _, r := range n.Reasons() {
		why = append(why, r.Text)
	}
	return Skip{Reason: "link-name-unknown", Why: "its link name there is not known: " + strings.Join(why, "; "), Remedy: "bind an object of that target together with this one"}
}

// renamed is a symbol's row under another name; versions are ELF's.
func renamed(b *abi.Builder, row abi.SymbolRow, name string) abi.SymbolRow {
	row.Name, row.Version = b.Str(name), 0
	row.Flags &^= abi.SymJoined
	return row
}

// function checks the types of a function's signature.
func (a *also) function(f abi.Function) Skip {
	a.steps = 0
	if a.from.DeclaredBySystem(f.Origin(), f.Row().Scope) {
		return Skip{Reason: "platform-type", Why: f.QualifiedName() + " is declared by the system's headers"}
	}
	if a.typedefs && names.LongArguments(f.Args(), !a.to.Microsoft()) {
		return longArgument(f.QualifiedName())
	}
	sig := f.Signature()
	if s := a.mention(sig.Result, true); s.Reason != "" {
		return s
	}
	for _, t := range sig.Params {
		if s := a.mention(t, true); s.Reason != "" {
			return s
		}
	}
	if f.Row().Owner != 0 {
		owner := f.Owner()
		if owner.OfSystem() {
			return Skip{Reason: "platform-type", Why: owner.QualifiedName() + " is declared by the system's headers"}
		}
		if reason, why := callconv.Receiver(f, a.to); reason != "" {
			return Skip{Reason: reason, Why: why, Remedy: "call it through a function of your own that has C linkage"}
		}
		if s := a.slotUnknown(f); s.Reason != "" {
			return s
		}
		if s := a.layout(owner); s.Reason != "" && a.to.Microsoft() && f.Has(abi.FuncVirtual) && len(owner.Bases()) > 0 {
			return s // where its bases lie there, and so what this is, isn't known
		}
		return a.mention(owner, f.Has(abi.FuncConstructor) || f.Has(abi.FuncDestructor))
	}
	return Skip{}
}

// longArgument: a template argument that the source spells as int64_t or size_t
// is described as the long that it is here.
func longArgument(name string) Skip {
	return Skip{Reason: "link-name-unknown", Why: name + " has a template argument of type long, which may have been spelled by a typedef that is another type there",
		Remedy: "bind an object of that target together with this one"}
}

// mention looks for a type that is another one on the target. whole: the value
// itself travels; otherwise its address does, and a record may lie in any way.
func (a *also) mention(t abi.Type, whole bool) Skip {
	if a.steps++; a.depth > 64 || a.steps > 1<<12 {
		return Skip{Reason: "type-differs", Why: "the type is nested too deeply to be looked at"}
	}
	a.depth++
	defer func() { a.depth-- }()
	switch k := t.Kind(); k {
	case abi.KindBase:
		n := t.Node()
		size, _, ok := abi.ScalarOn(a.to, a.from.Target(), t.Name(), n.Enc, abi.Bytes(n.Size))
		switch {
		case !ok:
			return Skip{Reason: "type-differs", Why: t.Name() + " does not exist on " + a.to.Triple()}
		case uint64(size) != n.Size:
			return Skip{Reason: "type-differs", Why: t.Name() + " has another size on " + a.to.Triple()}
		case t.Name() == "long double" && a.to != a.from.Target() && (a.to.Arch != a.from.Target().Arch || a.to.OS == abi.Windows):
			return Skip{Reason: "type-differs", Why: "long double has another format on " + a.to.Triple()}
		}
	case abi.KindTypedef:
		if want := standardType(a.own, t, a.to); want != "" && t.Strip().Kind() == abi.KindBase {
			if size, _ := t.Size(); abi.IntegerSize(want, a.to) != size {
				return Skip{Reason: "type-differs", Why: t.Name() + " has another size on " + a.to.Triple()}
			}
			return Skip{}
		}
		if s := a.platform(t); s.Reason != "" {
			return s
		}
		return a.mention(t.Elem(), whole)
	case abi.KindConst, abi.KindVolatile, abi.KindRestrict, abi.KindAtomic, abi.KindArray, abi.KindVector:
		return a.mention(t.Elem(), whole)
	case abi.KindPointer, abi.KindLValueRef, abi.KindRValueRef:
		return a.mention(t.Elem(), false)
	case abi.KindMemberPointer:
		return Skip{Reason: "type-differs", Why: "pointers to members have another form on " + a.to.Triple()}
	case abi.KindFunc:
		sig := t.Signature()
		for _, x := range append([]abi.Type{sig.Result}, sig.Params...) {
			if s := a.mention(x, true); s.Reason != "" {
				return s
			}
		}
	case abi.KindEnum:
		return a.enum(t)
	case abi.KindStruct, abi.KindClass, abi.KindUnion:
		if s := a.platform(t); s.Reason != "" {
			return s
		}
		if a.typedefs && names.LongArgument(t, !a.to.Microsoft()) {
			return longArgument(t.QualifiedName())
		}
		if whole && !t.IsDeclaration() {
			return a.layout(t)
		}
	}
	return Skip{}
}

// platform: types of the implementation are others there.
func (a *also) platform(t abi.Type) Skip {
	switch {
	case t.OfSystem():
		return Skip{Reason: "platform-type", Why: t.QualifiedName() + " is declared by the system's headers"}
	case abi.OtherElsewhere(a.from.Str(t.Origin().File), a.own.Target(), a.to):
		return Skip{Reason: "platform-type", Why: t.QualifiedName() + " is declared in a folder of headers for one processor"}
	}
	return Skip{}
}

// enum: without a fixed type Microsoft's are int, and debug info does not say
// whether the type is fixed.
func (a *also) enum(t abi.Type) Skip {
	if s := a.platform(t); s.Reason != "" {
		return s
	}
	if u := t.Elem(); !u.IsNone() {
		if s := a.mention(u, true); s.Reason != "" {
			return s
		}
	}
	size, _ := t.Size()
	if a.to.Microsoft() && size == 8 && !t.Has(abi.TypeScoped) {
		return Skip{Reason: "type-differs", Why: t.QualifiedName() + " may have 4 bytes on " + a.to.Triple()}
	}
	return Skip{}
}
