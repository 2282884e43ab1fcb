package callconv

import "github.com/tenon-abi/tenon/abi"

type kind uint8

const (
	kVoid kind = iota
	kInt
	kPtr
	kFloat // binary16, 32, 64, or 128 by size
	kX87
	kVector
	kComplex // elem says of what
	kArray
	kRecord
	kMemFn // pointer to member function of the Itanium ABI: two words
	kBad   // refused: reason, why
)

// ty is what conventions look at: C++ and Rust types alike. Sizes in bytes.
type ty struct {
	kind        kind
	size, align abi.Bytes
	natural     abi.Bytes // alignment without an attribute on the type itself
	ownAlign    abi.Bytes // of a class: without its virtual bases
	unsure      bool      // it holds a packed class, whose alignment offsets don't tell for sure
	signed      bool
	boolean     bool
	null        bool // std::nullptr_t
	elem        *ty
	count       uint64
	flex        bool // array without a bound
	union       bool
	cxx         bool // C++ class: an empty one has a byte
	empty       bool // see isEmpty
	data        bool // see noData
	hasFlex     bool // ends with a flexible array
	packed      bool
	blurred     bool // a plain member may be a bit-field as wide as its type
	overAligned bool // an alignment attribute on the class or a member
	required    required
	byAddress   bool   // C++ only: the class is passed by address
	open        string // of one passed by address: why its size or alignment is not known, "" if both are
	fields      []fld
	parts       int    // members in it at any depth, up to maxParts+1
	hidden      []span // room that no member explains
	nameless    bool   // has unnamed bit-fields and nothing else
	unstated    bool   // its compiler may not have told of an alignment
	id          abi.TypeID
	triv        *abi.Triviality
	reason, why string
	scalar      *Shape // kept by findShape
}

// required is what a class and the members in it at any depth state of alignment, for
// Microsoft's 32-bit convention.
type required struct {
	own    abi.Bytes // that the class states, 0 if it states none
	stated abi.Bytes // the largest of all
	asked  abi.Bytes // the largest that #pragma pack does not explain
	outer  bool      // the compiler may look at the class alone (clang before 17)
}

// fld is a base or member. off in bits; bits is the width of a bit-field.
type fld struct {
	off      abi.Bits
	bits     uint32
	bitField bool
	base     bool
	overlap  bool      // empty and lying on other data: [[no_unique_address]]
	align    abi.Bytes // with alignas
	stated   abi.Bytes // by an attribute on the member; 0 if there is none
	t        *ty
}

func (t *ty) aggregate() bool {
	return t.kind == kRecord || t.kind == kComplex || t.kind == kArray || t.kind == kMemFn
}

func (t *ty) integerLike() bool { return t.kind == kInt || t.kind == kPtr }

func bad(reason, why string) *ty { return &ty{kind: kBad, reason: reason, why: why} }

func alignUp(n, a abi.Bytes) abi.Bytes {
	if a <= 1 {
		return n
	}
	return (n + a - 1) / a * a
}

func pow2(n abi.Bytes) bool { return n != 0 && n&(n-1) == 0 }

// isEmpty is clang's isEmptyRecord: bases and [[no_unique_address]] members
// that are empty themselves, zero-length arrays, and nothing else. A plain
// member of empty class type makes a class not empty.
func (t *ty) isEmpty() bool {
	for t.kind == kArray {
		if t.count == 0 {
			return true
		}
		t = t.elem
	}
	return t.kind == kRecord && t.empty
}

// isNull reports whether t is std::nullptr_t, or an array of it.
func (t *ty) isNull() bool {
	for t.kind == kArray {
		t = t.elem
	}
	return t.null
}

// noData reports whether no byte of t carries a value.
func (t *ty) noData() bool {
	for t.kind == kArray {
		if t.count == 0 {
			return true
		}
		t = t.elem
	}
	return t.kind == kRecord && !t.data && !t.byAddress
}

// holds reports whether t or anything in it is what is asked for, or it is nested too
// deeply to say.
func (t *ty) holds(is func(*ty) bool) bool { return t.holdsAt(is, 0) }

func (t *ty) holdsAt(is func(*ty) bool, depth int) bool {
	if is(t) || depth > maxDepth || t.elem != nil && t.elem.holdsAt(is, depth+1) {
		return true
	}
	for i := range t.fields {
		if t.fields[i].t.holdsAt(is, depth+1) {
			return true
		}
	}
	return false
}

func isX87(t *ty) bool       { return t.kind == kX87 }
func isZeroArray(t *ty) bool { return t.kind == kArray && t.count == 0 }
func isSizeless(t *ty) bool  { return t.size == 0 } // an array of length 0, or what is empty in C
func isAligned(t *ty) bool   { return t.overAligned }
func isNameless(t *ty) bool  { return t.nameless }
