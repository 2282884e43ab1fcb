package object

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// packages says which Debian package holds a tool the tests need.
var packages = map[string]string{
	"clang++-15": "clang-15", "clang-15": "clang-15", "readelf": "binutils", "objdump": "binutils", "llvm-nm-15": "llvm-15", "llvm-dwarfdump-15": "llvm-15", "llvm-ar-15": "llvm-15",
	"llvm-objcopy-15": "llvm-15", "llvm-dwp-15": "llvm-15", "llvm-lipo-15": "llvm-15", "dsymutil-15": "llvm-15", "llvm-readobj-15": "llvm-15",
	"lld-link-15": "lld-15", "ld.lld-15": "lld-15", "ld64.lld-15": "lld-15", "g++": "g++", "llvm-lib-15": "llvm-15", "llvm-objdump-15": "llvm-15",
}

// tool runs a program in dir and returns its standard output.
func tool(t testing.TB, dir, name string, args ...string) string {
	t.Helper()
	_, err := exec.LookPath(name)
	require.NoError(t, err, "%s is missing: apt-get install %s", name, packages[name])
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var out, msg bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &msg
	require.NoError(t, cmd.Run(), "%s %v: %s", name, args, &msg)
	return out.String()
}

// source is freestanding C++ with every kind of symbol the formats have.
const source = `
namespace ns { struct Pair { int first; long second; }; template <class T> struct Box { T value; int kind; }; }
extern "C" int imported(int);
extern "C" int plain(int x) { return imported(x) + 1; }
int ns_free(ns::Pair *p, ns::Box<int> *b) { return p->first + b->kind; }
inline int folded(int x) { return x * 3; }
int use(int x) { return folded(x); }
static int hidden_state;
int visible_state = 7;
int bump() { return ++hidden_state + visible_state; }
__attribute__((weak)) int weakling(int x) { return x; }
`

// compile writes src to dir and compiles it with clang for target.
func compile(t testing.TB, dir, target, src, out string, flags ...string) string {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "x.cc"), []byte(src), 0o644))
	args := append([]string{"-target", target, "-c", "-ffreestanding", "-fno-exceptions", "-o", out}, flags...)
	tool(t, dir, "clang++-15", append(args, "x.cc")...)
	return filepath.Join(dir, out)
}

// open opens a file and closes it with the test.
func open(t testing.TB, path string, opt ...Options) *File {
	t.Helper()
	opt = append(opt, Options{})
	f, err := Open(path, opt[0])
	require.NoError(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

func findSymbol(im *Image, name string) *Symbol {
	for i := range im.Symbols {
		if im.Symbols[i].Name == name {
			return &im.Symbols[i]
		}
	}
	return nil
}
