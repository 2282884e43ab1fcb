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
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/fixtures"
)

// TestLayoutsAgainstClang: every record of every C++ fixture, in every variant
// of the matrix, has the layout that clang dumps for the variant's target.
func TestLayoutsAgainstClang(t *testing.T) {
	src, err := fixtures.SourceDir()
	require.NoError(t, err)
	compared := 0
	for _, v := range fixtures.Variants() {
		t.Run(v.Name, func(t *testing.T) {
			for _, s := range v.Sources() {
				if !s.CPlusPlus() {
					continue
				}
				m, err := load.Files([]string{fixtures.Build(t, v, s)}, load.Options{})
				require.NoError(t, err, s.Name)
				byName := map[string][]abi.Type{}
				for typ := range m.Types {
					if typ.IsRecord() && typ.Name() != "" && !typ.IsDeclaration() {
						byName[plain(typ.QualifiedName())] = append(byName[plain(typ.QualifiedName())], typ)
					}
				}
				want := fixtures.RecordLayouts(t, filepath.Join(src, s.Name), v.Target)
				for _, r := range want {
					got := byName[plain(r.Name)]
					if len(got) != 1 {
						continue // not emitted by this compiler, or local and ambiguous by name
					}
					compared++
					require.NoError(t, sameLayout(got[0], r), "%s %s: %s", v.Name, s.Name, r.Name)
				}
			}
		})
	}
	t.Logf("%d record layouts compared", compared)
	require.Greater(t, compared, 1500)
}

// plain removes what compilers spell differently in names of types.
func plain(s string) string {
	return strings.NewReplacer(" ", "", "longint", "long", "(anonymousnamespace)", "(anonymous namespace)").Replace(s)
}

func sameLayout(t abi.Type, r fixtures.Record) error {
	size, _ := t.Size()
	if int64(size) != r.Size {
		return fmt.Errorf("size %d, clang %d", size, r.Size)
	}
	fields := map[string]abi.Field{}
	for _, f := range t.Fields() {
		fields[f.Name] = f
	}
	for _, f := range r.Fields {
		if f.Name == "" || f.BitField && f.SizeBits == 0 {
			continue
		}
		got, ok := fields[f.Name]
		if !ok {
			return fmt.Errorf("no field %s", f.Name)
		}
		if int64(got.Offset) != f.OffsetBits {
			return fmt.Errorf("field %s at bit %d, clang %d", f.Name, got.Offset, f.OffsetBits)
		}
		if full, _ := got.Type.Size(); f.BitField && !got.BitField && int64(full)*8 == f.SizeBits {
			continue // clang describes a bit-field of its type's width as a plain member
		}
		if f.BitField && int64(got.Bits) != f.SizeBits {
			return fmt.Errorf("field %s has %d bits, clang %d", f.Name, got.Bits, f.SizeBits)
		}
	}
	direct := map[string]abi.Base{}
	for _, b := range t.Bases() {
		direct[plain(b.Type.Strip().QualifiedName())] = b
	}
	for _, b := range r.Bases {
		got, ok := direct[plain(b.Name)]
		if ok && !got.Virtual && !b.Virtual && got.Offset != b.Offset {
			return fmt.Errorf("base %s at byte %d, clang %d", b.Name, got.Offset, b.Offset)
		}
	}
	return nil
}

// TestProducersAgree: gcc and clang, DWARF 4 and 5, type units, split units,
// compressed and LTO-linked builds of one source give one layout for every
// type that both describe.
func TestProducersAgree(t *testing.T) {
	compared := 0
	for _, s := range fixtures.Sources() {
		first := map[string]abi.Type{}
		from := map[string]string{}
		for _, v := range fixtures.Variants() {
			if !v.Native() || !contains(v.Sources(), s) {
				continue
			}
			m, err := load.Files([]string{fixtures.Build(t, v, s)}, load.Options{})
			require.NoError(t, err, "%s %s", v.Name, s.Name)
			count := map[string]int{}
			for typ := range m.Types {
				if typ.IsRecord() && !typ.IsDeclaration() {
					count[plain(typ.QualifiedName())]++
				}
			}
			for typ := range m.Types {
				name := plain(typ.QualifiedName())
				if !typ.IsRecord() || typ.IsDeclaration() || typ.Name() == "" || count[name] != 1 {
					continue
				}
				old, ok := first[name]
				if !ok {
					first[name], from[name] = typ, v.Name
					continue
				}
				compared++
				require.Equal(t, layoutText(old), layoutText(typ), "%s in %s: %s and %s", name, s.Name, from[name], v.Name)
			}
		}
	}
	t.Logf("%d pairs compared", compared)
	require.Greater(t, compared, 1000)
}

func contains(list []fixtures.Source, s fixtures.Source) bool {
	for _, x := range list {
		if x.Name == s.Name {
			return true
		}
	}
	return false
}

func layoutText(t abi.Type) string {
	size, _ := t.Size()
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d", t.Kind(), size)
	for _, x := range t.Bases() {
		fmt.Fprintf(&b, "\nbase %s %v %d", plain(x.Type.Strip().QualifiedName()), x.Virtual, x.Offset)
	}
	for _, f := range t.Fields() {
		fs, _ := f.Type.Size()
		if uint64(f.Bits) == uint64(fs)*8 {
			f.Bits = 0 // see sameLayout
		}
		fmt.Fprintf(&b, "\n%s @%d:%d size %d %s", f.Name, f.Offset, f.Bits, fs, f.Access)
	}
	return b.String()
}

