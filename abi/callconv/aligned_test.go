package callconv

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/layout"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/fixtures"
)

// TestUndescribedAlignment: where debug information does not tell of alignas, a
// class travels as where it does, or is refused; its alignment is the same, or is
// not known.
func TestUndescribedAlignment(t *testing.T) {
	const text = `struct A { _Alignas(16) int a; char c; }; struct A f_a(struct A a) { return a; }
struct B { char c; _Alignas(8) int a; }; struct B f_b(struct B b) { return b; }
struct C { int a, b; }; struct C f_c(struct C c) { return c; }
struct D { _Alignas(8) int a; int b; }; struct D f_d(struct D d) { return d; }
struct E { struct A a[2]; }; struct E f_e(struct E e) { return e; }
struct F { char c; int i; }; struct F f_f(struct F f) { return f; }
`
	dir := t.TempDir()
	in, out := filepath.Join(dir, "a.c"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(in, []byte(text), 0o644))
	type answer struct {
		why    string
		travel []Travel
		align  abi.Bytes // 0 if it is not known
	}
	read := func(compiler string, flags ...string) map[string]answer {
		msg, err := exec.Command(compiler, append(flags, "-O1", "-c", in, "-o", out)...).CombinedOutput()
		require.NoError(t, err, "%s %v: %s", compiler, flags, msg)
		m, err := load.Files([]string{out}, load.Options{})
		require.NoError(t, err)
		c, got := NewContext(m), map[string]answer{}
		for id := 1; id < m.NumFuncs(); id++ {
			f := m.Func(abi.FuncID(id))
			_, call := c.PlanCall(f.Signature())
			_, why := call.Refused()
			x := f.Params()[0].Type
			a := answer{why, append(call.Params, call.Result), 0}
			if _, align, ok := c.SizeAlign(x); ok && c.AlignKnown(x) {
				a.align = align
			}
			got[f.Name()] = a
		}
		require.Len(t, got, 6)
		return got
	}
	for _, b := range []struct {
		compiler string
		flags    []string
		traced   []string // an alignment that leaves room
	}{
		{"gcc-12", nil, []string{"f_a", "f_b", "f_e"}},
		{"clang-15", nil, []string{"f_a", "f_b", "f_e"}},
		{"clang-15", []string{"-target", "aarch64-linux-gnu"}, []string{"f_a", "f_b", "f_e"}},
		{"clang-15", []string{"-target", "i686-pc-windows-msvc"}, []string{"f_a", "f_b", "f_d", "f_e"}},
	} {
		want := read(b.compiler, append(b.flags, "-gdwarf-4", "-gno-strict-dwarf")...)
		if b.compiler != "gcc-12" {
			want = read(b.compiler, append(b.flags, "-gdwarf-5")...) // of C, clang's DWARF 4 may not tell that it tells
		}
		require.Equal(t, abi.Bytes(16), want["f_a"].align)
		got := read(b.compiler, append(b.flags, "-gdwarf-4", "-gstrict-dwarf")...)
		for name, w := range want {
			g := got[name]
			if g.why == "" && w.why == "" {
				require.Equal(t, len(w.travel), len(g.travel))
				for i := range w.travel {
					require.Equal(t, w.travel[i].Passing, g.travel[i].Passing, "%s %v: %s", b.compiler, b.flags, name)
					require.Equal(t, w.travel[i].Even, g.travel[i].Even, "%s %v: %s", b.compiler, b.flags, name)
				}
			}
		}
		for _, name := range b.traced {
			require.NotEmpty(t, got[name].why, "%s %v: %s", b.compiler, b.flags, name)
			require.Zero(t, got[name].align, "%s %v: %s", b.compiler, b.flags, name)
		}
		require.Equal(t, want["f_f"].align, max(got["f_f"].align, 4), "%s %v", b.compiler, b.flags)
	}
}

