package abi

// subobjects is what bases and members say about the implicit special members
// of the class that contains them.
type subobjects struct {
	dtor, copy, move, assign             MemberState
	dtorWhy, copyWhy, moveWhy, assignWhy string
	missing                              string
	bases, private, virtual              bool
	notPlain, union                      bool
	blurred, owns                        bool
	noAssign                             bool // const or reference member
	copyable                             Tri  // all of them
}

// worse joins the states of two subobjects for one operation: deleted beats
// non-trivial beats unknown beats trivial.
func worse(a, b MemberState) MemberState {
	rank := func(s MemberState) int {
		switch s {
		case StateDeleted:
			return 3
		case StateNontrivial:
			return 2
		case StateUnknown:
			return 1
		}
		return 0
	}
	if rank(b) > rank(a) {
		return b
	}
	return a
}

func (w *trivialWalk) subobjects(t Type, depth int) subobjects {
	s := subobjects{dtor: StateTrivial, copy: StateTrivial, move: StateTrivial, assign: StateTrivial, union: t.Kind() == KindUnion, copyable: Yes}
	if _, ok := t.VptrOffset(); ok || t.Has(TypePolymorphic) {
		s.virtual = true
	}
	for _, b := range t.Bases() {
		s.bases = true
		s.virtual = s.virtual || b.Virtual
		w.subobject(&s, b.Type, "base "+b.Type.Name(), depth, Protected)
	}
	for _, f := range t.Fields() {
		if f.Flags&FieldVptr != 0 {
			s.virtual = true
			continue
		}
		if f.Flags&FieldArtificial != 0 {
			continue
		}
		if f.Access != Public {
			s.private = true
		}
		ft := f.Type.Strip()
		if f.Type.IsConst() || ft.Kind().IsReference() {
			s.noAssign = true
		}
		s.blurred = s.blurred || ft.Kind() == KindLValueRef && !w.described(t, 4)
		if ft.Kind() == KindRValueRef {
			s.copy, s.copyWhy = worse(s.copy, StateDeleted), "member "+f.Name+" is an rvalue reference"
		}
		for n := 0; ft.Kind() == KindArray && n < maxChain; n++ {
			if ft.Elem().IsConst() {
				s.noAssign = true
			}
			ft = ft.Elem().Strip()
		}
		w.subobject(&s, ft, "member "+f.Name, depth, Public)
	}
	return s
}

// subobject adds one base or member class. reach is the least access that the
// containing class has to its special members.
func (w *trivialWalk) subobject(s *subobjects, t Type, name string, depth int, reach Access) {
	t = t.Strip()
	if t.Kind() == KindUnsupported {
		s.unknown(name + " has a type that could not be read")
		return
	}
	if t.Kind() == KindPointer && t.Elem().Strip().Has(TypeObject) {
		// Automatic reference counting (clang, "Objective-C Automatic Reference
		// Counting", §4.3.5): a C struct with a weak pointer travels by address,
		// and who is called releases what its parameter owns.
		s.owns = true
		s.unknown(name + " may be __strong or __weak")
		return
	}
	if !t.IsRecord() {
		return
	}
	r := w.visit(t.id, depth+1)
	if r.Copyable == No || s.copyable == Yes {
		s.copyable = r.Copyable
	}
	s.blurred, s.owns = s.blurred || r.blurred, s.owns || r.owns
	if r.StatedBy == Yes && r.TrivialABI {
		// The member's own special members are not trivial; the attribute is
		// about the member itself.
		r.Dtor = worse(r.Dtor, StateNontrivial)
	}
	hid := w.hidden(t, reach)
	if r.Dtor == StateUnknown && r.Copy == StateUnknown && r.Missing != "" {
		s.unknown(name + ": " + r.Missing)
	} else if r.Dtor == StateUnknown || r.Copy == StateUnknown || r.Move == StateUnknown {
		s.missingFact(name + ": " + r.Missing)
	}
	move := r.Move
	if move == StateAbsent {
		move = r.Copy
	}
	if hid.dtor {
		// How a class travels matters only where it is passed by value, and
		// that is ill-formed when its destructor is deleted. So a private
		// destructor of a base or member is reachable there: the class is a
		// friend, and reaches the private copy and move constructors too.
		hid = hiddenMembers{}
	}
	join(&s.dtor, &s.dtorWhy, r.Dtor, false, name, "destructor")
	join(&s.copy, &s.copyWhy, r.Copy, hid.copy, name, "copy constructor")
	join(&s.move, &s.moveWhy, move, hid.move, name, "move constructor")
	join(&s.assign, &s.assignWhy, r.CopyAssign, false, name, "copy assignment")
	if yes, _ := r.MicrosoftResult(); yes != Yes || r.MemberNotPlain {
		s.notPlain = true
	}
}

func (s *subobjects) unknown(why string) {
	if s.copyable == Yes {
		s.copyable = Maybe
	}
	s.missingFact(why)
	s.dtor, s.copy = worse(s.dtor, StateUnknown), worse(s.copy, StateUnknown)
	s.move, s.assign = worse(s.move, StateUnknown), worse(s.assign, StateUnknown)
}

