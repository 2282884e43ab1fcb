package msvc

import (
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/fixtures"
	"github.com/tenon-abi/tenon/mangle/ast"
)

// exports lists the C++ names that Wine's libraries export: the very names
// that Visual C++ gave to the functions of Microsoft's libraries.
func exports(t *testing.T) []string {
	t.Helper()
	libs, err := filepath.Glob("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/*.dll")
	require.NoError(t, err)
	require.NotEmpty(t, libs, "packages wine64, libwine")
	seen := map[string]bool{}
	var out []string
	for _, l := range libs {
		switch b := filepath.Base(l); {
		case strings.HasPrefix(b, "msvc"), strings.HasPrefix(b, "concrt"), strings.HasPrefix(b, "vcruntime"):
		default:
			continue
		}
		data, err := fixtures.Run("", "llvm-readobj-15", "llvm-15", "--coff-exports", l)
		require.NoError(t, err)
		for _, line := range strings.Split(string(data), "\n") {
			if n, ok := strings.CutPrefix(strings.TrimSpace(line), "Name: "); ok && n[0] == '?' && !seen[n] {
				seen[n] = true
				out = append(out, n)
			}
		}
	}
	sort.Strings(out)
	return out
}

// TestVisualC: names that Visual C++ made print as llvm-undname-15 prints them
// and are written as they were. llvm-undname can't read function templates of
// Visual C++ 6, and neither can read managed types (PE$AAV…).
func TestVisualC(t *testing.T) {
	names := exports(t)
	want := undname(t, names)
	var r Reader
	old, managed := 0, 0
	for i, n := range names {
		sym, err := r.Parse(n)
		if err != nil {
			require.Contains(t, n, "PE$AAV")
			require.Empty(t, want[i])
			managed++
			continue
		}
		for _, c := range classes(sym.Root) {
			require.True(t, possible(c), "%s has class %s", n, c)
		}
		got, err := Print(sym)
		require.NoError(t, err)
		written, err := Write(sym)
		require.NoError(t, err)
		require.Equal(t, n, written)
		if sym.Text == vc6Hint {
			if want[i] != "" { // a class in itself, which can't be
				require.Regexp(t, `class (\w+<[\w ]+>)::complex<`, want[i], n)
			}
			old++
			continue
		}
		require.Equal(t, want[i], got, n)
	}
	t.Logf("%d of %d names equal, %d function templates of Visual C++ 6, %d managed", len(names)-old-managed, len(names), old, managed)
	require.Greater(t, len(names), 5000)
	require.Greater(t, old, 43)
	require.LessOrEqual(t, managed, 4)
	sym, err := r.Parse("??$conj@M@std@@YA?AV?$complex@M@1@AEBV21@@Z")
	require.NoError(t, err)
	got, err := Print(sym)
	require.NoError(t, err)
	require.Equal(t, "class std::complex<float> __cdecl std::conj<float>(class std::complex<float> const &)", got)
}

// possible reports whether a class of Microsoft's libraries can have a path: std
// is no member of anything, and no class is a member of itself.
func possible(path string) bool {
	seen := map[string]bool{}
	for i, p := range strings.Split(path, "::") {
		if seen[p] || p == "std" && i > 0 {
			return false
		}
		seen[p] = true
	}
	return true
}

// known are the classes and enumerations that generated declarations and the
// sources in testdata have, by their names without template arguments.
var known = regexp.MustCompile(`^(alpha::(S|C|U|E|EC|Pack|Num|App|Vals|Any|Poly|Fwd|beta::S|beta::S::Inner|beta::S::Inner::Deep|beta::Box|beta::Box::In)` +
	`|((alpha|gamma|gamma::alpha|gamma::delta)::)?[KO]\d+(::N)?|ns::(T|_n|B|H|sub::V)|std::(type_info|strong_ordering)` +
	`|\{local\}::(L|S|I|In|<lambda_\d+>|<unnamed-enum-e1>)|operators::(X|Exp|Conv)|tables::[A-E]|locals::(Dtor|Member)|(named::)?0x[0-9A-F]{8}::(Anon|AT|In)` +
	`|S|C|U|E|EC|Box|Box::In|Boxed|list|P|P1|PI|PT|V|AU|App|Apps|Ref|Fn|M?MF|M?MD|VMF|VMD|UMF|UMD|Acc|Lit2?|St|Un|In|A[1-7]|B0` +
	`|__m128|__clang::(_Complex|__vector|_U?BitInt))$`)

// TestClassesExist is a witness that knows nothing of names: every class that
// the reader finds in a name is one of the source. A wrong back reference would
// give one that does not exist.
func TestClassesExist(t *testing.T) {
	load(t)
	total := 0
	for _, set := range []by{corpus.generated, corpus.hard[0], corpus.hard[1]} {
		r := Reader{Compiler: set.compiler}
		for _, n := range set.names {
			sym, err := r.Parse(n)
			require.NoError(t, err, n)
			for _, c := range classes(sym.Root) {
				require.Regexp(t, known, c, n)
				total++
			}
		}
	}
	t.Logf("%d mentions of classes", total)
	require.Greater(t, total, 7000)
}

// classes lists the classes and enumerations that a symbol mentions.
func classes(root *ast.Node) []string {
	var out []string
	seen := map[*ast.Node]bool{}
	var visit func(x *ast.Node)
	visit = func(x *ast.Node) {
		if x == nil || seen[x] {
			return
		}
		seen[x] = true
		if x.Kind == ast.Elaborated {
			out = append(out, plainPath(x.Elem))
		}
		visit(x.Scope)
		visit(x.Elem)
		for _, k := range x.Kids {
			visit(k)
		}
	}
	visit(root)
	return out
}

// plainPath is the path of a class without template arguments.
func plainPath(n *ast.Node) string {
	var parts []string
	for ; n != nil; n = base(n).Scope {
		switch b := base(n); b.Kind {
		case ast.LocalScope:
			parts = append([]string{"{local}"}, parts...)
		default:
			parts = append([]string{b.Text}, parts...)
		}
	}
	return strings.Join(parts, "::")
}