// TestVirtualBaseAlignment: a base stands where its own members ask for, not where its
// virtual bases do, which lie elsewhere; the class is aligned for all of them. A packed
// class at an odd place makes no packed class of the one around it. The judge is clang's
// layout.
func TestVirtualBaseAlignment(t *testing.T) {
	const text = `
struct alignas(32) Wide { long a; };
struct Wider : virtual Wide { int v; virtual ~Wider(); };
struct Base { long b, c; virtual ~Base(); };
struct Second : Base, Wider { char x; };
struct Twice : Second { Wider w; int n; };
struct Deep : Base, Second { char y; };
struct Around { char c; Second s; };
struct Quad { int n; __int128 q; };
struct Under : virtual Quad { char u; };
struct Third : Base, Under { Quad q; char z; };
struct __attribute__((packed)) Packed { int a; double b; };
struct Tail { long a; char b; ~Tail(); };
struct Reuses : Tail { Packed p; long q; };
struct Holds : Tail { union { Packed p; char c; }; long q; Packed r[2]; };
Second *s; Twice *w; Deep *d; Around *a; Third *h; Reuses *r; Holds *o;
`
	layouts := map[string]abi.Bytes{}
	for _, r := range fixtures.RecordLayoutsOf(t, text+"int all = sizeof(Twice) + sizeof(Deep) + sizeof(Around) + sizeof(Third) + sizeof(Reuses) + sizeof(Holds);", "x86_64-linux-gnu") {
		layouts[r.Name] = abi.Bytes(r.Align)
	}
	for _, compiler := range [][]string{{"g++-12", "-femit-class-debug-always"}, {"clang++-15", "-fstandalone-debug"}} {
		m := compiled(t, text, compiler...)
		c, seen := NewContext(m), 0
		for typ := range m.Types {
			if !typ.IsRecord() || typ.Name() == "Packed" || typ.Name() == "" {
				continue // its offsets allow more than the 1 byte that it is aligned to
			}
			size, align, ok := c.SizeAlign(typ)
			require.True(t, ok, "%v %s", compiler, typ.Name())
			require.Equal(t, layouts[typ.Name()], align, "%v %s of %d bytes", compiler, typ.Name(), size)
			seen++
		}
		require.Equal(t, 13, seen, "%v", compiler)
	}
}

// TestStatedInPacked: what alignas asks of a member is asked of its class, in packed ones
// and around packed ones, too; #pragma pack limits it. The judge is clang's layout.
func TestStatedInPacked(t *testing.T) {
	const text = `
#pragma pack(push, 1)
struct Odd { double d; double e; };
struct Limited { char a; alignas(16) unsigned short b; char c; double d; };
#pragma pack(pop)
struct Around { char32_t a; short b; alignas(16) unsigned short c; double **d; unsigned char e; Odd f; };
struct __attribute__((packed)) Packed { char a; alignas(8) unsigned short b; char c; double d; };
struct __attribute__((packed, aligned(4))) Own { char a; unsigned short b; char c; double d; };
struct Inner { char a; Packed b; };
`
	const use = "int all = sizeof(Limited) + sizeof(Around) + sizeof(Packed) + sizeof(Own) + sizeof(Inner);"
	layouts := map[string]abi.Bytes{}
	for _, r := range fixtures.RecordLayoutsOf(t, text+use, "x86_64-linux-gnu") {
		layouts[r.Name] = abi.Bytes(r.Align)
	}
	for _, compiler := range [][]string{{"g++-12", "-femit-class-debug-always"}, {"clang++-15", "-fstandalone-debug"}, {"clang++-19", "-fstandalone-debug"}} {
		m := compiled(t, text+"Limited *l; Around *a; Packed *p; Own *o; Inner *i;", compiler...)
		c, seen := NewContext(m), 0
		for typ := range m.Types {
			if !typ.IsRecord() || typ.Name() == "Odd" {
				continue // its offsets allow more than the 1 byte that it is aligned to
			}
			_, align, ok := c.SizeAlign(typ)
			require.True(t, ok, "%v %s", compiler, typ.Name())
			require.Equal(t, layouts[typ.Name()], align, "%v %s", compiler, typ.Name())
			stated, err := layout.NewPredictor(m, m.Target()).Stated(typ)
			require.NoError(t, err)
			require.Equal(t, align, stated.Align, "%v %s", compiler, typ.Name())
			seen++
		}
		require.Equal(t, 5, seen, "%v", compiler)
	}
}