func (s *subobjects) missingFact(why string) {
	if s.missing == "" {
		s.missing = why
	}
}

func join(state *MemberState, why *string, add MemberState, hidden bool, name, what string) {
	if hidden && add == StateTrivial {
		// A private defaulted member deletes the implicit one of the outer
		// class unless that is a friend; debug info does not list friends.
		add = StateUnknown
	}
	if w := worse(*state, add); w != *state {
		*state = w
		*why = name + " has a " + add.String() + " " + what
	}
}

type hiddenMembers struct{ dtor, copy, move bool }

// hidden finds special members that the containing class can't reach.
func (w *trivialWalk) hidden(t Type, reach Access) (h hiddenMembers) {
	for _, f := range t.Methods() {
		row := f.Row()
		if row.Access <= reach || row.Flags&(FuncArtificial|FuncDeleted|FuncTemplate) != 0 {
			continue
		}
		switch {
		case row.Flags&FuncDestructor != 0:
			h.dtor = true
		case row.Flags&FuncConstructor != 0:
			switch w.selfParam(t, f) {
			case selfLValue:
				h.copy = true
			case selfRValue:
				h.move = true
			}
		}
	}
	return h
}

// dtorState: [class.dtor].
func (ms members) dtorState(sub subobjects) MemberState {
	d := ms.dtor
	switch {
	case d.nontrivial > 0:
		return StateNontrivial
	case d.deleted > 0:
		return StateDeleted
	case d.unknown > 0:
		if sub.dtor == StateNontrivial {
			return StateNontrivial
		}
		return StateUnknown
	}
	return implicit(sub.dtor, sub.union)
}

// implicit is the state of an implicit member: in a union a member that is not
// trivial deletes it.
func implicit(s MemberState, union bool) MemberState {
	if union && s == StateNontrivial {
		return StateDeleted
	}
	return s
}

// copyState: [class.copy.ctor].
func (ms members) copyState(sub subobjects) (MemberState, Tri) {
	own := implicit(sub.copy, sub.union)
	if sub.dtor == StateDeleted {
		own = StateDeleted
	}
	if sub.virtual && own != StateDeleted {
		own = StateNontrivial
	}
	c := ms.copyCtor
	if !c.declared {
		if ms.moveCtor.declared || ms.moveAssign.declared {
			own = StateDeleted
		}
		return own, triTrivial(own)
	}
	if c.implicit {
		switch own {
		case StateTrivial:
			c.trivial++
		case StateNontrivial:
			c.nontrivial++
			c.why = sub.copyWhy
		case StateDeleted:
			c.deleted++
		default:
			c.unknown++
		}
	}
	if c.unknown > 0 && own == StateNontrivial {
		c.nontrivial++
	}
	return c.join()
}

func triTrivial(s MemberState) Tri {
	switch s {
	case StateTrivial:
		return Yes
	case StateUnknown:
		return Maybe
	}
	return No
}

func (c copies) join() (MemberState, Tri) {
	trivial := No
	switch {
	case c.trivial > 0:
		trivial = Yes
	case c.unknown > 0:
		trivial = Maybe
	}
	switch {
	case c.nontrivial > 0:
		return StateNontrivial, trivial
	case c.unknown > 0:
		return StateUnknown, trivial
	case c.trivial > 0:
		return StateTrivial, trivial
	}
	return StateDeleted, trivial
}

func (ms members) moveState(sub subobjects) MemberState {
	own := implicit(sub.move, sub.union)
	if sub.dtor == StateDeleted {
		own = StateDeleted
	}
	if sub.virtual && own != StateDeleted {
		own = StateNontrivial
	}
	c := ms.moveCtor
	if !c.declared {
		if ms.copyCtor.declared || ms.copyAssign.declared || ms.moveAssign.declared || ms.dtor.declared || own == StateDeleted {
			return StateAbsent
		}
		return own
	}
	if c.implicit {
		switch own {
		case StateTrivial:
			c.trivial++
		case StateNontrivial:
			c.nontrivial++
		case StateDeleted:
			return StateAbsent // a defaulted move that would be deleted is ignored
		default:
			c.unknown++
		}
	}
	s, _ := c.join()
	return s
}

// assignState: [class.copy.assign].
func (ms members) assignState(sub subobjects) MemberState {
	own := implicit(sub.assign, sub.union)
	if sub.noAssign {
		own = StateDeleted
	}
	if sub.virtual && own != StateDeleted {
		own = StateNontrivial
	}
	c := ms.copyAssign
	switch {
	case !c.declared && (ms.moveCtor.declared || ms.moveAssign.declared):
		return StateDeleted
	case !c.declared:
		return own
	case c.nontrivial > 0:
		return StateNontrivial
	case c.deleted > 0:
		return StateDeleted
	case c.unknown > 0:
		return StateUnknown
	}
	return own
}
