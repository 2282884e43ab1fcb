package load_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/layout"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestShortAddresses: addresses that are not as wide as the target's have no type
// here. avr.elf is
//
//	struct S { struct S *next; char c; } s;
//	struct S *f(struct S *p) { return p->next; }
//
// of Debian 12's gcc-avr: avr-gcc -Os -gdwarf-4 -nostdlib -Wl,--entry=f -mmcu=avr5.
func TestShortAddresses(t *testing.T) {
	out, err := exec.Command("llvm-dwarfdump-19", "--debug-info", "testdata/avr.elf").CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Regexp(t, `DW_TAG_pointer_type\s+DW_AT_byte_size\s+\(0x02\)`, string(out))
	m, err := load.Files([]string{"testdata/avr.elf"}, load.Options{})
	require.NoError(t, err)
	found := false
	for typ := range m.Types {
		if typ.Name() != "S" || !typ.IsRecord() {
			continue
		}
		found = true
		fields := typ.Fields()
		require.Equal(t, abi.KindUnsupported, fields[0].Type.Strip().Kind())
		require.Equal(t, abi.Bits(16), fields[1].Offset)
		_, err := layout.NewPredictor(m, m.Target()).Stated(typ)
		require.NoError(t, err)
	}
	require.True(t, found)
	require.NotEmpty(t, m.Issues())
}

// TestOverlap: clang does not say that a pointer has 4 bytes. Where that shows,
// nothing is believed of the struct.
func TestOverlap(t *testing.T) {
	dir := t.TempDir()
	source, object := filepath.Join(dir, "o.c"), filepath.Join(dir, "o.o")
	require.NoError(t, os.WriteFile(source, []byte(`
typedef int *__ptr32 p32;
_Static_assert(sizeof(p32) == 4, "clang");
struct Short { p32 a; int x; } s;
struct Plain { int *a; int x : 3, y : 5; char c[3]; union { int i; float f; }; struct { } e[0]; } p;
`), 0o644))
	out, err := exec.Command("clang-19", "-fms-extensions", "-g", "-c", "-o", object, source).CombinedOutput()
	require.NoError(t, err, "%s", out)
	m, err := load.Files([]string{object}, load.Options{})
	require.NoError(t, err)
	seen := map[string]bool{}
	for typ := range m.Types {
		if typ.IsRecord() && typ.Name() != "" {
			_, overlap := typ.Overlap()
			_, err := layout.NewPredictor(m, m.Target()).Stated(typ)
			require.Equal(t, overlap, err != nil)
			seen[typ.Name()] = overlap
		}
	}
	require.Equal(t, map[string]bool{"Short": true, "Plain": false}, seen)
}

// TestOverlapOfBits: g++ before 13 puts a member on the last bits of a bit-field. A
// program says for which classes a write to the one changes the other.
func TestOverlapOfBits(t *testing.T) {
	dir := t.TempDir()
	source := filepath.Join(dir, "o.cc")
	require.NoError(t, os.WriteFile(source, []byte(`
extern "C" int printf(const char *, ...);
struct A1 { A1() {} int x : 3; int b : 8; };
struct A2 { A2() {} char : 3; int b : 8; };
struct A3 { A3() {} int b : 11; };
struct A4 { A4() {} long x; int b : 9; };
struct A5 : A1 { A5() {} };
struct A6 { A6() {} A1 x; char b; };
struct A7 { A7() {} struct { int y; char b; }; };
struct A8 { A8() {} union { int y; signed char b; }; };
struct E { };
union O { E e; O() {} };
struct A9 { long b; [[no_unique_address]] O o; };
#define T(n) struct B##n { [[no_unique_address]] A##n a; unsigned char c; }; \
	void f##n() { B##n o; o.a.b = -1; o.c = 0; bool kept = o.a.b == -1; o.a.b = 0; o.c = -1; printf("B%d %d\n", n, !kept || o.a.b != 0); }
T(1) T(2) T(3) T(4) T(5) T(6) T(7) T(8) T(9)
int main() { f1(); f2(); f3(); f4(); f5(); f6(); f7(); f8(); f9(); }
`), 0o644))
	overlaps := 0
	for _, cxx := range []string{"g++-12", "clang++-15"} {
		program := filepath.Join(dir, cxx)
		out, err := exec.Command(cxx, "-std=c++20", "-O0", "-g", "-o", program, source).CombinedOutput()
		require.NoError(t, err, "%s", out)
		said, err := exec.Command(program).Output()
		require.NoError(t, err)
		m, err := load.Files([]string{program}, load.Options{})
		require.NoError(t, err)
		n := 0
		for typ := range m.Types {
			if !typ.IsRecord() || len(typ.Name()) != 2 || typ.Name()[0] != 'B' && typ.Name() != "A9" {
				continue
			}
			what, overlap := typ.Overlap()
			if typ.Name() == "A9" { // a union of an empty class lies on a number
				require.False(t, overlap)
				continue
			}
			require.Contains(t, string(said), fmt.Sprintf("%s %d\n", typ.Name(), map[bool]int{true: 1}[overlap]), "%s: %s", cxx, what)
			n += strings.Count(string(said), typ.Name()+" ")
			overlaps += map[bool]int{true: 1}[overlap]
		}
		require.Equal(t, 9, n, "%s:\n%s", cxx, said)
	}
	require.Equal(t, 2, overlaps) // with g++: A1 and A2
}