// TestStatedPack: clang from 19 on states the alignment of classes under #pragma pack,
// also where no offset shows it. The judge is clang's layout.
func TestStatedPack(t *testing.T) {
	const text = `
#pragma pack(push, 2)
struct Two { int a; int b; };
struct Odd { char32_t a; double b[3]; };
struct Bits { int a; char b; int c : 3; };
struct Derived : Two { long d; };
struct Asked { alignas(8) int a; };
struct Virtual { Two a; virtual void f(); };
union Either { Two a; char b[6]; };
#pragma pack(pop)
#pragma pack(push, 8)
struct Eight { char a; double b; };
struct More { Two a; alignas(16) int b; };
#pragma pack(pop)
struct Holds { Two a[2]; };
struct Inherits : Odd { };
struct Mixed { char a; Two b; };
`
	const names = "Two Odd Bits Derived Asked Virtual Either Eight More Holds Inherits Mixed"
	use, size := "", "int all = 0"
	for _, name := range strings.Fields(names) {
		use, size = use+name+" *p"+name+";\n", size+" + sizeof("+name+")"
	}
	layouts := map[string]abi.Bytes{}
	for _, r := range fixtures.RecordLayoutsOf(t, text+size+";", "x86_64-linux-gnu") {
		layouts[r.Name] = abi.Bytes(r.Align)
	}
	m := compiled(t, text+use, "clang++-19", "-fstandalone-debug")
	c, p, seen := NewContext(m), layout.NewPredictor(m, m.Target()), 0
	for typ := range m.Types {
		if !typ.IsRecord() {
			continue
		}
		_, align, ok := c.SizeAlign(typ)
		require.True(t, ok, typ.Name())
		require.Equal(t, layouts[typ.Name()], align, typ.Name())
		stated, err := p.Stated(typ)
		require.NoError(t, err)
		require.Equal(t, align, stated.Align, typ.Name())
		seen++
	}
	require.Equal(t, 12, seen)
}

// TestAlignedMicrosoft32: which classes with alignas Microsoft's 32-bit convention passes
// by address depends on the version of clang where members ask for it, and clang from 19
// on states the alignment of classes under #pragma pack, which it does not. The judge is
// clang's IR.
func TestAlignedMicrosoft32(t *testing.T) {
	const text = `
struct alignas(8) Own { double d; };
struct alignas(8) OwnInts { int d, e; };
struct alignas(16) Wide { int d[4]; };
struct alignas(4) Four { int d[4]; };
struct Plain { double d; };
struct Member { alignas(8) double d; };
struct MemberInt { alignas(8) int d; int e; };
struct Derived : Own { int x, y; };
struct Holds { Own x; };
struct Array { Own x[2]; };
union Either { Own x; int y; };
struct HoldsMember { Member x; };
#pragma pack(push, 8)
struct Eight { double d; };
struct HoldsEight { Eight x; };
#pragma pack(pop)
struct Around { Eight x; };
#pragma pack(push, 4)
struct PackedOwn { Own x; };
struct PackedMember { Member x; };
#pragma pack(pop)
`
	names := regexp.MustCompile(`(?m)^(?:struct|union) (?:alignas\(\d+\) )?(\w+)`).FindAllStringSubmatch(text, -1)
	require.Len(t, names, 17)
	source := text
	for _, n := range names {
		source += "extern \"C\" void f" + n[1] + "(int i, " + n[1] + " x) { }\n"
	}
	known := map[string]int{"clang++-15": 8, "clang++-19": 8}
	for compiler, want := range known {
		in := filepath.Join(t.TempDir(), "a.cc")
		require.NoError(t, os.WriteFile(in, []byte(source), 0o644))
		ir, err := exec.Command(compiler, "-target", "i686-pc-windows-msvc", "-S", "-emit-llvm", "-o", "-", in).Output()
		require.NoError(t, err)
		m := compiled(t, source, compiler, "-target", "i686-pc-windows-msvc", "-O1")
		c, seen := NewContext(m), 0
		for f := range m.Funcs {
			_, call := c.PlanCall(f.Signature())
			if reason, _ := call.Refused(); reason != "" {
				continue
			}
			define := regexp.MustCompile(`@` + f.Name() + `\((.*)\)`).FindSubmatch(ir)
			require.NotNil(t, define, f.Name())
			address := strings.Contains(string(define[1]), "ptr") && !strings.Contains(string(define[1]), "byval")
			require.Equal(t, address, call.Params[1].Passing == Indirect, "%s %s: %s", compiler, f.Name(), define[0])
			seen++
		}
		require.Equal(t, want, seen, compiler)
	}
}

