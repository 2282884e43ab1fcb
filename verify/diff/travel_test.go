package diff_test

import (
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tenon-abi/tenon/verify/diff"
)

// TestTravel changes a class that a function takes and returns. Where clang's
// intermediate code of that function is another, the verdict is; where it is the
// same, nothing is said of how the class travels.
func TestTravel(t *testing.T) {
	const plain = "struct C { int a, b; };"
	cases := []struct{ name, old, new string }{
		{"same", plain, "// moved\n" + plain},
		{"method", plain, "struct C { int a, b; int sum() const { return a + b; } };"},
		{"destructor", plain, "struct C { int a, b; ~C() {} };"},
		{"defaulted destructor", plain, "struct C { int a, b; ~C() = default; };"},
		{"copy constructor", plain, "struct C { int a, b; C(const C &o) : a(o.a) {} C() {} };"},
		{"defaulted copy constructor", plain, "struct C { int a, b; C(const C &o) = default; C() = default; };"},
		{"move constructor", "struct C { int a, b; C(); C(const C &); C(C &&) {} };", "struct C { int a, b; C(); C(const C &); C(C &&) = default; };"},
		{"constructor", plain, "struct C { int a, b; C() {} };"},
		{"private", "class C { public: int a, b; };", "class C { int a, b; };"},
		{"larger class", "struct C { long a[4]; };", "struct C { long a[4]; ~C() {} };"},
		{"member", "struct M { int m; }; struct C { M a; int b; };", "struct M { int m; ~M() {} }; struct C { M a; int b; };"},
		{"base", "struct M { int m; }; struct C : M { int b; };", "struct M { int m; M(const M &o) {} M() {} }; struct C : M { int b; };"},
		{"array", "struct M { int m; }; struct C { M a[2]; };", "struct M { int m; ~M() {} }; struct C { M a[2]; };"},
		{"typedef", "struct M { int m; }; typedef M T; struct C { T a; };", "struct M { int m; ~M() {} }; typedef M T; struct C { T a; };"},
		{"alignment", "struct C { long long a, b; };", "struct alignas(16) C { long long a, b; };"},
		{"union", "union C { float a; };", "union C { float a; int b; };"},
		{"unnamed bit-field", "struct C { float a; };", "struct C { float a; int : 0; };"},
	}
	compilers := []struct{ name, family, target string }{
		{"g++", "gcc", ""}, {"clang", "clang", "x86_64-linux-gnu"}, {"arm64", "clang", "aarch64-linux-gnu"},
		{"win64", "clang", "x86_64-pc-windows-msvc"}, {"win32", "clang", "i686-pc-windows-msvc"},
	}
	said := regexp.MustCompile(`TN2220|TN2007|TN2201`)
	for _, cc := range compilers {
		changed := 0
		for _, c := range cases {
			t.Run(cc.name+"/"+c.name, func(t *testing.T) {
				dir, built, code := t.TempDir(), map[string]string{}, map[string]string{}
				for name, class := range map[string]string{"old": c.old, "new": c.new} {
					write(t, dir, name+".cc", class+"\nC take(int n, C c, double d) { return c; }\n")
					target := []string{"--target=x86_64-linux-gnu"}
					args := []string{"-std=c++17", "-gdwarf", "-w", "-c", name + ".cc"}
					if cc.target != "" {
						target[0] = "--target=" + cc.target
						args = append(args, "-fstandalone-debug", target[0])
					}
					run(t, dir, compiler(t, cc.family, true), args...)
					built[name] = filepath.Join(dir, name+".o")
					code[name] = interfaceOf(t, run(t, dir, compiler(t, "clang", true), append(target, "-std=c++17", "-w", "-S", "-emit-llvm", "-o", "-", name+".cc")...))
				}
				g := compareFiles(t, built["old"], built["new"])
				switch {
				case cc.name == "win32" && c.name == "unnamed bit-field":
					return // the member, or the class around it, in the same place of the stack
				case code["old"] == code["new"]:
					// What contains a class of another alignment moves; on Windows the
					// called function destroys what it gets by address.
					if c.name != "alignment" && !(c.name == "larger class" && cc.name == "win64") {
						require.NotRegexp(t, said, describe(g))
					}
					return
				}
				changed++
				worst, _ := g.Worst()
				require.GreaterOrEqual(t, worst, diff.Risky, "%s\n%s\n%s", code["old"], code["new"], describe(g))
				require.Regexp(t, said, describe(g))
				if cc.family == "gcc" {
					require.Equal(t, diff.Breaking, worst, describe(g))
				}
			})
		}
		require.GreaterOrEqual(t, changed, 6, "%s: too little was found by clang", cc.name)
	}
}

