package abi

import "slices"

// locations applies the second witness: where the definition of a function
// says its parameters are. An address in the frame or in an argument register
// means that the object travels by reference. That equals "not trivial" only
// where plain classes never travel by address (System V x86-64, i386, ARM), or
// where the class is small enough for the platform's C rule.
func (w *trivialWalk) locations() {
	limit, any := w.indirectLimit()
	seen, realigned := map[TypeID]witness{}, w.realigned()
	for id := 1; id < len(w.m.funcs); id++ {
		f := &w.m.funcs[id]
		if f.Flags&(FuncParamsLost|FuncABIChanged|FuncDeclaration|FuncForeign) != 0 {
			continue // Fortran and Pascal pass addresses of plain classes, too
		}
		for _, p := range slice(w.m.params, f.Params) {
			if p.Loc.Kind == LocNone || p.Loc.Kind == LocOther || p.Flags&ParamArtificial != 0 {
				continue
			}
			t := w.m.Type(p.Type).Strip()
			if !t.IsRecord() {
				continue
			}
			size, known := t.Size()
			byRef := p.Loc.Kind == LocIndirect
			if byRef && (!any && (!known || size > limit) || realigned(t)) {
				continue
			}
			x := seen[t.id]
			if x.f == 0 {
				x = witness{f: FuncID(id), byRef: byRef}
			} else if x.byRef != byRef {
				x.torn = true
			}
			seen[t.id] = x
		}
	}
	w.applyWitnesses(seen)
}

// realigned reports whether gcc copies by-value arguments of types to where their
// alignment wants them, and describes that place by a register with its address:
// the stack is aligned to less (AAPCS32 §6.2.1.2: 8 bytes; i386: 16).
func (w *trivialWalk) realigned() func(t Type) bool {
	limit := Bytes(16)
	switch w.m.target.Arch {
	case ARM:
		limit = 8
	case I386:
	default:
		return func(Type) bool { return false }
	}
	alignments := w.m.Alignments()
	above := Search[bool]{Lost: true, Ask: func(t Type) (bool, bool) {
		if !t.IsRecord() {
			return false, false
		}
		more := slices.ContainsFunc(t.Fields(), func(f Field) bool { return f.Align > limit })
		return more || Bytes(t.Node().Align) > limit || !alignments.statedByUnit(t), true
	}}
	return above.In
}

type witness struct {
	f     FuncID
	byRef bool
	torn  bool // two functions disagree
}

// indirectLimit is the size up to which the platform's C rule never passes an
// address; any says that it never does.
func (w *trivialWalk) indirectLimit() (limit Bytes, any bool) {
	switch t := w.m.target; {
	case t.OS == Windows && t.Arch == X86_64:
		return 0, false // odd sizes go by address: only values are witnesses
	case t.Arch == X86_64 || t.Arch == I386 || t.Arch == ARM:
		return 0, true
	}
	return 16, false
}

func (w *trivialWalk) applyWitnesses(seen map[TypeID]witness) {
	ms := w.m.target.Microsoft()
	for id := 1; id < len(w.out); id++ {
		x, ok := seen[TypeID(id)]
		if !ok {
			continue
		}
		r := &w.out[id]
		switch {
		case x.torn:
			w.disagree(TypeID(id), x.f, "functions disagree whether their parameter is "+passWord(true)+" or "+passWord(false))
		case ms:
			if r.StatedBy != Maybe && (r.StatedBy == Yes) == x.byRef {
				w.differ = append(w.differ, Disagreement{TypeID(id), x.f, "stated " + passWord(r.StatedBy == Yes) + ", located " + passWord(!x.byRef)})
			}
		case r.owns && r.Certainty == Unknown:
		case r.Certainty == Unknown && r.Missing == missingLazy && !x.byRef:
			// On the stack, which is not how plain classes travel.
		case r.Certainty == Unknown:
			r.Certainty, r.Trivial, r.Missing = Computed, !x.byRef, ""
			r.Why = "a parameter of " + w.m.Func(x.f).Name() + " lies " + passWord(!x.byRef)
			if r.Trivial && r.Dtor == StateUnknown {
				r.Dtor = StateTrivial
			}
		case r.Trivial == x.byRef:
			w.disagree(TypeID(id), x.f, r.Certainty.String()+" "+passWord(r.Trivial)+" ("+r.Why+"), located "+passWord(!x.byRef))
		}
	}
}

// disagree makes a class unknown: which witness holds for which function can't
// be told.
func (w *trivialWalk) disagree(t TypeID, f FuncID, what string) {
	w.differ = append(w.differ, Disagreement{t, f, what})
	w.out[t].Certainty, w.out[t].Missing = Unknown, what
}
