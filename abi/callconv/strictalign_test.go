package callconv

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

func compiled(t *testing.T, text string, compiler ...string) *abi.Model {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "a.cc"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(in, []byte(text), 0o644))
	msg, err := exec.Command(compiler[0], append(compiler[1:], "-gdwarf-5", "-O1", "-c", in, "-o", out)...).CombinedOutput()
	require.NoError(t, err, "%v: %s", compiler, msg)
	m, err := load.Files([]string{out}, load.Options{})
	require.NoError(t, err)
	return m
}

// TestForgottenAlignment: g++ tells nothing of alignas(N) on a class that fits an
// integer of N bytes where memory has to be aligned. A class with room that this may
// explain has no known alignment, nor has one that holds such. The compiler's
// alignof, kept in the size of an array, is the judge.
func TestForgottenAlignment(t *testing.T) {
	const text = `template <int> struct size_is;
#define CLASS(name, ...) struct __VA_ARGS__; name name##_; char name##_align[alignof(name)];
struct alignas(8) Inner { int a; };
CLASS(Room, alignas(8) Room { int a; })
CLASS(Holds, Holds { Inner a; Inner b; int c; })
CLASS(Derived, Derived : Inner { int b; short c[5]; })
CLASS(Empty, alignas(4) Empty {})
CLASS(Bits, alignas(8) Bits { int a : 3; int b : 20; })
CLASS(Plain, Plain { int a; char b; })
CLASS(Wide, alignas(32) Wide { int a; })
CLASS(Word, Word { long a; short b[2]; })
CLASS(Member, Member { alignas(8) int a; char c; })
`
	for _, compiler := range [][]string{{"riscv64-linux-gnu-g++-12"}, {"arm-linux-gnueabihf-g++-12"}, {"aarch64-linux-gnu-g++-12", "-mstrict-align"},
		{"riscv64-linux-gnu-g++-12", "-mno-strict-align"}, {"aarch64-linux-gnu-g++-12"}, {"clang++-15", "--target=riscv64-linux-gnu"}} {
		m := compiled(t, text, compiler...)
		c, count, known := NewContext(m), map[string]uint64{}, map[string]bool{}
		types := map[string]abi.Type{}
		for v := range m.Vars {
			if n, ok := v.Type().Count(); ok {
				count[v.Name()] = n
			} else {
				types[v.Name()] = v.Type().Strip()
			}
		}
		require.Len(t, types, 9)
		for name, x := range types {
			_, align, ok := c.SizeAlign(x)
			require.True(t, ok)
			if known[name] = c.AlignKnown(x); known[name] {
				require.Equal(t, count[name+"align"], uint64(align), "%v: %s", compiler, name)
			}
		}
		for _, name := range []string{"Plain_", "Wide_", "Word_", "Member_"} {
			require.True(t, known[name], "%v: %s", compiler, name)
		}
		forgets := len(compiler) == 1 && compiler[0] != "aarch64-linux-gnu-g++-12" || len(compiler) > 1 && compiler[1] == "-mstrict-align"
		for _, name := range []string{"Room_", "Holds_", "Derived_", "Empty_"} {
			require.Equal(t, forgets, !known[name], "%v: %s", compiler, name)
		}
	}
}

// TestForgottenAlignmentOnStack: 16 bytes that may be aligned lie where their
// alignment wants them once registers are used up.
func TestForgottenAlignmentOnStack(t *testing.T) {
	const text = `struct S { long a, b; }; struct alignas(16) A { long a, b; };
long early(S s) { return s.a; }
long late(long, long, long, long, long, long, long, long, long, S s) { return s.a; }
long late_aligned(long, long, long, long, long, long, long, long, long, A s) { return s.a; }
`
	m := compiled(t, text, "riscv64-linux-gnu-g++-12")
	c := NewContext(m)
	for f := range m.Funcs {
		p := c.Plan(f.Signature())
		want := ""
		if f.Name() != "early" {
			want = ReasonUnknownAlignment
		}
		require.Equal(t, want, p.Refused, f.Name())
	}
	m = compiled(t, text, "clang++-15", "--target=riscv64-linux-gnu")
	c = NewContext(m)
	for f := range m.Funcs {
		require.Empty(t, c.Plan(f.Signature()).Refused, f.Name())
	}
}

