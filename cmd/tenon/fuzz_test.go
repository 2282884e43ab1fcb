package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzCommands hands damaged objects to the commands that read one: no panic, no
// hang, and an error with a message or an answer.
func FuzzCommands(f *testing.F) {
	const source = `
struct Plain { int a; short b : 3, c : 9; float d[2]; };
enum class ns_enum : short { A = -1, B = 2 };
struct Base { virtual ~Base(); virtual int f(Plain) = 0; char tail; };
struct Other { long long x; };
struct Derived : Base, virtual Other { int f(Plain) override; enum class E : short { A = -1, B = 2 } e; union { int i; float g; }; };
template<class T, int N> struct Box { T t[N]; T *operator->() const; };
int Derived::f(Plain p) { return p.a + static_cast<int>(e) + i; }
Base::~Base() {}
namespace ns { Box<Derived *, 3> *make(int (*call)(Plain, Box<char, 4> &), const Other &); extern int count; int count = 4; static const int limit = 7; }
Box<Derived *, 3> *ns::make(int (*call)(Plain, Box<char, 4> &), const Other &o) { return o.x && call ? nullptr : reinterpret_cast<Box<Derived *, 3> *>(limit); }
Plain pass(Plain p, int Derived::*m, double _Complex z, ...) { return p; }
union Either { int i; float f; Plain p; };
extern "C" { int rust(Plain, Either *, int (*)(const Plain *), ns_enum); int used(Either *e) { return rust(pass({}, nullptr, 0), e, nullptr, ns_enum::B); } }
`
	const border = `
#[repr(C)] #[derive(Clone, Copy)] pub struct Plain { a: i32, b: u16, d: [f32; 2] }
#[repr(C)] #[derive(Clone, Copy)] pub union Either { i: i32, f: f32, p: Plain }
#[repr(i16)] #[derive(Clone, Copy)] pub enum E { A = -1, B = 2 }
#[no_mangle] pub extern "C" fn rust(p: Plain, e: &Either, call: Option<extern "C" fn(&Plain) -> i32>, k: E) -> i32 { unsafe { p.a + e.i + k as i32 + call.is_some() as i32 } }
`
	dir := f.TempDir()
	from := filepath.Join(dir, "seed.cc")
	if err := os.WriteFile(from, []byte(source), 0o644); err != nil {
		f.Fatal(err)
	}
	for i, compiler := range []string{"g++-12 -gdwarf-4", "g++-12 -gdwarf-5 -fdebug-types-section", "clang++-15 -g -O2", "clang++-15 -g --target=i686-linux-gnu",
		"clang++-15 -g --target=armv7-linux-gnueabihf", "clang++-15 -gdwarf-5 --target=x86_64-pc-windows-msvc", "clang++-15 -g --target=arm64-apple-macosx11"} {
		to := filepath.Join(dir, "seed"+string(rune('a'+i)))
		words := append(strings.Fields(compiler), "-w", "-c", "-o", to, from)
		if out, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil {
			f.Fatalf("%s: %v\n%s", compiler, err, out)
		}
		data, err := os.ReadFile(to)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	rust := filepath.Join(dir, "border.o")
	if err := os.WriteFile(filepath.Join(dir, "border.rs"), []byte(border), 0o644); err != nil {
		f.Fatal(err)
	}
	if out, err := exec.Command("rustc", "--edition", "2021", "--crate-type", "lib", "--emit", "obj", "-g", "-A", "warnings", "-o", rust, filepath.Join(dir, "border.rs")).CombinedOutput(); err != nil {
		f.Fatalf("rustc: %v\n%s", err, out)
	}
	data, err := os.ReadFile(rust)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	cxx := filepath.Join(dir, "seedb")
	f.Fuzz(func(t *testing.T, data []byte) {
		file := filepath.Join(t.TempDir(), "x.o")
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"bind", file}, {"bind", "--also-target", "x86_64-pc-windows-msvc", file}, {"layout", file},
			{"layout", "--predict", "aarch64-unknown-linux-gnu", file}, {"audit", file}, {"abi", file}, {"diff", file, file},
			{"verify", "--cpp", file, "--rust", rust}, {"verify", "--cpp", cxx, "--rust", file}} {
			var stdout, stderr bytes.Buffer
			code := run(args, strings.NewReader(""), io.Writer(&stdout), &stderr)
			said := stdout.String() + stderr.String()
			switch {
			case strings.Contains(said, "the rule failed"), strings.Contains(said, "defect of tenon"):
				t.Fatalf("%s: %s", args, said)
			case code == 1 && !strings.Contains(stderr.String(), "tenon: error:"):
				t.Fatalf("%s: exit status 1 without a message\n%s", args, said)
			}
		}
	})
}
