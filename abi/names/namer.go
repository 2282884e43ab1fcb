package names

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/mangle/ast"
	"github.com/tenon-abi/tenon/mangle/itanium"
)

// Options of a [Namer]; the zero value is the recommended setting.
type Options struct {
	// Blind leaves the stated link name of an entity out of consideration
	// when that entity's own ABI tags are decided.
	Blind bool
}

// Namer writes the names of a model. It remembers trees: one Namer serves one
// goroutine.
type Namer struct {
	m       *abi.Model
	opt     Options
	memo    map[abi.TypeID]part
	classes map[abi.TypeID]part
	scopes  map[abi.ScopeID]part
	typedef map[abi.TypeID]string
	byName  map[string]abi.TypeID
	shapes  map[string]shape
	tags    *tagTable
	depth   int
	reader  itanium.Reader
	ms      *Microsoft // made when a Microsoft symbol is checked
}

// New makes a Namer for names in the scheme of the model's own target, if that
// is Itanium's.
func New(m *abi.Model, opt Options) *Namer {
	w := &Namer{m: m, opt: opt, memo: map[abi.TypeID]part{}, classes: map[abi.TypeID]part{}, scopes: map[abi.ScopeID]part{}}
	w.tags = learnTags(m)
	return w
}

// write makes the name of a tree that is not in doubt.
func (w *Namer) write(root *ast.Node, d Doubt) Name {
	if d != 0 {
		return unknown(d)
	}
	s, err := itanium.Write(&ast.Symbol{Scheme: ast.Itanium, Root: root})
	if err != nil {
		return unknown(NotWritable)
	}
	return Name{Symbol: s}
}

// linkageNames is LinkageNames of the model, remembered.
func (w *Namer) linkageNames() map[abi.TypeID]string {
	if w.typedef == nil {
		w.typedef = LinkageNames(w.m)
	}
	return w.typedef
}

// LinkageNames maps classes and enumerations without a name to the typedef
// that names them for linkage: the first one of their own scope and file that
// is declared with them ([dcl.typedef]/9).
func LinkageNames(m *abi.Model) map[abi.TypeID]string {
	typedef, entry := map[abi.TypeID]string{}, map[abi.TypeID]uint64{}
	for t := range m.Types {
		if t.Kind() != abi.KindTypedef {
			continue
		}
		e := t.Elem()
		if k := e.Kind(); !k.IsRecord() && k != abi.KindEnum || e.Name() != "" && !strings.HasPrefix(e.Name(), "._") {
			continue
		}
		o, eo := t.Origin(), e.Origin()
		if t.Scope() != e.Scope() || o.File != eo.File || o.Line < eo.Line {
			continue
		}
		if old, ok := entry[e.ID()]; !ok || o.Entry < old {
			entry[e.ID()], typedef[e.ID()] = o.Entry, t.Name()
		}
	}
	return typedef
}
