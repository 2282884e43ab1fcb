package gen_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
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

// TestMacroExpressions: the type and the value of a constant are those that the
// target's compilers give the macro, in C and in C++.
func TestMacroExpressions(t *testing.T) {
	t.Parallel()
	bodies := []string{"1 << 3", "(1<<31)", "1u << 31", "1ull<<63", "E0 | (2 << 8)", "E1", "E1 * E2", "(E2)*E2", "-E3", "~0", "~0u", "~0UL", "-1L", "- -1", "-(5)", "+'a'", "'a' + 1", "0xffffffff + 1", "4294967295 + 1",
		"0x7fffffff * 2u", "2147483648", "0x80000000", "0x8000000000000000", "1L << 20", "1UL - 2", "10 - 2 - 3", "2 + 3 * 4 % 5", "100 / 7 / 2", "-7 / 2", "-7 % 3", "-8 >> 1", "0xf0 & 0x3c ^ 1 | 2", "1 | 2 ^ 3 & 4 << 1 + 1",
		"(unsigned)-1", "(unsigned char)300", "(signed char)200 + 1", "(short)-1", "(uint16_t)-1", "(uint64_t)-1", "(size_t)-1", "(int64_t)5", "(unsigned long)1 << 5", "(long long)-1", "(long unsigned int)7", "(unsigned)1 << 31 >> 4",
		"(uint8_t)255 + (uint8_t)1", "-1 + 0u", "-1L + 0u", "1 + 0UL", "07 | 0b11", "E4 1", "((E0))", "E5 + E5"}
	refused := []string{"2147483647 + 1", "1 << 32", "-1 << 1", "1 >> 64", "5 / 0", "5 % 0", "(-2147483647 - 1) / -1", "9223372036854775807LL * 2", "RED", "RED | 1", "sizeof(int)", "1 == 1", "!0", "1 && 1", "1 ? 2 : 3", "LATER", "SELF", "LOOP1",
		"CALL(1)", "CALL", "(char)1", "(int*)0", "1 +", "(1", "1)", "x", "--1", "1 2", "L'a' + 1", "1.5 + 1", "0xE+1", "&x", "1 <<= 2", "99999999999999999999", "BIG", "NOTHING40 1", "(unsigned signed)1"}
	header := `#include <stdint.h>
#include <stddef.h>
#define E0 14
#define E1 E0
#define E2 1 + 2
#define E3 (1 << 4)
#define E4
#define E5 E3 | E2
enum Colour { RED = 3 };
#define RED RED
#define SELF SELF + 1
#define LOOP1 LOOP2
#define LOOP2 LOOP1
#define CALL(x) (x)
#define NOTHING0
#define BIG0 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1
#define BIG1 BIG0 + BIG0 + BIG0 + BIG0 + BIG0 + BIG0 + BIG0 + BIG0
#define BIG2 BIG1 + BIG1 + BIG1 + BIG1 + BIG1 + BIG1 + BIG1 + BIG1
#define BIG BIG2 + BIG2 + BIG2 + BIG2 + BIG2 + BIG2 + BIG2 + BIG2
`
	for i := range 40 { // takes 2 to the power of 40 steps
		header += fmt.Sprintf("#define NOTHING%d NOTHING%d NOTHING%d\n", i+1, i, i)
	}
	for i, body := range append(slices.Clone(bodies), refused...) {
		header += fmt.Sprintf("#define M%d %s\n", i, body)
	}
	constant := regexp.MustCompile(`(?m)^pub const (M(\d+)): ([iu])(\d+) = (-?)(\d+);$`)
	for _, target := range []string{"x86_64-linux-gnu", "i686-linux-gnu", "aarch64-linux-gnu", "x86_64-pc-windows-msvc"} {
		for _, c := range []struct{ compiler, language string }{{"clang-15", "c"}, {"clang-15", "c++"}, {"g++-12", "c++"}} {
			flags := []string{"-x", c.language, "-w", "-c"}
			switch {
			case c.compiler == "clang-15":
				flags = append(flags, "-gdwarf", "-fdebug-macro", "-ffreestanding", "-nostdlibinc", "--target="+target)
			case target == "x86_64-linux-gnu":
				flags = append(flags, "-g3")
			default:
				continue
			}
			dir := t.TempDir()
			build := func(name, text string) string {
				require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
				run(t, nil, c.compiler, append(flags, filepath.Join(dir, name), "-o", filepath.Join(dir, "object.o"))...)
				return filepath.Join(dir, "object.o")
			}
			_, out := bind(t, build("library", header+"int use(enum Colour c) { return c; }\n"), gen.Config{})
			judge, found := header, map[string]bool{}
			for _, m := range constant.FindAllStringSubmatch(string(out.Rust), -1) {
				found[m[2]] = true
				value := m[6] + "ull"
				if m[5] != "" {
					value = "-" + value
				}
				unsigned := map[string]string{"i": "<", "u": ">"}[m[3]]
				judge += fmt.Sprintf("typedef char J%s[sizeof(%[2]s) * 8 == %s && (__typeof__(%[2]s))-1 %[4]s 0 && (unsigned long long)(%[2]s) == %[5]s ? 1 : -1];\n", m[2], m[1], m[4], unsigned, value)
			}
			build("judge", judge)
			for i, body := range append(slices.Clone(bodies), refused...) {
				require.Equal(t, i < len(bodies), found[fmt.Sprint(i)], "%s %v: %s", target, c, body)
			}
		}
	}
}
