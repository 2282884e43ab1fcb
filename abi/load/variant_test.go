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
)

// TestVariants: enums with fields have their discriminant and their variants
// in the model, where rustc itself says that they lie: the program prints size,
// alignment, and for a value of each variant the address of its field and the
// bytes of the discriminant.
func TestVariants(t *testing.T) {
	dir := t.TempDir()
	const source = `
#[repr(C, u8)] pub enum A { One(u8, u64), Two { x: u16 }, Three }
#[repr(u16)] pub enum B { One(u8, u64) = 7, Two { x: u16 } = 500 }
#[repr(C)] pub enum C { One(f32), Two([u8; 9]) }
#[no_mangle] pub extern "C" fn take(_a: A, _b: B, _c: C, _d: Option<&u8>) {}
fn at<T, F>(all: &T, field: &F) -> usize { field as *const F as usize - all as *const T as usize }
fn main() {
    use std::mem::{align_of, size_of};
    let a = A::One(1, 2); if let A::One(x, y) = &a { println!("A {} {} One {} {}", size_of::<A>(), align_of::<A>(), at(&a, x), at(&a, y)); }
    let a = A::Two { x: 3 }; if let A::Two { x } = &a { println!("A {} {} Two {}", size_of::<A>(), align_of::<A>(), at(&a, x)); }
    let b = B::One(1, 2); if let B::One(x, y) = &b { println!("B {} {} One {} {}", size_of::<B>(), align_of::<B>(), at(&b, x), at(&b, y)); }
    let b = B::Two { x: 3 }; if let B::Two { x } = &b { println!("B {} {} Two {} tag {}", size_of::<B>(), align_of::<B>(), at(&b, x), unsafe { *(&b as *const B as *const u16) }); }
    let c = C::Two([0; 9]); if let C::Two(x) = &c { println!("C {} {} Two {}", size_of::<C>(), align_of::<C>(), at(&c, x)); }
    let _ = (A::Three, C::One(0.0)); take(A::Three, b, c, None);
}
`
	src, prog := filepath.Join(dir, "v.rs"), filepath.Join(dir, "v")
	require.NoError(t, os.WriteFile(src, []byte(source), 0o644))
	out, err := exec.Command("rustc", "-g", "--cap-lints", "allow", "-o", prog, src).CombinedOutput()
	require.NoError(t, err, "%s", out)
	said, err := exec.Command(prog).Output()
	require.NoError(t, err)
	var models []*abi.Model
	for _, jobs := range []int{1, 4} {
		m, err := load.Files([]string{prog}, load.Options{Jobs: jobs, Languages: load.OnlyRust})
		require.NoError(t, err)
		models = append(models, m)
	}
	for _, m := range models {
		var got strings.Builder
		for _, line := range strings.Split(strings.TrimSpace(string(said)), "\n") {
			var enum, variant string
			var size, align int
			_, err := fmt.Sscan(line, &enum, &size, &align, &variant)
			require.NoError(t, err)
			got.WriteString(variantLine(t, m, "v::"+enum, variant, strings.Contains(line, "tag")) + "\n")
		}
		require.Equal(t, string(said), got.String())
		o := named(t, m, "core::option::Option<&u8>")
		tag := o.Fields()[0]
		require.Len(t, tag.Type.Enumerators(), 1, "Some stands for every address but 0")
		require.Equal(t, "None", tag.Type.Enumerators()[0].Name)
		require.Zero(t, tag.Type.Enumerators()[0].Value)
	}
	m, err := load.Files([]string{prog}, load.Options{Languages: load.NoRust})
	require.NoError(t, err)
	for i, u := range m.Units() {
		require.False(t, i > 0 && u.Compiler == abi.CompilerRustc, m.Str(u.Name))
	}
}

func named(t *testing.T, m *abi.Model, name string) abi.Type {
	for x := range m.Types {
		if x.QualifiedName() == name {
			return x
		}
	}
	t.Fatalf("no type %s", name)
	return abi.Type{}
}

func variantLine(t *testing.T, m *abi.Model, enum, variant string, tagged bool) string {
	e := named(t, m, enum)
	size, _ := e.Size()
	require.Len(t, e.Fields(), 2)
	tag, union := e.Fields()[0], e.Fields()[1]
	line := fmt.Sprintf("%s %d %d %s", strings.TrimPrefix(enum, "v::"), size, e.Node().Align, variant)
	for _, v := range union.Type.Fields() {
		if v.Name == variant {
			for _, f := range v.Type.Fields() {
				line += fmt.Sprintf(" %d", uint64(v.Offset+f.Offset)/8)
			}
		}
	}
	for _, v := range tag.Type.Enumerators() {
		if v.Name == variant && tagged {
			line += fmt.Sprintf(" tag %d", v.Value)
		}
	}
	return line
}

// TestTypedUnit: a unit whose first functions have no result has types all the
// same, when an entry behind them says so.
func TestTypedUnit(t *testing.T) {
	dir := t.TempDir()
	src, obj := filepath.Join(dir, "v.rs"), filepath.Join(dir, "v.o")
	require.NoError(t, os.WriteFile(src, []byte("#[no_mangle] pub extern \"C\" fn die(p: i32) { std::hint::black_box(p); }\n"), 0o644))
	out, err := exec.Command("rustc", "--crate-type", "lib", "--emit", "obj", "-g", "-o", obj, src).CombinedOutput()
	require.NoError(t, err, "%s", out)
	m, err := load.Files([]string{obj}, load.Options{})
	require.NoError(t, err)
	for f := range m.Funcs {
		if f.Name() == "die" {
			require.False(t, f.Has(abi.FuncParamsLost))
			require.Len(t, f.Params(), 1)
		}
	}
	require.Empty(t, m.Issues())
}