// interfaceOf is what clang makes of the parameters and the result of take,
// without the names of classes.
func interfaceOf(t *testing.T, code string) string {
	found := regexp.MustCompile(`(?m)^define .*take.*\{$`).FindString(code)
	require.NotEmpty(t, found)
	return regexp.MustCompile(`"(class|struct)\.\w+"|%(class|struct)\.\w+|%\w+| #\d+`).ReplaceAllString(found, "")
}

// TestCause: a layout that moved is not put down to a change inside it that
// breaks nothing, and one cause of a way of travelling is told once.
func TestCause(t *testing.T) {
	const tail = "\nint f(D *d) { return sizeof *d; }\n"
	cases := []struct {
		name, old, new string
		want           []string
	}{
		// Itanium C++ ABI §2.4: members lie in the tail padding of a base that is no POD.
		{"tail padding", "struct C { int a; char b; }; struct D : C { char c; };", "class C { protected: int a; char b; }; struct D : C { char c; };",
			[]string{"breaking TN2201 D", "risky TN2210 C", "risky TN2210 C"}},
		{"and back", "class C { protected: int a; char b; }; struct D : C { char c; };", "struct C { int a; char b; }; struct D : C { char c; };",
			[]string{"breaking TN2201 D", "compatible TN2210 C", "compatible TN2210 C"}},
		{"packed around a rename", "struct C { int a; }; struct D { char b; C c; };", "struct C { int z; }; struct __attribute__((packed)) D { char b; C c; };",
			[]string{"breaking TN2201 D", "risky TN2208 C"}},
		{"derived", "struct C { int a; }; struct D { char b; C c; };", "struct C { long a; }; struct D { char b; C c; };",
			[]string{"breaking TN2207 C"}},
		{"union in a callback", "union C { float f; }; struct D { C c; }; void g(C (*)(D)) {}", "union C { float f; int i; }; struct D { C c; }; void g(C (*)(D)) {}",
			[]string{"breaking TN2220 C", "compatible TN2205 C"}},
		{"one class", "struct C { int a; }; struct D { C c; }; struct E : D { }; void g(E) {}", "struct C { int a; ~C() {} }; struct D { C c; }; struct E : D { }; void g(E) {}",
			[]string{"breaking TN2220 C"}},
	}
	for _, family := range []string{"gcc", "clang"} {
		for _, c := range cases {
			dir := t.TempDir()
			write(t, dir, "old.cc", c.old+tail)
			write(t, dir, "new.cc", c.new+tail)
			g := compareFiles(t, shared(t, dir, "old.so", family, []string{"old.cc"}), shared(t, dir, "new.so", family, []string{"new.cc"}))
			var got []string
			for _, ch := range g.Changes {
				got = append(got, ch.Grade.String()+" "+ch.Kind+" "+ch.Entity)
			}
			require.Equal(t, c.want, got, "%s, %s\n%s", family, c.name, describe(g))
		}
	}
}

// TestUnread: g++ describes a polymorphic class where its table is; elsewhere
// there is nothing to compare, and the outcome says so.
func TestUnread(t *testing.T) {
	const class = "struct C { virtual ~C(); virtual void f(); int a; }; struct P; typedef P Q;\nint use(C c, P *p, Q *q) { return c.a; }\nvoid opaque(P *p) {}\n"
	dir := t.TempDir()
	write(t, dir, "a.cc", class)
	run(t, dir, compiler(t, "gcc", true), "-g", "-c", "a.cc")
	a := filepath.Join(dir, "a.o")
	require.Equal(t, []string{"C"}, compareFiles(t, a, a).Fidelity.Unread)
	write(t, dir, "b.cc", class+"C::~C() {}\nvoid C::f() {}\n")
	run(t, dir, compiler(t, "gcc", true), "-g", "-c", "b.cc")
	b := filepath.Join(dir, "b.o")
	require.Empty(t, compareFiles(t, b, b).Fidelity.Unread)
}
