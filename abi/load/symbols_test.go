package load

import (
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestOneSymbolOneFunction: functions of one class, name and parameters that
// have different symbols are different functions: overloads for lvalues and
// rvalues, and functions of two units that differ in result and ABI tag.
func TestOneSymbolOneFunction(t *testing.T) {
	dir := t.TempDir()
	sources := map[string]string{
		"old.cc": `struct E { int a; int code() const; }; int E::code() const { return a; }
struct R { int a; int get() &; long get() &&; const int &get() const &; };
int R::get() & { return a; } long R::get() && { return a; } const int &R::get() const & { return a; }
`,
		"new.cc": `struct E { int a; __attribute__((abi_tag("v2"))) long code() const; }; long E::code() const { return 2; }
`,
	}
	want := []string{"int E::code() const: _ZNK1E4codeEv", "long E::code() const: _ZNK1E4codeB2v2Ev",
		"int R::get() &: _ZNR1R3getEv", "long R::get() &&: _ZNO1R3getEv", "const int &R::get() const &: _ZNKR1R3getEv"}
	sort.Strings(want)
	for _, cc := range []string{"g++-12", "clang++-15"} {
		var objects []string
		for _, name := range []string{"old.cc", "new.cc"} {
			src := filepath.Join(dir, name)
			require.NoError(t, os.WriteFile(src, []byte(sources[name]), 0o644))
			objects = append(objects, src+".o")
			out, err := exec.Command(cc, "-std=c++17", "-g", "-O1", "-c", "-o", src+".o", src).CombinedOutput()
			require.NoError(t, err, "%s", out)
		}
		for _, files := range [][]string{objects, {objects[1], objects[0]}} {
			m, err := Files(files, Options{})
			require.NoError(t, err)
			var got []string
			for f := range m.Funcs {
				for _, s := range f.Symbols() {
					got = append(got, f.Declaration()+": "+s.Name)
				}
			}
			sort.Strings(got)
			require.Equal(t, want, got, "%s %v", cc, files)
		}
	}
}