// TestAlignedHomogeneous: in memory a homogeneous aggregate lies where its members
// ask, and rustc puts it where their type does. What clang writes into its IR is the
// judge.
func TestAlignedHomogeneous(t *testing.T) {
	const text = `struct M { alignas(N) float a; float b[3]; }; struct alignas(N) T { float a[4]; }; struct P { float a[4]; };
float m(M x) { return x.a; } float t(T x) { return x.a[0]; } float p(P x) { return x.a[0]; }
`
	for _, c := range []struct{ triple, n, mark string }{
		{"aarch64-linux-gnu", "16", "alignstack(16)"}, {"arm-linux-gnueabihf", "8", "alignstack(8)"},
	} {
		flags := []string{"clang++-19", "--target=" + c.triple, "-DN=" + c.n}
		in := filepath.Join(t.TempDir(), "a.cc")
		require.NoError(t, os.WriteFile(in, []byte(text), 0o644))
		ir, err := exec.Command(flags[0], append(flags[1:], "-S", "-emit-llvm", "-o", "-", in)...).Output()
		require.NoError(t, err)
		m := compiled(t, text, flags...)
		x := NewContext(m)
		for f := range m.Funcs {
			define := regexp.MustCompile(`define.*@` + regexp.QuoteMeta(f.LinkageName()) + `\(.*`).Find(ir)
			aligned := regexp.MustCompile(regexp.QuoteMeta(c.mark)).Match(define)
			require.Equal(t, f.Name() == "m", aligned, "%s", define)
			want := ""
			if aligned {
				want = ReasonNoRustType
			}
			require.Equal(t, want, x.Plan(f.Signature()).Refused, "%s %s", c.triple, f.Name())
		}
	}
}

// TestEmptyMembers: a class of nothing but an empty class is empty to clang where
// that is [[no_unique_address]], which no debug information tells. clang's IR is the
// judge of what that changes.
func TestEmptyMembers(t *testing.T) {
	const text = `struct E {}; struct W { NUA alignas(16) E e; }; W w() { return W(); } int take(int a, W w, int b) { return a + b; }
`
	for _, triple := range []string{"arm-linux-gnueabihf", "riscv64-linux-gnu", "aarch64-linux-gnu", "i686-linux-gnu", "x86_64-linux-gnu"} {
		in := filepath.Join(t.TempDir(), "a.cc")
		require.NoError(t, os.WriteFile(in, []byte(text), 0o644))
		var ir [2][]byte
		for i, nua := range []string{"", "[[no_unique_address]]"} {
			out, err := exec.Command("clang++-19", "--target="+triple, "-DNUA="+nua, "-S", "-emit-llvm", "-o", "-", in).Output()
			require.NoError(t, err)
			ir[i] = out
		}
		define := func(ir []byte, name string) string {
			line := string(regexp.MustCompile(`define.*@_Z\d` + name + `[^#]*`).Find(ir))
			require.NotEmpty(t, line)
			if name == "w" { // nobody reads the bytes of a result without data
				return fmt.Sprint(strings.Contains(line, "sret"))
			}
			return regexp.MustCompile(` (%|align|noundef)[^,)]*`).ReplaceAllString(line, "")
		}
		for _, nua := range []string{"", "[[no_unique_address]]"} {
			m := compiled(t, text, "clang++-19", "--target="+triple, "-DNUA="+nua)
			x := NewContext(m)
			for f := range m.Funcs {
				if differs := define(ir[0], f.Name()) != define(ir[1], f.Name()); differs {
					require.Equal(t, ReasonCompilersDisagree, x.Plan(f.Signature()).Refused, "%s %s", triple, f.Name())
				}
			}
		}
	}
}