// TestODR: same-named types of different shapes are kept apart and reported.
func TestODR(t *testing.T) {
	m, err := load.Files([]string{fixtures.BuildODR(t, fixtures.Variants()[0])}, load.Options{})
	require.NoError(t, err)
	n := 0
	for _, i := range m.Issues() {
		if i.Code == "odr" {
			n++
			require.Contains(t, i.Message, "different shapes")
		}
	}
	require.Positive(t, n)
}

// TestNamesOfSeveralTypes: one unit gives a name to several types in blocks of
// a function, and to templates of closures. The standard allows that
// ([basic.scope.block]), so it is no conflict, also if several units have them.
func TestNamesOfSeveralTypes(t *testing.T) {
	const header = `template <class F> struct Holds { F f; int pad[2]; };
template <class F> int held(F f) { static Holds<F> h{f}; return h.f(1); }
inline int blocks(int n) {
  if (n) { struct Visitor { int a; int get() { return a; } } v{n}; return v.get(); }
  struct Visitor { double x, y; double get() { return x; } } v{1, 2};
  long wide = n;
  return v.get() + held([n](int i) { return n + i; }) + held([wide](int i) { return int(wide) + i; });
}
`
	for _, tool := range []string{"g++-12", "clang++-15"} {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "h.h"), []byte(header), 0o644))
		var objects []string
		for i, text := range []string{"int one(int n) { return blocks(n); }", "int two(int n) { return blocks(n) + 1; }", "struct Real { int a; } r;", "struct Real { long a; } q;"} {
			src, obj := filepath.Join(dir, fmt.Sprintf("u%d.cc", i)), filepath.Join(dir, fmt.Sprintf("u%d.o", i))
			require.NoError(t, os.WriteFile(src, []byte("#include \"h.h\"\n"+text+"\n"), 0o644))
			out, err := exec.Command(tool, "-g", "-fPIC", "-c", "-o", obj, src).CombinedOutput()
			require.NoError(t, err, "%s: %s", tool, out)
			objects = append(objects, obj)
		}
		lib := filepath.Join(dir, "lib.so")
		out, err := exec.Command(tool, append([]string{"-shared", "-o", lib}, objects...)...).CombinedOutput()
		require.NoError(t, err, "%s: %s", tool, out)
		for _, input := range [][]string{{lib}, objects} {
			m, err := load.Files(input, load.Options{})
			require.NoError(t, err)
			visitors := 0
			for typ := range m.Types {
				if typ.Name() == "Visitor" && !typ.IsDeclaration() {
					visitors++
				}
			}
			require.Equal(t, 2, visitors, "%s %d", tool, len(input))
			var conflicts []string
			for _, i := range m.Issues() {
				if i.Code == "odr" {
					conflicts = append(conflicts, i.Entity)
				}
			}
			require.Equal(t, []string{"Real"}, conflicts, "%s %d", tool, len(input))
		}
	}
}

// TestConflictsSplit: what reaches a name with two shapes is kept apart too,
// through members, typedefs, function types and virtual functions, in any
// order of the files.
func TestConflictsSplit(t *testing.T) {
	for name, pair := range map[string][2]string{
		"member":   {"struct T { int a; }; struct X { T t; };", "struct T { float a; }; struct X { T t; };"},
		"typedef":  {"typedef int F; struct X { F f; };", "typedef float F; struct X { F f; };"},
		"function": {"struct X { int (*f)(int); };", "struct X { double (*f)(double); };"},
		"virtual":  {"struct X { virtual void a(); virtual void b(); };", "struct X { virtual void b(); virtual void a(); };"},
		"pointer":  {"struct T { int a; }; struct X { T *t; };", "struct T { long a, b; }; struct X { T *t; };"},
	} {
		dir := t.TempDir()
		var objects []string
		for i, text := range pair {
			src := filepath.Join(dir, fmt.Sprintf("u%d.cc", i))
			require.NoError(t, os.WriteFile(src, []byte(fmt.Sprintf("%s\nX *use%d(X *x) { return x; }\nunsigned long size%d = sizeof(X);\n", text, i, i)), 0o644))
			obj := filepath.Join(dir, fmt.Sprintf("u%d.o", i))
			out, err := exec.Command("g++-12", "-g", "-femit-class-debug-always", "-c", "-o", obj, src).CombinedOutput()
			require.NoError(t, err, "g++-12: %s", out)
			objects = append(objects, obj)
		}
		for _, order := range [][]string{objects, {objects[1], objects[0]}} {
			m, err := load.Files(order, load.Options{})
			require.NoError(t, err)
			n, issues := 0, 0
			for typ := range m.Types {
				if typ.IsRecord() && typ.Name() == "X" && !typ.IsDeclaration() {
					n++
				}
			}
			for _, i := range m.Issues() {
				if i.Code == "odr" && i.Entity == "X" {
					issues++
				}
			}
			require.Equal(t, 2, n, name)
			require.Equal(t, 1, issues, name)
		}
	}
}
