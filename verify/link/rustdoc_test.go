package link

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// rustdoc runs the real rustdoc on a source text.
func rustdocJSON(t *testing.T, source string) []byte {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "x.rs")
	require.NoError(t, os.WriteFile(file, []byte(source), 0o644))
	cmd := exec.Command("rustdoc", "--edition", "2021", "-Zunstable-options", "--output-format", "json",
		"--document-private-items", "--crate-type", "lib", "--crate-name", "x", "--cap-lints", "allow", "-o", dir, file)
	cmd.Env = append(os.Environ(), "RUSTC_BOOTSTRAP=1")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "rustdoc (install Rust): %s", out)
	data, err := os.ReadFile(filepath.Join(dir, "x.json"))
	require.NoError(t, err)
	return data
}

// sources reads several crates in one run of rustdoc, each as a module, since
// half a second for each adds up.
func sources(t *testing.T, texts []string) []*Crate {
	t.Helper()
	var all strings.Builder
	out := make([]*Crate, len(texts))
	for i, text := range texts {
		fmt.Fprintf(&all, "pub mod m%d {\n%s\n}\n", i, text)
	}
	whole, err := FromRustdoc(rustdocJSON(t, all.String()))
	require.NoError(t, err)
	of := func(path string) *Crate {
		var i int
		_, err := fmt.Sscanf(path, "x::m%d::", &i)
		require.NoError(t, err, path)
		if out[i] == nil {
			out[i] = &Crate{Name: "x", Target: whole.Target, Source: whole.Source, Types: map[string]*Type{}}
		}
		return out[i]
	}
	for _, f := range whole.Funcs {
		c := of(f.Path)
		c.Funcs = append(c.Funcs, f)
	}
	for _, s := range whole.Statics {
		c := of(s.Path)
		c.Statics = append(c.Statics, s)
	}
	for path, typ := range whole.Types {
		of(path).Types["x::"+strings.SplitN(path, "::", 3)[2]] = typ
	}
	return out
}

func TestFromRustdoc(t *testing.T) {
	c, err := FromRustdoc(rustdocJSON(t, `
mod inner {
    #[repr(C)] pub struct P { x: i32, y: *const core::ffi::c_char, z: [u8; 3], o: Option<&'static u8> }
    #[repr(transparent)] pub struct H(u32);
    #[repr(u8)] pub enum E { A = 1, B, C = 7 }
    pub struct Rusty { a: u8, b: u32 }
    pub type Cb = Option<unsafe extern "C" fn(i32, *mut P) -> bool>;
    #[repr(C)] pub struct G<T> { t: T, u: u8 }
    unsafe extern "C" {
        #[link_name = "\u{1}_ZN1n1fEv"]
        pub fn f(p: &mut P, h: H, cb: Cb, ...) -> E;
        fn g(x: Option<core::ptr::NonNull<P>>, b: Box<P>, r: Rusty, y: *const G<u16>);
        static mut V: i64;
    }
    fn private() {}
    #[unsafe(no_mangle)] pub extern "C" fn exported(r: &P) -> bool { r.x == 0 }
}`))
	require.NoError(t, err)
	require.Len(t, c.Funcs, 3)
	f, g, e := c.Funcs[0], c.Funcs[1], c.Funcs[2]
	require.Equal(t, "_ZN1n1fEv", f.Symbol)
	require.True(t, f.Variadic)
	require.Equal(t, "C", f.ABI)
	p := f.Params[0].Type
	require.Equal(t, Ref, p.Kind)
	require.True(t, p.Mutable)
	require.Equal(t, uint64(32), p.Elem.Size)
	require.Equal(t, uint64(24), p.Elem.Fields[3].Offset)
	require.True(t, p.Elem.Fields[3].Type.Nullable)
	require.True(t, f.Params[1].Type.Repr.Transparent)
	require.Equal(t, Int, f.Params[1].Type.peel().Kind)
	require.Equal(t, FnPtr, f.Params[2].Type.Kind)
	require.True(t, f.Params[2].Type.Nullable)
	require.Equal(t, []Variant{{"A", 1}, {"B", 2}, {"C", 7}}, f.Result.Variants)
	require.Equal(t, uint64(1), f.Result.Size)
	require.Equal(t, NonNull, g.Params[0].Type.Kind)
	require.Equal(t, Box, g.Params[1].Type.Kind)
	require.False(t, g.Params[2].Type.Sized, "repr(Rust) has no certain layout")
	require.Equal(t, uint64(4), g.Params[3].Type.Elem.Size)
	require.True(t, e.Defined)
	require.Equal(t, "exported", e.Symbol)
	require.Len(t, c.Statics, 1)
	require.True(t, c.Statics[0].Mutable)
}
