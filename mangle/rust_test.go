package mangle

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestRustV0: rustc's own names, with closures and constants in each other,
// whose identifiers are empty, are read as llvm-cxxfilt-19 reads them.
func TestRustV0(t *testing.T) {
	dir := t.TempDir()
	source, object := filepath.Join(dir, "l.rs"), filepath.Join(dir, "l.o")
	require.NoError(t, os.WriteFile(source, []byte(`
pub struct S(pub u32);
pub struct N<const A: usize, const B: char>;
pub trait Tr<'a> { fn go(&'a self, f: &dyn for<'b> Fn(&'b str) -> i32) -> i32; }
impl<'a, const A: usize, const B: char> Tr<'a> for N<A, B> {
    fn go(&'a self, f: &dyn for<'b> Fn(&'b str) -> i32) -> i32 { (|| { let g = |x: i32| f("a") + x; g(1) + (|| A as i32)() })() }
}
fn each<T, F: FnOnce() -> T>(f: F) -> T { f() }
fn map<A, B, F: Fn(A) -> B>(a: A, f: F) -> B { f(a) }
pub fn outer() -> u32 {
    each(|| { each(|| { static INNER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(1); each(|| INNER.load(std::sync::atomic::Ordering::SeqCst)) }) + each(|| 3) })
}
pub fn tuple() -> S { map(4, S) }
pub fn both(f: extern "C" fn(i32) -> u8, t: (i64, [u16; 3], &[S], *const str)) -> usize { each(move || { each(move || f(1) as usize + t.1.len()) }) }
thread_local! { static KEY: std::cell::Cell<u32> = const { std::cell::Cell::new(7) }; static LAZY: String = String::new(); }
pub fn key() -> u32 { KEY.with(|k| k.get()) + LAZY.with(|l| l.len() as u32) }
pub fn run() -> i32 { N::<3, 'q'>.go(&|s| s.len() as i32) + N::<70000, '\u{1f600}'>.go(&|s| each(|| s.len() as i32)) }
`), 0o644))
	out, err := exec.Command("rustc", "--edition", "2021", "--crate-type", "lib", "--emit", "obj", "-C", "symbol-mangling-version=v0", "-o", object, source).CombinedOutput()
	require.NoError(t, err, "%s", out)
	out, err = exec.Command("nm", object).CombinedOutput()
	require.NoError(t, err, "%s", out)
	names := regexp.MustCompile(`\b_R\w+`).FindAllString(string(out), -1)
	cmd := exec.Command("llvm-cxxfilt-19")
	cmd.Stdin = strings.NewReader(strings.Join(names, "\n") + "\n")
	out, err = cmd.Output()
	require.NoError(t, err)
	want := strings.Split(strings.TrimSpace(string(out)), "\n")
	require.Len(t, want, len(names))
	empty := 0
	for i, name := range names {
		got, err := Demangle(name)
		require.NoError(t, err, name)
		require.Equal(t, want[i], got, name)
		if s, _ := emptied(name); s != name {
			empty++
		}
	}
	require.Greater(t, empty, 5)
	require.Greater(t, len(names), 40)
}
