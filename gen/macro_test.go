package gen_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/gen"
)

// TestMacros: a macro that is bound has the type's size and the bytes that C++
// gives its literal.
func TestMacros(t *testing.T) {
	t.Parallel()
	bodies := []string{`"\x041"`, `"\x0000042"`, `"\1234"`, `"\18"`, `"\0"`, `"a" "b"`, `"\x4" "1"`, `u8"\xe2\x82\xac"`, `"\?\a\b\t\n\v\f\r\"\\"`, `"tab	here"`, `""`,
		`'\x41'`, `'\''`, `'"'`, `'\0'`, `'\101'`, `0x7fffffff`, `0x80000000`, `0xFFFFFFFF`, `0x100000000`, `2147483647`, `2147483648`, `-2147483648`, `017`, `037777777777`,
		`0b101`, `1'000'000`, `1ULL`, `10L`, `42u`, `((7))`, `(-7)`, `18446744073709551615u`, `0`, `-0`, `true`, `.5`, `5.`, `1e3`, `0x1p-3`, `1.5f`, `1e-45f`, `1E+10`, `-2.5`, `1'0.5`}
	header, judge, user := "", "", ""
	for i, body := range bodies {
		header += fmt.Sprintf("#define M%d %s\n", i, body)
		judge += fmt.Sprintf("\tshow(%d, M%d);\n", i, i)
		user += fmt.Sprintf("    M%d.show(%d);\n", i, i)
	}
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		return path
	}
	library := write("library.cc", header+"int use() { return 0; }\n")
	run(t, nil, "g++-12", "-std=c++17", "-o", filepath.Join(dir, "judge"), write("judge.cc", header+`#include <stdio.h>
template <class T> void show(int n, const T &v) { // an array of char as it is
	printf("%d ", n);
	for (size_t i = 0; i < sizeof v; i++) printf("%02x", ((const unsigned char *)&v)[i]);
	puts("");
}
int main() {
`+judge+"}\n"))
	want := run(t, nil, filepath.Join(dir, "judge"))
	program := write("user.rs", `#[allow(dead_code)] mod bindings { include!(env!("BINDINGS")); }
use bindings::*;
fn print(n: i32, bytes: &[u8]) { println!("{n} {}", bytes.iter().map(|b| format!("{b:02x}")).collect::<String>()); }
trait Show { fn show(&self, n: i32); }
impl<const N: usize> Show for &[u8; N] { fn show(&self, n: i32) { print(n, &self[..]) } }
impl Show for bool { fn show(&self, n: i32) { print(n, &[*self as u8]) } }
macro_rules! number { ($($t:ty)*) => { $(impl Show for $t { fn show(&self, n: i32) { print(n, &self.to_ne_bytes()) } })* } }
number!(u8 i32 u32 i64 u64 f32 f64);
fn main() {
`+user+"}\n")
	for _, build := range [][]string{{"g++-12", "-g3"}, {"clang++-15", "-g", "-fdebug-macro"}} {
		object := filepath.Join(dir, "library.o")
		run(t, nil, build[0], append(build[1:], "-std=c++17", "-c", library, "-o", object)...)
		path, _ := bind(t, object, gen.Config{BlockFunction: []string{".*"}})
		exe := filepath.Join(dir, "user")
		run(t, append(os.Environ(), "BINDINGS="+path), "rustc", "--edition", "2021", "-D", "warnings", "-o", exe, program)
		require.Equal(t, want, run(t, nil, exe), "%v", build)
	}
}
