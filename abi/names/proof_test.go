package names_test

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/abi/names"
)

// library is an object from a distribution that the proof runs on.
type library struct {
	name, path, apt string
	exported        int     // C++ names of exported symbols that must at least be written and equal
	defined         int     // the same for all defined symbols, local ones of any kind included
	share           float64 // of the defined ones
	aliases         int     // C++ names that the library's build gave by assembler
	strays          int     // functions whose debug information has another scope than their names
	overloads       float64 // share of functions that the witness tells from others of their name
}

// libraries: libjvm exports C names only; its C++ functions are hidden symbols.
var libraries = []library{
	{"libstdc++", "/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6.0.30", "libstdc++6-12-dbg", 4900, 7500, 99, 4, 0, 0.9},
	{"librados", "/usr/lib/x86_64-linux-gnu/librados.so.2", "librados2, librados2-dbg", 600, 600, 99.5, 0, 0, 0.9},
	{"libjvm", "/usr/lib/jvm/java-17-openjdk-amd64/lib/server/libjvm.so", "openjdk-17-jre-headless, openjdk-17-dbg", 0, 47000, 99.5, 0, 24, 0.9},
}

// unknowable are the reasons that no reader of debug information can remove
// (noexcept of function types, ABI tags of an entity's own, …). All other
// reasons count against the share.
var unknowable = names.TemplateSignature | names.ABITag | names.NoexceptType | names.FileHash | names.InternalAnonymous | names.LambdaNumber | names.LocalEntity

// tally counts what became of the names of one library.
type tally struct {
	equal, unequal, lost, aliases int
	assumed                       int // written and different, with the doubt recorded
	reasons                       map[string]int
	wrong, missing                []string
}

// take compares a name that was written with the symbol. own says that debug
// info states the written name too, so the symbol is a further one.
func (c *tally) take(symbol, stated string, n names.Name) {
	switch {
	case n.Symbol == symbol:
		c.equal++
	case n.Known() && n.Symbol == stated:
		c.aliases++ // .symver or alias: debug info names another entity than the symbol
	case n.Known():
		c.unequal++
		c.wrong = append(c.wrong, fmt.Sprintf("symbol  %s\nwritten %s", symbol, n.Symbol))
	default:
		if n.Doubts&unknowable == 0 {
			c.lost++
		}
		for _, r := range n.Reasons() {
			c.reasons[r.ID]++
		}
	}
}

// share is the part of the names outside the unknowable groups that was
// written and is right.
func (c *tally) share() float64 {
	return 100 * float64(c.equal) / float64(max(1, c.equal+c.unequal+c.assumed+c.lost))
}

func (c *tally) String() string {
	var ids []string
	for r, n := range c.reasons {
		ids = append(ids, fmt.Sprintf("%s %d", r, n))
	}
	sort.Strings(ids)
	return fmt.Sprintf("%.2f%%: %d equal, %d different, %d different with the doubt recorded, %d not written and not in an unknowable group, %d aliases; reasons: %s",
		c.share(), c.equal, c.unequal, c.assumed, c.lost, c.aliases, strings.Join(ids, ", "))
}

// prove writes the names of all functions and variables that have one of the
// chosen symbols. The Namer does not use the ABI tags of the name that debug
// info states for the same entity.
func prove(m *abi.Model, chosen func(abi.Symbol) bool) *tally {
	w := names.New(m, names.Options{Blind: true})
	c := &tally{reasons: map[string]int{}}
	for f := range m.Funcs {
		for _, s := range f.Symbols() {
			if chosen(s) && s.Variant != abi.VariantClone {
				c.take(s.Name, f.LinkageName(), w.Func(f, s.Variant))
			}
		}
	}
	for v := range m.Vars {
		if s := v.Symbol(); s.ID != 0 && chosen(s) {
			c.take(s.Name, v.LinkageName(), w.Var(v))
		}
	}
	return c
}

func cxxSymbol(s abi.Symbol) bool {
	return s.Row.Flags&abi.SymUndefined == 0 && strings.HasPrefix(s.Name, "_Z")
}

func exported(s abi.Symbol) bool { return cxxSymbol(s) && s.Row.Flags&abi.SymExported != 0 }

// TestWritten: of the C++ functions and variables that three libraries export,
// at least 99.5% of the names outside the unknowable groups are written and
// equal the symbol, and 99% of all that they define; none is written wrong.
func TestWritten(t *testing.T) {
	for _, lib := range libraries {
		t.Run(lib.name, func(t *testing.T) {
			m, err := load.Files([]string{lib.path}, load.Options{})
			require.NoError(t, err, "%s (packages %s)", lib.path, lib.apt)
			for _, set := range []struct {
				name   string
				chosen func(abi.Symbol) bool
				least  int
				share  float64
			}{{"exported", exported, lib.exported, 99.5}, {"defined", cxxSymbol, lib.defined, lib.share}} {
				c := prove(m, set.chosen)
				t.Logf("%s, %s: %s", lib.name, set.name, c)
				require.Empty(t, c.wrong, "written wrong")
				require.GreaterOrEqual(t, c.equal, set.least)
				require.LessOrEqual(t, c.aliases, lib.aliases)
				require.LessOrEqual(t, c.reasons["abi-tag"], 1)
				if set.least > 0 {
					require.GreaterOrEqual(t, c.share(), set.share)
				}
			}
			t.Logf("%s: %d exported C++ functions and variables have no debug information", lib.name, undescribed(m))
			special(t, lib.name, m)
			witness(t, lib, m)
		})
	}
}

// undescribed counts exported C++ symbols of functions and variables that no
// entity of the model has: nothing can be written for them.
func undescribed(m *abi.Model) int {
	n := 0
	for _, r := range m.Symbols() {
		name := m.Str(r.Name)
		if r.Flags&(abi.SymExported|abi.SymUndefined|abi.SymJoined) == abi.SymExported && strings.HasPrefix(name, "_Z") && !strings.HasPrefix(name, "_ZT") && !strings.HasPrefix(name, "_ZGV") {
			n++
		}
	}
	return n
}
