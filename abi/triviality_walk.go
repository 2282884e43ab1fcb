package abi

// trivialWalk decides class by class; subobjects first.
type trivialWalk struct {
	m      *Model
	opt    TrivialityOptions
	out    []Triviality
	state  []uint8 // 0 not seen, 1 open, 2 done
	states []bool  // by unit: what is defaulted in its class is stated
	differ []Disagreement
}

// maxNesting bounds how deep classes contain each other.
const maxNesting = 200

func (w *trivialWalk) visit(id TypeID, depth int) Triviality {
	if int(id) >= len(w.out) {
		return Triviality{Missing: "no type"}
	}
	switch {
	case w.state[id] == 2:
		return w.out[id]
	case w.state[id] == 1 || depth > maxNesting:
		return Triviality{Missing: w.m.Type(id).QualifiedName() + " contains itself"}
	}
	w.state[id] = 1
	w.out[id] = w.decide(w.m.Type(id), depth)
	w.state[id] = 2
	return w.out[id]
}

// copies collects the declared constructors or assignments of one kind.
type copies struct {
	declared                              bool
	trivial, nontrivial, deleted, unknown int
	implicit                              bool // one is defaulted in the class: compute it
	why                                   string
}

// members is what the declared special members of one class say.
type members struct {
	copyCtor, moveCtor, copyAssign, moveAssign, dtor copies
	userCtor, defaultCtor                            Tri
	maybeCopy                                        bool // C& and further parameters
	twins                                            bool // two copy or move constructors of one signature (constraints)
}

func (w *trivialWalk) decide(t Type, depth int) Triviality {
	r := Triviality{UserCtor: No}
	// On Microsoft x86 clang states "by value" also for classes that are built
	// in the argument block, so there the attribute says nothing.
	block := w.m.target.Microsoft() && w.m.target.Arch == I386
	if !w.opt.IgnoreStated && !block {
		switch {
		case t.Has(TypePassByValue):
			r.StatedBy = Yes
		case t.Has(TypePassByReference):
			r.StatedBy = No
		}
	}
	if t.IsDeclaration() {
		r.UserCtor = Maybe
		if r.StatedBy == Maybe {
			r.Missing = "only declared: its members are not in the debug information"
			return r
		}
		return w.applyStated(t, r, false)
	}
	ms := w.declared(t)
	r.UserCtor, r.DefaultCtor = ms.userCtor, ms.defaultCtor
	sub := w.subobjects(t, depth)
	r.HasBase, r.PrivateField, r.Polymorphic, r.MemberNotPlain = sub.bases, sub.private, sub.virtual, sub.notPlain
	for _, f := range t.Methods() {
		if f.Has(FuncVirtual) {
			sub.virtual, r.Polymorphic = true, true
		}
	}
	r.Dtor = ms.dtorState(sub)
	r.Copy, r.TrivialCopy = ms.copyState(sub)
	if ms.twins || (ms.maybeCopy || sub.blurred) && r.TrivialCopy == Yes {
		r.TrivialCopy = Maybe
	}
	r.blurred, r.owns = sub.blurred, sub.owns
	r.Move = ms.moveState(sub)
	r.CopyAssign = ms.assignState(sub)
	deleted := ms.copyCtor.unknown > 0 && ms.moveCtor.declared && !w.described(t, 5)
	r.Copyable = copyable(r, sub, deleted)
	w.verdict(t, &r, ms, sub)
	if r.StatedBy != Maybe {
		return w.applyStated(t, r, deleted)
	}
	return r
}

// copyable joins what is known of the class itself and of what it holds. Where
// the destructor is trivial and the class is stated to travel by value, a copy
// constructor that may be defaulted is: there is nothing that it would copy.
// deleted says that it may be deleted as well: before DWARF 5 clang does not
// tell, and what has a move constructor travels by value without another one.
func copyable(r Triviality, sub subobjects, deleted bool) Tri {
	switch {
	case sub.copyable == No, r.Dtor == StateNontrivial, r.Dtor == StateDeleted, r.Copy == StateNontrivial, r.Copy == StateDeleted:
		return No
	case sub.copyable == Yes && !sub.blurred && r.Dtor == StateTrivial && (r.Copy == StateTrivial || r.Copy == StateUnknown && r.StatedBy == Yes && !deleted):
		return Yes
	}
	return Maybe
}

// missingLazy is what is unknown of a class whose copy constructor is deleted
// because of a member or base and which declares none of its own: seen with
// g++ 12 and clang 15.
const missingLazy = "can be neither copied nor moved because of what it holds: g++ passes it on the stack, clang by address"

