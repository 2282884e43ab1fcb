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
