package callconv

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
)

// TestMembersAlign: which register an aligned class starts at, behind an int, depends on where its alignment comes from and
// on the compiler. The register that the compiler's own code reads the first word of the class from is the judge.
func TestMembersAlign(t *testing.T) {
	const text = `typedef long long int64_t; struct alignas(ALIGN) E {}; struct B { WIDE a; }; struct alignas(ALIGN) A { long a; }; struct M { alignas(ALIGN) long a; };
struct EmptyBase : E { long x; }; struct Base : B {}; struct BaseMore : B { char z; }; struct AlignedBase : A {}; struct MemberBase : M {}; struct Both : B { WIDE q; };
struct Member { A b; }; struct On { [[no_unique_address]] E e; long x; }; struct Plain { WIDE a; }; struct alignas(ALIGN) Own { long a; };
struct None { alignas(ALIGN) int n[0]; int a, b; }; struct NoneWide { WIDE n[0]; int a, b; }; struct NoneOwn { Own n[0]; long b[2]; };
struct __attribute__((packed)) Bits { char c; WIDE b : 20; }; struct __attribute__((packed, aligned(ALIGN))) Packed { char c; long b; }; struct __attribute__((packed)) Asked { char c; alignas(ALIGN) int b[0]; int d; }; struct alignas(ALIGN) Held { short s; };
struct __attribute__((packed, aligned(ALIGN))) Holds { char c; Held h[0]; short s; };
#define F(T) extern "C" int f##T(int, T v) { int r; __builtin_memcpy(&r, &v, sizeof r); return r; }
F(EmptyBase) F(Base) F(BaseMore) F(AlignedBase) F(MemberBase) F(Both) F(Member) F(On) F(Plain) F(Own) F(None) F(NoneWide) F(NoneOwn) F(Bits) F(Packed) F(Asked) F(Holds)
`
	dir := t.TempDir()
	in := filepath.Join(dir, "a.cc")
	require.NoError(t, os.WriteFile(in, []byte(text), 0o644))
	from := regexp.MustCompile(`(?m)^\s*mov\s+[rwx]0, [rwx](\d)`)
	for _, c := range []struct {
		command string
		bound   int // of 17; on AArch64 two are larger than registers
	}{
		{"aarch64-linux-gnu-g++ -DALIGN=16 -DWIDE=__int128", 14},
		{"clang++-15 -target aarch64-linux-gnu -DALIGN=16 -DWIDE=__int128", 8},
		{"clang++-19 -target aarch64-linux-gnu -DALIGN=16 -DWIDE=__int128", 9},
		{"arm-linux-gnueabihf-g++-12 -fomit-frame-pointer -DALIGN=8 -DWIDE=int64_t", 9},
		{"clang++-15 -target armv7-linux-gnueabihf -DALIGN=8 -DWIDE=int64_t", 9},
		{"clang++-19 -target armv7-linux-gnueabihf -DALIGN=8 -DWIDE=int64_t", 10},
	} {
		args := append(strings.Fields(c.command), "-std=c++20", "-w", "-O1", in)
		asm, err := exec.Command(args[0], append(args[1:], "-S", "-o", "-")...).CombinedOutput()
		require.NoError(t, err, "%s: %s", c.command, asm)
		object := filepath.Join(dir, "a.o")
		msg, err := exec.Command(args[0], append(args[1:], "-g", "-c", "-o", object)...).CombinedOutput()
		require.NoError(t, err, "%s: %s", c.command, msg)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		context, seen, bound := NewContext(m), 0, 0
		for f := range m.Funcs {
			_, body, ok := strings.Cut(string(asm), "\n"+f.Name()+":")
			require.True(t, ok, f.Name())
			body, _, _ = strings.Cut(body, "\n\t.size")
			reg := from.FindStringSubmatch(body)
			seen++
			x := Classify(context, f.Signature()).Params[1]
			if x.Passing == Indirect || x.Passing == Refused {
				continue
			}
			require.NotNil(t, reg, body)
			if x.Differs == "" {
				require.Equal(t, reg[1] == "2", x.Even, "%s: %s: %+v %s", c.command, f.Name(), x, body)
				bound++
			}
		}
		require.Equal(t, 17, seen)
		require.Equal(t, c.bound, bound, c.command)
	}
}