// verdict applies the condition of the Itanium C++ ABI §3.1.1.
func (w *trivialWalk) verdict(t Type, r *Triviality, ms members, sub subobjects) {
	r.Certainty = Computed
	switch {
	case r.Dtor == StateNontrivial:
		r.Why = whyOf("destructor", ms.dtor, sub.dtorWhy, sub.virtual && ms.dtor.declared)
	case ms.twins:
		r.Certainty = Unknown
		r.Missing = "two copy or move constructors of one signature: which one is chosen depends on constraints"
	case r.Copy == StateNontrivial:
		r.Why = whyOf("copy constructor", ms.copyCtor, sub.copyWhy, sub.virtual)
	case r.Move == StateNontrivial:
		r.Why = whyOf("move constructor", ms.moveCtor, sub.moveWhy, sub.virtual)
	case r.Copy == StateDeleted && (r.Move == StateDeleted || r.Move == StateAbsent):
		r.Why = "can be neither copied nor moved"
		if !ms.copyCtor.declared && !ms.moveCtor.declared && !ms.moveAssign.declared {
			// g++ 12 decides before it has declared the deleted constructor.
			r.Certainty, r.Missing = Unknown, missingLazy
		}
	case r.Dtor == StateUnknown || r.Copy == StateUnknown || r.Move == StateUnknown:
		r.Certainty, r.Missing = Unknown, missingOf(r, ms, sub)
	case ms.maybeCopy:
		r.Certainty = Unknown
		r.Missing = "a constructor takes the class and more; whether the rest has default arguments is not stated"
	default:
		r.Trivial = true
		r.Why = "destructor, copy and move constructors are trivial"
	}
}

func whyOf(what string, c copies, inherited string, virtual bool) string {
	switch {
	case c.nontrivial > 0 && c.why != "":
		return c.why
	case c.nontrivial > 0:
		return "has a user-provided " + what
	case inherited != "":
		return inherited
	case virtual:
		return "is polymorphic or has a virtual base"
	}
	return "has a non-trivial " + what
}

func missingOf(r *Triviality, ms members, sub subobjects) string {
	if sub.missing != "" {
		return sub.missing
	}
	what := "destructor"
	if r.Dtor != StateUnknown {
		what = "copy constructor"
		if r.Copy != StateUnknown {
			what = "move constructor"
		}
	}
	return "whether the declared " + what + " is defaulted is not stated"
}

// applyStated lets DW_AT_calling_convention decide for the target it was
// compiled for and fills in what follows from it. deleted is as for copyable.
func (w *trivialWalk) applyStated(t Type, r Triviality, deleted bool) Triviality {
	byValue := r.StatedBy == Yes
	if w.m.target.Microsoft() {
		if byValue {
			r.TrivialCopy = Yes // the rule asks for one
			if r.Copy == StateUnknown && r.Certainty == Unknown {
				r.Copy = StateTrivial
			}
		}
		if r.Certainty == Unknown {
			r.Missing = "DW_AT_calling_convention states Microsoft's parameter rule only"
		}
		if r.Why == "" || byValue {
			r.Why = statedWhy(byValue)
		}
		return r
	}
	if r.Certainty == Computed && r.Trivial != byValue {
		w.differ = append(w.differ, Disagreement{t.id, 0, "stated " + passWord(byValue) + ", computed " + passWord(r.Trivial) + ": " + r.Why})
		r.TrivialABI = byValue
	}
	if !(r.Certainty == Computed && r.Trivial == byValue) {
		r.Why = statedWhy(byValue)
	}
	if byValue && !r.TrivialABI {
		for _, s := range []*MemberState{&r.Dtor, &r.Copy, &r.Move} {
			if *s == StateUnknown && !(deleted && s == &r.Copy) {
				*s = StateTrivial
			}
		}
		if r.TrivialCopy == Maybe && r.Copy == StateTrivial {
			r.TrivialCopy = Yes
		}
	}
	r.Certainty, r.Trivial, r.Missing = Stated, byValue, ""
	return r
}

func statedWhy(byValue bool) string {
	return "the compiler states pass by " + map[bool]string{true: "value", false: "reference"}[byValue]
}

func passWord(byValue bool) string {
	if byValue {
		return "by value"
	}
	return "by reference"
}

// declared reads the special members that the class declares itself.
func (w *trivialWalk) declared(t Type) members {
	ms := members{userCtor: No, defaultCtor: No}
	states := w.statesDefaulted(t)
	var specials []special
	for _, f := range t.Methods() {
		row := f.Row()
		if row.Flags&FuncArtificial != 0 || row.Flags&FuncStatic != 0 {
			continue
		}
		template := row.Flags&FuncTemplate != 0
		switch {
		case row.Flags&FuncDestructor != 0:
			ms.dtor.add(f, states)
			if row.Flags&FuncVirtual != 0 {
				ms.dtor.nontrivial++
				ms.dtor.why = "has a virtual destructor"
			}
		case row.Flags&FuncConstructor != 0:
			if template {
				ms.userCtor, ms.defaultCtor = Yes, surer(ms.defaultCtor, Maybe)
				continue
			}
			specials = w.constructor(t, f, states, &ms, specials)
		case w.m.Str(row.Name) == "operator=" && !template:
			switch w.selfParam(t, f) {
			case selfLValue, selfValue:
				ms.copyAssign.addAssign(t, f, states)
			case selfRValue:
				ms.moveAssign.addAssign(t, f, states)
			}
		}
	}
	last := map[TypeID]int{} // by the type of the parameter
	for i, s := range specials {
		last[s.param] = i
	}
	for i, s := range specials {
		switch twin := last[s.param] != i; {
		case twin && states:
			continue // of those that differ in constraints only the last counts in g++'s classes, see abi/load
		case twin:
			ms.twins = true
		}
		if s.self == selfLValue {
			ms.copyCtor.add(s.f, states)
		} else {
			ms.moveCtor.add(s.f, states)
		}
	}
	return ms
}

