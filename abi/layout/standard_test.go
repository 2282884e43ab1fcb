package layout

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/fixtures"
)

// loaded is the whole model of a source, with scopes and template arguments.
func loaded(t *testing.T, text, triple string) *abi.Model {
	t.Helper()
	source := filepath.Join(t.TempDir(), "a.cc")
	if err := os.WriteFile(source, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := fixtures.Run("", "clang++-15", "clang-15", "-target", triple, "-gdwarf", "-fstandalone-debug", "-std=c++20", "-ffreestanding", "-c", source, "-o", source+".o"); err != nil {
		t.Fatal(err)
	}
	m, err := load.Files([]string{source + ".o"}, load.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestPredictedTypedefs: size_t, int64_t and their like follow the target, not
// the type that they stand for in the object; a template argument that may have
// been written as one of them, and classes of the standard library, are refused.
// clang for the target is the judge.
func TestPredictedTypedefs(t *testing.T) {
	const text = `#include <stddef.h>
#include <stdint.h>
namespace std { using ::size_t; template<class T> struct vector { T *first, *last, *end; }; struct mutex { size_t words[5]; }; }
typedef uint64_t user; enum class Wide : uint64_t { one };
template<class T> struct Box { T v; char c; struct In { T w; } in; };
struct Words { char a; size_t n; char b; ptrdiff_t d; char c; const uintptr_t p; intptr_t q[3]; };
struct Wides { char a; int64_t n; char b; std::size_t s; user u; Wide w; volatile uint64_t bits : 37; uint64_t more : 20; intmax_t m; long l; };
struct Points { std::vector<int> *v; std::size_t n; };
struct Holds { std::vector<int> v; };
struct Array { std::mutex m[2]; };
struct Derived : std::mutex { int x; };
struct Boxes { Box<long> l; }; struct Shorts { Box<short> l; long long ll; };
Words words(uintptr_t p) { return {0, 1, 2, 3, 4, p}; }
Wides wides; Points points; Holds holds; Array array; Derived derived; Boxes boxes; Shorts shorts;
`
	const system = ReasonPlatform
	for _, c := range []struct {
		from, to string
		refused  map[string]string
	}{
		{"x86_64-linux-gnu", "x86_64-pc-windows-msvc", map[string]string{"Holds": system, "Array": system, "Derived": system, "Boxes": ReasonUnsupported, "Box<long>": ReasonUnsupported}},
		{"x86_64-linux-gnu", "i686-pc-windows-msvc", map[string]string{"Holds": system, "Array": system, "Derived": system, "Boxes": ReasonUnsupported, "Box<long>": ReasonUnsupported}},
		{"x86_64-linux-gnu", "aarch64-linux-gnu", nil},
		{"x86_64-linux-gnu", "arm64-apple-macosx11", map[string]string{"Holds": system, "Array": system, "Derived": system}},
		{"x86_64-linux-gnu", "i686-linux-gnu", map[string]string{"Boxes": ReasonUnsupported, "Box<long>": ReasonUnsupported}},
		{"x86_64-pc-windows-msvc", "x86_64-linux-gnu", map[string]string{"Holds": system, "Array": system, "Derived": system}},
		{"i686-pc-windows-msvc", "x86_64-linux-gnu", map[string]string{"Holds": system, "Array": system, "Derived": system}},
		{"x86_64-pc-windows-msvc", "i686-pc-windows-msvc", nil},
	} {
		target, _ := abi.ParseTarget(c.to)
		m := loaded(t, text, c.from)
		have, p, seen := records(m), NewPredictor(m, target), 0
		for _, want := range fixtures.RecordLayoutsOf(t, text, c.to) {
			typ, ok := have[want.Name]
			if !ok || typ.Scope() != 0 {
				continue
			}
			seen++
			r, err := p.Predict(typ)
			switch reason := c.refused[want.Name]; {
			case err != nil && err.(*Refusal).Reason != reason, err == nil && reason != "":
				t.Errorf("%s to %s: %s: %v, want refusal %q", c.from, c.to, want.Name, err, reason)
			case err == nil && compare(r, want) != "":
				t.Errorf("%s to %s: %s: %s", c.from, c.to, want.Name, compare(r, want))
			}
		}
		if seen < 8 {
			t.Errorf("%s to %s: only %d classes compared", c.from, c.to, seen)
		}
	}
}

// TestPredictedTuple: classes that hold a unique_ptr or a tuple with empty elements
// have the size that the compiler for the other target gives them.
func TestPredictedTuple(t *testing.T) {
	const text = `
#include <memory>
#include <tuple>
struct Nothing {}; struct Last final {}; struct Freer { void operator()(int *) const; }; struct Counting { int n; void operator()(long *) const; };
struct Owner { std::unique_ptr<int> p; char c; };
struct Freed { char c; std::unique_ptr<int, Freer> p; };
struct Counted { std::unique_ptr<long, Counting> p; char c; };
struct Mixed { std::tuple<Nothing, double, Last, char> t; };
struct Derived : std::unique_ptr<char[]> { char c; };
Owner a; Freed b; Counted c; Mixed d; Derived *e = new Derived;
`
	names := []string{"Owner", "Freed", "Counted", "Mixed", "Derived"}
	for triple, judge := range map[string]string{"i686-linux-gnu": "i686-linux-gnu-g++-12", "aarch64-linux-gnu": "aarch64-linux-gnu-g++"} {
		target, _ := abi.ParseTarget(triple)
		there := records(described(t, judge, text))
		for _, tool := range []string{"g++", "clang++-15"} {
			have := records(described(t, tool, text))
			for _, name := range names {
				r, err := NewPredictor(have[name].Model(), target).Predict(have[name])
				if err != nil {
					t.Errorf("%s %s %s: %v", tool, triple, name, err)
					continue
				}
				if size, _ := there[name].Size(); r.Size != size {
					t.Errorf("%s %s %s: %d bytes, %s has %d", tool, triple, name, r.Size, judge, size)
				}
				for i, f := range there[name].Fields() {
					if r.Fields[i].Offset != f.Offset {
						t.Errorf("%s %s %s: %s at bit %d, %s has %d", tool, triple, name, f.Name, r.Fields[i].Offset, judge, f.Offset)
					}
				}
			}
		}
	}
}
