package callconv

import (
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/layout"
)

// Context is what classification depends on beside the signature: the target,
// which classes are trivial for the purposes of calls, and who compiled.
// A Context belongs to one goroutine.
type Context struct {
	model  *abi.Model
	target abi.Target
	triv   []abi.Triviality
	memo   []*ty        // by TypeID
	shapes []*shapeMemo // by TypeID of records
	// compiler that built every C and C++ unit; Unknown when they are mixed.
	compiler   abi.Compiler
	newGCC     bool // 16 or later made a unit, or may have
	alignments *abi.Alignments
	layouts    *layout.Predictor // of packed classes, made for the first

	pointer, void *ty              // of every pointer and reference
	null          *ty              // of std::nullptr_t
	ids           map[*ty]uint32   // for keys of plans
	plans         map[string]*made // by what their values are
	key           []byte
}

// NewContext prepares classification for the model's own target.
func NewContext(m *abi.Model) *Context { return NewContextFor(m, m.Target()) }

// NewContextFor reads the model as built for another target of the same data
// model; sizes and offsets stay those of the object.
func NewContextFor(m *abi.Model, target abi.Target) *Context {
	return newContext(m, target, abi.Trivialities(m))
}

func newContext(m *abi.Model, target abi.Target, triv []abi.Triviality) *Context {
	c := &Context{model: m, target: target, triv: triv, memo: make([]*ty, m.NumTypes()), shapes: make([]*shapeMemo, m.NumTypes()),
		ids: map[*ty]uint32{}, plans: map[string]*made{}, void: &ty{kind: kVoid},
		pointer: pointer(target), null: pointer(target)}
	c.null.null = true
	c.compiler, c.alignments = m.Compiler(), m.Alignments()
	c.newGCC = m.AnyGCC(func(major int) bool { return major == 0 || major >= 16 })
	return c
}

// Target is the platform that c classifies for.
func (c *Context) Target() abi.Target { return c.target }

// Triviality of a class.
func (c *Context) Triviality(id abi.TypeID) abi.Triviality {
	if int(id) < len(c.triv) {
		return c.triv[id]
	}
	return abi.Triviality{Missing: "no such type"}
}
