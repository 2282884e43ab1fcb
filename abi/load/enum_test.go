package load

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
)

// TestEnumValues: values around every width and sign are those of the source,
// in every DWARF version that g++ and clang write.
func TestEnumValues(t *testing.T) {
	type enum struct {
		name, under string
		values      []string
	}
	enums := []enum{
		{"Plain", "", []string{"0", "127", "128", "130", "200", "255", "256", "32767", "32768", "65535", "65536", "2147483647"}},
		{"Negative", "", []string{"-1", "-128", "-129", "127", "128", "130", "200", "255", "32768", "40000", "65535", "-32769", "2147483647", "-2147483648"}},
		{"Int", "int", []string{"130", "200", "255", "-1", "-126", "40000", "-25536", "2147483647"}},
		{"Long", "long long", []string{"130", "65535", "2147483648", "4294967295", "-1", "-2147483648", "9223372036854775807", "-9223372036854775807"}},
		{"Short", "short", []string{"130", "255", "-1", "-126", "32767", "-32768"}},
		{"Schar", "signed char", []string{"100", "127", "-1", "-128"}},
		{"Uchar", "unsigned char", []string{"100", "127", "128", "255"}},
		{"Ushort", "unsigned short", []string{"128", "255", "32768", "65535"}},
		{"Uint", "unsigned", []string{"128", "255", "32768", "65535", "2147483648", "4294967295"}},
		{"Ulong", "unsigned long long", []string{"128", "9223372036854775808", "18446744073709551615"}},
	}
	var src strings.Builder
	for i, e := range enums {
		fmt.Fprintf(&src, "enum %s %s {", e.name, strings.TrimSuffix(": "+e.under, ": "))
		for j, v := range e.values {
			suffix := "LL"
			if strings.HasPrefix(e.under, "unsigned") {
				suffix = "ULL"
			}
			fmt.Fprintf(&src, " e%d_%d = %s%s,", i, j, v, suffix)
		}
		fmt.Fprintf(&src, " };\n%s v%d;\n", e.name, i)
	}
	dir := t.TempDir()
	file, obj := filepath.Join(dir, "e.cc"), filepath.Join(dir, "e.o")
	require.NoError(t, os.WriteFile(file, []byte(src.String()), 0o644))
	for _, cc := range []string{"g++", "clang++-15", "aarch64-linux-gnu-g++"} {
		for _, version := range []string{"2", "3", "4", "5"} {
			out, err := exec.Command(cc, "-std=c++17", "-Wno-narrowing", "-gdwarf-"+version, "-c", "-o", obj, file).CombinedOutput()
			require.NoError(t, err, "%s", out)
			m, err := Files([]string{obj}, Options{})
			require.NoError(t, err)
			seen := 0
			for typ := range m.Types {
				if typ.Kind() != abi.KindEnum {
					continue
				}
				for _, e := range enums {
					if typ.Name() != e.name {
						continue
					}
					seen++
					size, _ := typ.Size()
					for j, v := range typ.Enumerators() {
						got := fmt.Sprint(v.Value)
						if v.Signed {
							got = fmt.Sprint(int64(v.Value))
						} else if mask := uint64(1)<<(8*size-1)<<1 - 1; v.Value > mask {
							t.Errorf("%s DWARF %s: %s has bits beyond its size", cc, version, e.name)
						}
						require.Equal(t, e.values[j], got, "%s DWARF %s: %s", cc, version, e.name)
					}
				}
			}
			require.Equal(t, len(enums), seen)
		}
	}
}

// TestEnumOfTwoSizes: an enum with a size that is not its type's, which Crystal
// 1.6 writes, has none.
func TestEnumOfTwoSizes(t *testing.T) {
	const ir = `
@v = global i32 0, !dbg !0
!llvm.dbg.cu = !{!2}
!llvm.module.flags = !{!8}
!0 = !DIGlobalVariableExpression(var: !1, expr: !DIExpression())
!1 = distinct !DIGlobalVariable(name: "v", scope: !2, file: !3, type: !5, isDefinition: true)
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, emissionKind: FullDebug, globals: !4)
!3 = !DIFile(filename: "e.c", directory: "/")
!4 = !{!0}
!5 = !DICompositeType(tag: DW_TAG_enumeration_type, name: "E", file: !3, baseType: !6, size: SIZE, elements: !7)
!6 = !DIBasicType(name: "short", size: 16, encoding: DW_ATE_signed)
!7 = !{!9}
!8 = !{i32 2, !"Debug Info Version", i32 3}
!9 = !DIEnumerator(name: "A", value: -1)
`
	dir := t.TempDir()
	file, obj := filepath.Join(dir, "e.ll"), filepath.Join(dir, "e.o")
	for bytes, known := range map[int]bool{2: true, 4: false} {
		require.NoError(t, os.WriteFile(file, []byte(strings.Replace(ir, "SIZE", fmt.Sprint(8*bytes), 1)), 0o644))
		out, err := exec.Command("clang-19", "-c", "-o", obj, file).CombinedOutput()
		require.NoError(t, err, "%s", out)
		out, err = exec.Command("llvm-dwarfdump-19", "--name=E", obj).CombinedOutput()
		require.NoError(t, err, "%s", out)
		require.Contains(t, string(out), `"short"`)
		require.Contains(t, string(out), fmt.Sprintf("DW_AT_byte_size\t(0x%02x)", bytes))
		m, err := Files([]string{obj}, Options{})
		require.NoError(t, err)
		for typ := range m.Types {
			if typ.Kind() == abi.KindEnum {
				_, ok := typ.Size()
				require.Equal(t, known, ok, "%d bytes", bytes)
			}
		}
		require.Equal(t, known, len(m.Issues()) == 0)
	}
}