// TestEmptyInUnion: g++ takes a union with an empty class for no homogeneous
// aggregate, clang does. Whether the result is computed in a vector register and left
// there is the judge.
func TestEmptyInUnion(t *testing.T) {
	const text = `struct Z {}; union First { Z z; double d; }; union Last { double d; Z z; }; union Floats { Z z; float f[3]; }; struct Inside { First u; double d; };
struct Derived : Z { double d; }; struct On { [[no_unique_address]] Z z; double d; }; union Plain { double d; double e[2]; };
extern "C" { First fFirst(double d) { First x; x.d = d * 3; return x; } Last fLast(double d) { Last x; x.d = d * 3; return x; }
Floats fFloats(float f) { Floats x; x.f[0] = x.f[1] = x.f[2] = f * 3; return x; } Inside fInside(double d) { Inside x; x.u.d = x.d = d * 3; return x; }
Derived fDerived(double d) { Derived x; x.d = d * 3; return x; } On fOn(double d) { On x; x.d = d * 3; return x; } Plain fPlain(double d) { Plain x; x.e[0] = x.e[1] = d * 3; return x; } }
`
	dir := t.TempDir()
	in, object := filepath.Join(dir, "a.cc"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(in, []byte(text), 0o644))
	other := regexp.MustCompile(`(?m)^\s*(fmov\s+x|fmov\s+w|str|stp|stm|vstr|vstm|vmov\s+r|mov\s+x|umov|bl\s+mem)`) // to memory or general-purpose registers
	for _, c := range []struct {
		command string
		bound   int // of 7
	}{{"aarch64-linux-gnu-g++-12", 3}, {"arm-linux-gnueabihf-g++-12", 3}, {"clang++-15 -target aarch64-linux-gnu", 7}, {"clang++-19 -target aarch64-linux-gnu", 7},
		{"clang++-15 -target armv7-linux-gnueabihf", 7}, {"clang++-19 -target armv7-linux-gnueabihf", 7}} {
		args := append(strings.Fields(c.command), "-std=c++20", "-w", "-O2", in)
		asm, err := exec.Command(args[0], append(args[1:], "-S", "-o", "-")...).Output()
		require.NoError(t, err, c.command)
		msg, err := exec.Command(args[0], append(args[1:], "-g", "-c", "-o", object)...).CombinedOutput()
		require.NoError(t, err, "%s: %s", c.command, msg)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		context, seen, bound := NewContext(m), 0, 0
		for f := range m.Funcs {
			_, body, ok := strings.Cut(string(asm), "\n"+f.Name()+":")
			require.True(t, ok, f.Name())
			body, _, _ = strings.Cut(body, "\n\t.size")
			seen++
			x := Classify(context, f.Signature()).Result
			if x.Differs != "" {
				continue
			}
			bound++
			require.Equal(t, other.MatchString(body), x.Passing == IndirectResult || len(x.Pieces) == 0 || x.Pieces[0].Class != ClassFloat, "%s %s %v %s", c.command, f.Name(), x, body)
		}
		require.Equal(t, 7, seen, c.command)
		require.Equal(t, c.bound, bound, c.command)
	}
}

// TestNoNamedParameter: g++ for ARM returns floats of "f(...)" in floating-point
// registers, as of functions that are not variadic; clang does not, nor does rustc. The
// register that the compiler's own code writes is the judge.
func TestNoNamedParameter(t *testing.T) {
	const text = `namespace n { float one(...); double two(...); float named(int, ...); int number(...); struct C { float member(...); }; }
float n::one(...) { return 2.5f; } double n::two(...) { return 2.5; } float n::named(int, ...) { return 2.5f; } int n::number(...) { return 3; } float n::C::member(...) { return 2.5f; }
`
	dir := t.TempDir()
	in, object := filepath.Join(dir, "a.cc"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(in, []byte(text), 0o644))
	core := regexp.MustCompile(`\br0\b`)
	for command, differ := range map[string]int{"arm-linux-gnueabihf-g++-12": 2, "clang++-15 -target armv7-linux-gnueabihf": 0, "clang++-19 -target armv7-linux-gnueabihf": 0} {
		args := append(strings.Fields(command), "-O2", in)
		asm, err := exec.Command(args[0], append(args[1:], "-S", "-o", "-")...).Output()
		require.NoError(t, err, command)
		msg, err := exec.Command(args[0], append(args[1:], "-g", "-c", "-o", object)...).CombinedOutput()
		require.NoError(t, err, "%s: %s", command, msg)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		context, seen := NewContext(m), 0
		for f := range m.Funcs {
			_, body, ok := strings.Cut(string(asm), "\n"+f.LinkageName()+":")
			require.True(t, ok, f.Name())
			body, _, _ = strings.Cut(body, "\n\t.size")
			x := Classify(context, f.Signature()).Result
			require.Equal(t, core.MatchString(body), x.Differs == "", "%s %s %v", command, f.Name(), x)
			if x.Differs != "" {
				seen++
			}
			require.NotEqual(t, ClassFloat, x.Pieces[0].Class)
		}
		require.Equal(t, differ, seen, command)
	}
}