// TestBlurredBits: clang before 16 describes a bit-field as wide as its type as a
// plain member, at the byte where it begins. A program says where it is.
func TestBlurredBits(t *testing.T) {
	dir := t.TempDir()
	source := filepath.Join(dir, "b.c")
	require.NoError(t, os.WriteFile(source, []byte(`
#define P struct __attribute__((packed))
extern int printf(const char *, ...);
extern void *memset(void *, int, unsigned long);
P A1 { unsigned a : 3; unsigned char f : 8; };
P A2 { unsigned a : 3; int f : 32; unsigned c : 5; };
P A3 { unsigned a : 11; short b : 4; unsigned : 18; unsigned char f : 8; unsigned long c : 48; };
P A4 { unsigned char a; unsigned : 3; unsigned char f : 8; int b; };
P A5 { unsigned a : 8; unsigned char f : 8; int b; };
P A6 { unsigned char a; unsigned : 8; unsigned char f : 8; int b; };
P A7 { char a; int f; short b; };
P A8 { int b; unsigned : 5; int f : 32; };
struct A9 { int a; unsigned char f; unsigned : 16; unsigned char b; };
#pragma pack(2)
struct A10 { unsigned char f; int b; short c; int d; };
#pragma pack()
#define T(n) { struct A##n o; memset(&o, 0, sizeof o); o.f = -1; unsigned char *p = (unsigned char *)&o; int i = 0; \
	while (!(p[i / 8] >> i % 8 & 1)) i++; printf("A%d %d\n", n, i % 8 != 0); }
int main() { T(1) T(2) T(3) T(4) T(5) T(6) T(7) T(8) T(9) T(10) }
`), 0o644))
	for _, c := range []struct {
		cc   string
		lost bool
	}{{"clang-15", true}, {"clang-19", false}, {"gcc-12", false}} {
		program := filepath.Join(dir, c.cc)
		out, err := exec.Command(c.cc, "-w", "-O0", "-g", "-o", program, source).CombinedOutput()
		require.NoError(t, err, "%s", out)
		said, err := exec.Command(program).Output()
		require.NoError(t, err)
		m, err := load.Files([]string{program}, load.Options{})
		require.NoError(t, err)
		n := 0
		for typ := range m.Types {
			if !typ.IsRecord() || typ.Name() == "" {
				continue
			}
			n++
			within := strings.Contains(string(said), typ.Name()+" 1\n")
			require.NotEqual(t, within, strings.Contains(string(said), typ.Name()+" 0\n"), typ.Name())
			what, overlap := typ.Overlap()
			require.Equal(t, within && c.lost, overlap, "%s: %s: %s", c.cc, typ.Name(), what)
			for _, f := range typ.Fields() {
				if f.Name == "f" && !overlap {
					require.Equal(t, within, f.Offset%8 != 0, "%s: %s", c.cc, typ.Name())
				}
			}
		}
		require.Equal(t, 10, n, c.cc)
		require.Equal(t, 5, strings.Count(string(said), " 1\n"), "%s:\n%s", c.cc, said)
	}
}