// special is a copy or move constructor.
type special struct {
	self  selfKind
	param TypeID
	f     Function
}

// constructor adds what a constructor says; copy and move constructors are collected.
func (w *trivialWalk) constructor(t Type, f Function, states bool, ms *members, specials []special) []special {
	params := f.Params()
	n, first := 0, Type{}
	for _, p := range params {
		if p.Flags&ParamArtificial != 0 {
			continue
		}
		if n == 0 {
			first = p.Type
		}
		n++
	}
	self := selfOther
	if n > 0 {
		self = w.selfOf(t, first)
	}
	switch {
	case n == 1 && (self == selfLValue || self == selfRValue):
		specials = append(specials, special{self, first.id, f})
	case n > 1 && (self == selfLValue || self == selfRValue):
		ms.maybeCopy = true
	}
	switch p := provided(f, states, false); {
	case n == 0:
		ms.defaultCtor = surer(ms.defaultCtor, p)
	case self == selfOther && p != No:
		ms.defaultCtor = surer(ms.defaultCtor, Maybe)
	}
	ms.userCtor = surer(ms.userCtor, provided(f, states, n > 1 || n == 1 && self == selfOther))
	return specials
}

// provided says whether a constructor is user-provided. plain constructors
// can't be defaulted, so declaring them provides them.
func provided(f Function, states, plain bool) Tri {
	switch {
	case f.Has(FuncDeleted) || f.Has(FuncDefaulted):
		return No
	case states || plain || f.Has(FuncDefaultedOut) || outOfClass(f):
		return Yes
	}
	return Maybe
}

// outOfClass: a function that is defaulted in its class is emitted as a comdat
// by every unit that needs it, so an undefined or a strong symbol proves a
// definition outside of the class.
func outOfClass(f Function) bool {
	for _, s := range f.Symbols() {
		if s.Row.Flags&SymUndefined != 0 || s.Row.Binding == BindGlobal && s.Row.Flags&SymComdat == 0 {
			return true
		}
	}
	return false
}

// surer joins "some constructor is user-provided" over constructors.
func surer(a, b Tri) Tri {
	switch {
	case a == Yes || b == Yes:
		return Yes
	case a == Maybe || b == Maybe:
		return Maybe
	}
	return No
}

func (c *copies) add(f Function, states bool) {
	c.declared = true
	switch {
	case f.Has(FuncDeleted):
		c.deleted++
	case f.Has(FuncDefaulted):
		c.implicit = true
	case f.Has(FuncDefaultedOut) || states:
		c.nontrivial++
	case f.Row().Symbols.N > 0:
		// A trivial constructor or destructor is never emitted, so a symbol
		// proves a body.
		c.nontrivial++
	default:
		c.unknown++
	}
}

// addAssign is add for assignments: trivial ones are emitted where their address
// is taken or their class is exported from a DLL (seen with clang 15 and 19), as
// comdats, and may be undefined where the class is imported or a template.
func (c *copies) addAssign(t Type, f Function, states bool) {
	if states || f.Has(FuncDeleted) || f.Has(FuncDefaulted) || f.Has(FuncDefaultedOut) {
		c.add(f, states)
		return
	}
	c.declared = true
	inside := t.m.target.OS == Windows || len(t.Args()) > 0 // undefined says nothing
	for _, s := range f.Symbols() {
		if undefined := s.Row.Flags&SymUndefined != 0; undefined && !inside || !undefined && s.Row.Binding == BindGlobal && s.Row.Flags&SymComdat == 0 {
			c.nontrivial++
			return
		}
	}
	c.unknown++
}

type selfKind uint8

const (
	selfOther selfKind = iota
	selfLValue
	selfRValue
	selfValue
)

// selfParam says how the only parameter of f takes the class.
func (w *trivialWalk) selfParam(t Type, f Function) selfKind {
	n, kind := 0, selfOther
	for _, p := range f.Params() {
		if p.Flags&ParamArtificial != 0 {
			continue
		}
		if n++; n == 1 {
			kind = w.selfOf(t, p.Type)
		}
	}
	if n != 1 {
		return selfOther
	}
	return kind
}

func (w *trivialWalk) selfOf(t, p Type) selfKind {
	p = p.Strip()
	switch p.Kind() {
	case KindLValueRef:
		if p.Elem().Strip().id == t.id {
			return selfLValue
		}
	case KindRValueRef:
		if p.Elem().Strip().id == t.id {
			return selfRValue
		}
	default:
		if p.id == t.id {
			return selfValue
		}
	}
	return selfOther
}
