package abi

// MemberState is what is known about one special member function of a class.
type MemberState uint8

// States. StateAbsent is for a move operation that does not exist.
const (
	StateUnknown MemberState = iota
	StateAbsent
	StateTrivial
	StateNontrivial
	StateDeleted
)

func (s MemberState) String() string {
	return [...]string{"unknown", "absent", "trivial", "non-trivial", "deleted"}[s%5]
}

// Tri is a three-valued answer; the zero value is "not known".
type Tri uint8

// Answers.
const (
	Maybe Tri = iota
	No
	Yes
)

func (t Tri) String() string { return [...]string{"unknown", "no", "yes"}[t%3] }

// Triviality says whether a class is trivial for the purposes of calls
// (Itanium C++ ABI §3.1.1) and answers the questions that Microsoft's rules
// ask instead. For types that are no records it is the zero value.
type Triviality struct {
	Certainty Certainty
	Trivial   bool   // meaningful unless Certainty is Unknown
	Why       string // the deciding fact
	Missing   string // the fact that is missing when Certainty is Unknown

	Dtor, Copy, Move, CopyAssign MemberState
	// TrivialCopy: at least one copy constructor is trivial and not deleted.
	TrivialCopy Tri
	// Copyable: a copy of the bytes is a second object: destructor and copy
	// constructor are trivial, by what is declared. That the class travels by
	// value does not say so ([[clang::trivial_abi]]; Microsoft's x64).
	Copyable Tri
	// UserCtor: some constructor is user-provided (or a template).
	UserCtor Tri
	// DefaultCtor: the default constructor is user-provided; Maybe also when a
	// constructor with parameters could be one through default arguments.
	DefaultCtor Tri
	// PrivateField, HasBase, Polymorphic describe the class itself.
	PrivateField, HasBase, Polymorphic bool
	// MemberNotPlain: a member class has a user-provided constructor, private
	// field, base or the like; Microsoft compilers disagree about such results.
	MemberNotPlain bool
	// TrivialABI: passed by value although its members are not trivial
	// ([[clang::trivial_abi]]); the callee destroys it.
	TrivialABI bool
	// blurred: a member described as T& may be T&&, so that it can't be copied.
	blurred bool
	// owns: it has pointers that Objective-C may count. By value or not, who is
	// called may release what they point to.
	owns bool
	// StatedBy is DW_AT_calling_convention, the parameter rule of the target
	// that the object was compiled for: Yes by value, No by reference.
	StatedBy Tri
}

// Disagreement is a class about which two witnesses differ.
type Disagreement struct {
	Type TypeID
	Func FuncID // function whose parameter location is the witness, 0 if none
	What string
}

// TrivialityOptions select witnesses; the zero value uses all of them.
type TrivialityOptions struct {
	IgnoreStated    bool // decide from members and bases alone
	IgnoreLocations bool
}

// Trivialities answers for every type of m, dense by TypeID. What debug info
// states holds for the model's own target.
func Trivialities(m *Model) []Triviality {
	t, _ := TrivialitiesWith(m, TrivialityOptions{})
	return t
}

// TrivialitiesWith is Trivialities with chosen witnesses; it also lists where
// the witnesses differ, by type id.
func TrivialitiesWith(m *Model, opt TrivialityOptions) ([]Triviality, []Disagreement) {
	w := &trivialWalk{m: m, opt: opt, out: make([]Triviality, m.NumTypes()), state: make([]uint8, m.NumTypes()), states: statingUnits(m)}
	for i := 1; i < m.NumTypes(); i++ {
		if m.nodes[i].Kind.IsRecord() {
			w.visit(TypeID(i), 0)
		}
	}
	if !opt.IgnoreLocations {
		w.locations()
	}
	return w.out, w.differ
}

// Param says whether a class of a size in bytes is passed by value as a
// parameter on a target, by the C++ rule alone (the platform's C rule may
// still turn a large plain class into an address).
func (t Triviality) Param(target Target, size Bytes) (byValue bool, sure Certainty, why string) {
	if !target.Microsoft() || target.Arch == I386 {
		if t.Certainty == Unknown {
			return false, Unknown, t.Missing
		}
		return t.Trivial, t.Certainty, t.Why
	}
	return t.microsoftParam(target, size)
}

// microsoftParam is the Win64 rule: at least one trivial copy constructor, and
// a trivial destructor or a size that fits registers
// (clang SemaDeclCXX.cpp, canPassInRegisters, CCK_MicrosoftWin64).
func (t Triviality) microsoftParam(target Target, size Bytes) (bool, Certainty, string) {
	if t.StatedBy != Maybe {
		return t.StatedBy == Yes, Stated, t.Why
	}
	limit := Bytes(8)
	if target.Arch == AArch64 {
		limit = 16
	}
	switch {
	case t.TrivialCopy == No:
		return false, Computed, "has no trivial copy constructor, so it goes by address on Microsoft targets"
	case t.TrivialCopy == Maybe:
		return false, Unknown, "whether a copy constructor is trivial is not stated"
	case t.Dtor == StateTrivial || size <= limit:
		return true, Computed, "has a trivial copy constructor"
	case t.Dtor == StateUnknown:
		return false, Unknown, "whether the destructor is trivial is not stated"
	}
	return false, Computed, "its destructor is not trivial and it is larger than " + itoa(uint64(limit)) + " bytes"
}

// MicrosoftResult says whether Microsoft's "C-style return" rule holds: Yes
// returns like a C structure, No through a hidden address
// (clang MicrosoftCXXABI.cpp, isTrivialForMSVC; Microsoft x64 calling
// convention, "Return values"). The function must not be a member function.
func (t Triviality) MicrosoftResult() (Tri, string) {
	switch {
	case t.PrivateField:
		return No, "private or protected member, so returned by hidden pointer on Microsoft targets"
	case t.HasBase:
		return No, "has a base class, so returned by hidden pointer on Microsoft targets"
	case t.Polymorphic:
		return No, "is polymorphic, so returned by hidden pointer on Microsoft targets"
	case t.UserCtor == Yes:
		return No, "has a user-provided constructor, so returned by hidden pointer on Microsoft targets"
	case t.CopyAssign == StateNontrivial || t.CopyAssign == StateDeleted:
		return No, "copy assignment is " + t.CopyAssign.String() + ", so returned by hidden pointer on Microsoft targets"
	case t.Dtor == StateNontrivial:
		return No, "has a non-trivial destructor, so returned by hidden pointer on Microsoft targets"
	case t.UserCtor == Maybe:
		return Maybe, "whether a declared constructor is user-provided is not stated"
	case t.CopyAssign == StateUnknown:
		return Maybe, "whether the copy assignment is trivial is not stated"
	case t.Dtor == StateUnknown:
		return Maybe, "whether the destructor is trivial is not stated"
	}
	return Yes, "a plain class by Microsoft's rule for results"
}