// TestNameless: where unnamed bit-fields are all that a class has, gcc passes them and
// clang does not; the register that the value behind them is in is the judge. In C++
// nothing tells one byte of them from an empty class.
func TestNameless(t *testing.T) {
	const text = `struct Byte { signed char : 3; }; struct Wide { int : 30; int : 30; long long : 40; }; union Either { int : 3; }; struct Inside { struct Byte b; }; struct None { char : 7; short n[0]; };
int fByte(int a, struct Byte s, int b) { return b; } int fWide(int a, struct Wide s, int b) { return b; } int fEither(int a, union Either s, int b) { return b; }
int fInside(int a, struct Inside s, int b) { return b; } int fNone(int a, struct None s, int b) { return b; }
`
	dir := t.TempDir()
	in, object := filepath.Join(dir, "a.c"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(in, []byte(text), 0o644))
	behind := regexp.MustCompile(`(?m)^\s*mov[l]?\s+(?:%?eax, |[rw]0, )?%?(\w+)`)
	for _, target := range [][2]string{{"gcc-12", "x86_64-linux-gnu"}, {"aarch64-linux-gnu-gcc-12", "aarch64-linux-gnu"}} {
		registers := map[string][]string{}
		for _, c := range []string{target[0], "clang-15 --target=" + target[1]} {
			args := append(strings.Fields(c), "-w", "-O1", in)
			asm, err := exec.Command(args[0], append(args[1:], "-S", "-o", "-")...).CombinedOutput()
			require.NoError(t, err, "%s: %s", c, asm)
			msg, err := exec.Command(args[0], append(args[1:], "-g", "-c", "-o", object)...).CombinedOutput()
			require.NoError(t, err, "%s: %s", c, msg)
			m, err := load.Files([]string{object}, load.Options{})
			require.NoError(t, err)
			context := NewContext(m)
			for f := range m.Funcs {
				_, body, ok := strings.Cut(string(asm), "\n"+f.Name()+":")
				require.True(t, ok, f.Name())
				found := behind.FindStringSubmatch(body)
				require.NotNil(t, found, body)
				registers[f.Name()] = append(registers[f.Name()], found[1])
				x := Classify(context, f.Signature()).Params[1]
				require.Equal(t, ReasonCompilersDisagree, x.Reason, "%s %s: %s", c, f.Name(), x)
			}
		}
		require.Len(t, registers, 5)
		for f, by := range registers {
			require.NotEqual(t, by[0], by[1], "%s %s: gcc and clang agree", target[1], f)
		}
	}
}

// TestFlexibleNothing: clang for RISC-V gives a register to a structure of no size
// with an array without a bound, gcc none.
func TestFlexibleNothing(t *testing.T) {
	dir := t.TempDir()
	in, object := filepath.Join(dir, "a.c"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(in, []byte("struct Open { double a[0]; char rest[]; }; long f(long x, struct Open s, long z) { return z; }\n"), 0o644))
	behind := regexp.MustCompile(`(?m)^\s*mv\s+a0,\s*(a\d)`)
	registers := map[string]bool{}
	for _, c := range []string{"riscv64-linux-gnu-gcc-12", "clang-15 --target=riscv64-linux-gnu -march=rv64gc -mabi=lp64d"} {
		args := append(strings.Fields(c), "-w", "-O1", in)
		asm, err := exec.Command(args[0], append(args[1:], "-S", "-o", "-")...).CombinedOutput()
		require.NoError(t, err, "%s: %s", c, asm)
		found := behind.FindStringSubmatch(string(asm))
		require.NotNil(t, found, "%s", asm)
		registers[found[1]] = true
		msg, err := exec.Command(args[0], append(args[1:], "-g", "-c", "-o", object)...).CombinedOutput()
		require.NoError(t, err, "%s: %s", c, msg)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		for f := range m.Funcs {
			require.Equal(t, Refused, Classify(NewContext(m), f.Signature()).Params[1].Passing)
		}
	}
	require.Len(t, registers, 2, "gcc and clang agree")
}

// TestAlignedNothing: behind a C structure of no size that a member of no elements
// aligns, gcc for ARM goes on at an even register and clang does not.
func TestAlignedNothing(t *testing.T) {
	dir := t.TempDir()
	in, object := filepath.Join(dir, "a.c"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(in, []byte("struct None { __attribute__((aligned(16))) int a[0]; }; int f(int x, struct None s, int z) { return z; }\n"), 0o644))
	behind := regexp.MustCompile(`(?m)^\s*mov\s+r0, (r\d)`)
	var registers []string
	for _, c := range []string{"arm-linux-gnueabihf-gcc-12", "clang-15 --target=arm-linux-gnueabihf -march=armv7-a"} {
		args := append(strings.Fields(c), "-O1", in)
		asm, err := exec.Command(args[0], append(args[1:], "-S", "-o", "-")...).CombinedOutput()
		require.NoError(t, err, "%s: %s", c, asm)
		found := behind.FindStringSubmatch(string(asm))
		require.NotNil(t, found, "%s", asm)
		registers = append(registers, found[1])
		msg, err := exec.Command(args[0], append(args[1:], "-g", "-c", "-o", object)...).CombinedOutput()
		require.NoError(t, err, "%s: %s", c, msg)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		for f := range m.Funcs {
			require.NotEmpty(t, Classify(NewContext(m), f.Signature()).Params[1].Differs)
		}
	}
	require.Equal(t, []string{"r2", "r1"}, registers)
}
