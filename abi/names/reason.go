package names

import (
	"math/bits"

	"github.com/tenon-abi/tenon/abi"
)

// Doubt is a set of facts that a name needs and the model does not have.
type Doubt uint32

// Doubts. Their ids are permanent.
const (
	TemplateSignature Doubt = 1 << iota
	ABITag
	NoexceptType
	FileHash
	LambdaNumber
	LocalEntity
	UnnamedType
	ArgumentValue
	ArgumentsMissing
	UnsupportedType
	ParamsLost
	ParamQualifiers
	TargetType
	StandardLibrary
	InternalAnonymous
	ForeignLanguage
	UnknownVariant
	NotWritable
	ExternCUnknown
	ClassKey
	Convention
	ClangDifference
	ArrayConst
	PackMark
	AutoArgument
	FunctionQualifiers
	numDoubts = iota
)

// doubtTable holds id and text by bit.
var doubtTable = [numDoubts]Reason{
	{"template-signature", "the name of a function template's specialisation encodes the types as the template spells them, which debug information does not keep"},
	{"abi-tag", "the ABI tags of the entity are not known"},
	{"noexcept-type", "a function type in the signature may be noexcept, which is part of the name since C++17 and not in debug information"},
	{"anonymous-namespace-hash", "the name of an anonymous namespace holds a hash of the file"},
	{"lambda-number", "the number of a closure type is not in debug information"},
	{"local-entity", "the entity, or a type in its signature, is local to a function"},
	{"unnamed-type", "a type in the signature has no name for linkage"},
	{"argument-value", "the value of a template argument is not in debug information"},
	{"template-arguments", "the template arguments of a class that is only declared are not in debug information"},
	{"unsupported-type", "the signature uses a type that the model could not take"},
	{"parameters-lost", "debug information does not list all parameters"},
	{"parameter-qualifiers", "the name encodes whether a pointer parameter is const or was written as an array, which debug information does not keep"},
	{"target-type", "a type in the signature is another one on the other platform"},
	{"standard-library", "the signature uses types of the standard library, which is another one on the other platform"},
	{"internal-anonymous", "compilers name static functions of anonymous namespaces differently"},
	{"foreign-language", "the entity was not compiled as C or C++"},
	{"variant", "which variant of the constructor or destructor is meant is not known"},
	{"not-writable", "the name has a part that the writer does not know"},
	{"language-linkage", "whether the entity is extern \"C\" is not known"},
	{"class-key", "whether a type is declared as class or struct is not known"},
	{"calling-convention", "the calling convention on the other platform is not known"},
	{"compilers-differ", "compilers encode a part of the name differently"},
	{"array-const", "g++ leaves out that the elements of an array behind a reference or pointer are const if the array's type depends on template arguments"},
	{"pack-mark", "how an empty parameter pack, or one behind another, is spelled depends on what the template declares, which debug information does not keep"},
	{"auto-argument", "the name of a template with a parameter declared auto holds the type of the value, and debug information does not say which parameters are"},
	{"function-qualifiers", "a function type that is a template argument, or the type of a member function, may have qualifiers that debug information does not keep"},
}

// Reason says why a name is not written. IDs are permanent.
type Reason struct{ ID, Text string }

// Reasons lists what a set of doubts says, in a fixed order.
func (d Doubt) Reasons() []Reason {
	var out []Reason
	for ; d != 0; d &= d - 1 {
		if i := bits.TrailingZeros32(uint32(d)); i < numDoubts {
			out = append(out, doubtTable[i])
		}
	}
	return out
}

// Name is a link name, or why there is none: exactly one of Symbol and Doubts
// is empty. Assumed are facts that a written name takes for granted although
// debug information does not keep them: that a pointer parameter of a Microsoft
// name is neither const nor written as an array. A name that is wrong for that
// reason is one that no object defines.
type Name struct {
	Symbol  string
	Doubts  Doubt
	Assumed Doubt
}

// Known reports whether the name was written.
func (n Name) Known() bool { return n.Doubts == 0 && n.Symbol != "" }

// Reasons says why the name is not known; none if it is.
func (n Name) Reasons() []Reason { return n.Doubts.Reasons() }

func unknown(d Doubt) Name { return Name{Doubts: d} }

// language sorts what an entity was written in.
func language(m *abi.Model, o abi.Origin) lang {
	switch l := m.Language(o); {
	case l.Cxx():
		return langCxx
	case l.C():
		return langC
	case l == 0:
		return langUnknown
	}
	return langOther
}

type lang uint8

const (
	langUnknown lang = iota
	langC
	langCxx
	langOther
)
