package load_test

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/fixtures"
)

// sharedFlags are the facts of a function that every producer states; gcc 12
// does not say which virtual functions are pure, and DWARF 4 has no word for
// deleted ones.
const sharedFlags = abi.FuncMember | abi.FuncVirtual | abi.FuncExplicit |
	abi.FuncVariadic | abi.FuncConstructor | abi.FuncDestructor | abi.FuncConversion | abi.FuncOperator |
	abi.FuncRefL | abi.FuncRefR | abi.FuncConstThis | abi.FuncVolatileThis

// strict names the producers that DWARF 2 and 3, strictly taken, forbid to
// describe namespaces and rvalue references: their entities differ.
func strict(variant string) bool { return variant == "gcc12-dwarf2" || variant == "gcc12-dwarf3" }

// TestEntitiesAgree: functions, enumerations, variables and typedefs of one
// source are the same entity whichever native producer described them: gcc and
// clang, DWARF 4 and 5, type units, split, compressed, LTO-linked.
func TestEntitiesAgree(t *testing.T) {
	total := map[string]int{}
	for _, s := range fixtures.Sources() {
		first, from := map[string]string{}, map[string]string{}
		for _, v := range fixtures.Variants() {
			if !v.Native() || !contains(v.Sources(), s) || strict(v.Name) {
				continue
			}
			m, err := load.Files([]string{fixtures.Build(t, v, s)}, load.Options{})
			require.NoError(t, err, "%s %s", v.Name, s.Name)
			for key, text := range entities(m) {
				kind, _, _ := strings.Cut(key, " ")
				old, ok := first[key]
				if !ok {
					first[key], from[key] = text, v.Name
					continue
				}
				total[kind]++
				if old != text {
					t.Errorf("%s %s:\n  %s: %s\n  %s: %s", s.Name, key, from[key], old, v.Name, text)
				}
			}
		}
	}
	kinds := make([]string, 0, len(total))
	for k := range total {
		kinds = append(kinds, k)
	}
	sort.Strings(kinds)
	for _, k := range kinds {
		t.Logf("%s: %d pairs agree", k, total[k])
		require.Greater(t, total[k], 100)
	}
}

// entities spells what is comparable across producers, by kind and name. A name
// that stands for several entities of a kind is left out.
func entities(m *abi.Model) map[string]string {
	out, seen := map[string]string{}, map[string]int{}
	put := func(kind, name, text string) {
		key := kind + " " + spelled(name)
		seen[key]++
		out[key] = text
	}
	m.Funcs(func(f abi.Function) bool {
		name := f.LinkageName()
		if name == "" {
			if f.Has(abi.FuncMember) || f.Name() == "" {
				return true
			}
			name = f.QualifiedName()
		}
		put("function", name, functionText(f))
		return true
	})
	m.Vars(func(v abi.Variable) bool {
		put("variable", v.QualifiedName(), spelled(v.Type().String()))
		return true
	})
	m.Types(func(t abi.Type) bool {
		switch {
		case t.Name() == "" || t.IsDeclaration():
		case t.Kind() == abi.KindEnum:
			var b strings.Builder
			fmt.Fprintf(&b, "%s:", spelled(t.Elem().String()))
			for _, e := range t.Enumerators() {
				fmt.Fprintf(&b, " %s=%d", e.Name, int64(e.Value))
			}
			put("enum", t.QualifiedName(), b.String())
		case t.Kind() == abi.KindTypedef:
			put("typedef", t.QualifiedName(), spelled(t.Elem().String()))
		}
		return true
	})
	for key, n := range seen {
		if n > 1 {
			delete(out, key)
		}
	}
	return out
}

func functionText(f abi.Function) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s(", spelled(f.Result().String()), spelled(f.QualifiedName()))
	for _, p := range f.Params() {
		if p.Flags&abi.ParamArtificial == 0 {
			fmt.Fprintf(&b, "%s,", spelled(unqualified(p.Type).String()))
		}
	}
	fmt.Fprintf(&b, ") flags %x slot %d access %s", f.Row().Flags&sharedFlags, f.Row().VSlot, f.Row().Access)
	return b.String()
}

// unqualified drops the top-level qualifiers, which are not part of a
// function's type and which producers may leave out.
func unqualified(t abi.Type) abi.Type {
	for t.Kind() == abi.KindConst || t.Kind() == abi.KindVolatile || t.Kind() == abi.KindRestrict {
		t = t.Elem()
	}
	return t
}

// spellings are the names under which producers write one thing in template
// arguments, and of alias templates and unnamed classes with a typedef.
var spellings = strings.NewReplacer(" ", "", "(anonymous namespace)", "(anonymousnamespace)", "short int", "short", "long int", "long",
	"char const*", "constchar*", "(& templates::target)", "&templates::target", "Alias<int>", "Alias", "Pointer<int>", "Pointer",
	"(unnamed struct)", "Unnamed", "typedef __va_list_tag", "__va_list_tag")

func spelled(s string) string { return spellings.Replace(s) }