// TestPackedBases: the attribute packed leaves bases aligned, #pragma pack does not. The compiler's alignof, kept in the size of an array, is the judge.
func TestPackedBases(t *testing.T) {
	const text = `
#define PACKED struct __attribute__((packed))
struct Eight { double a; };
struct Two { short a; short b; };
struct Dynamic { int a; virtual void f(); };
PACKED Odd : Two { char c; double d; };
PACKED Even : Eight { char16_t c; double d; float e; short f; };
PACKED Pointer { char c; int d; short e; char f; virtual void g(); };
PACKED Derived : Dynamic { char c; int d; short e; char f; };
PACKED Virtual : virtual Eight { char c; int d; short e; char f; };
PACKED Both : Two, virtual Eight { char c; short d; };
PACKED Alone { char c; int d; };
PACKED Event { unsigned a; long b; };
PACKED Several { short a; int b; Event c; short d; };
#pragma pack(push, 2)
struct Pragma : Eight { char c; int d; double e; };
#pragma pack(pop)
struct Around { char c; Odd d; Alone e; };
`
	names := strings.Fields("Eight Two Dynamic Odd Even Pointer Derived Virtual Both Alone Event Several Pragma Around")
	source := text
	for _, n := range names {
		source += n + " p" + n + "; char align" + n + "[alignof(" + n + ")];\n"
	}
	for _, compiler := range [][]string{{"g++-12", "-femit-class-debug-always"}, {"clang++-15", "-fstandalone-debug"}, {"clang++-19", "-fstandalone-debug"}} {
		m := compiled(t, source, append(compiler, "-w")...)
		judge, seen, blurred := map[string]abi.Bytes{}, 0, 0
		for v := range m.Vars {
			if name, ok := strings.CutPrefix(v.Name(), "align"); ok {
				n, _ := v.Type().Count()
				judge[name] = abi.Bytes(n)
			}
		}
		require.Len(t, judge, len(names))
		c, p := NewContext(m), layout.NewPredictor(m, m.Target())
		for typ := range m.Types {
			if !typ.IsRecord() || judge[typ.Name()] == 0 {
				continue
			}
			_, align, ok := c.SizeAlign(typ)
			if !ok { // see TestBlurredBits
				require.Equal(t, "clang++-15", compiler[0], typ.Name())
				blurred++
				continue
			}
			require.Equal(t, judge[typ.Name()], align, "%v %s", compiler, typ.Name())
			stated, err := p.Stated(typ)
			require.NoError(t, err)
			require.Equal(t, align, stated.Align, "%v %s", compiler, typ.Name())
			seen++
		}
		require.Equal(t, len(names), seen+blurred, "%v", compiler)
		require.GreaterOrEqual(t, seen, 9, "%v", compiler)
	}
}
