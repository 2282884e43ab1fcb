package load

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
)

// TestConventionOfSplitUnits: where location lists stand in split units, or tools
// leave out where their addresses are (llvm-dwarfutil 19), they show a convention as
// they do elsewhere; where they are gone there is a warning.
func TestConventionOfSplitUnits(t *testing.T) {
	const text = `struct pair { int a, b; };
__attribute__((ms_abi)) int foreign(int a, int b, struct pair p) { return a - b + p.a; }
`
	for _, compiler := range []string{"gcc-12", "clang-15"} {
		for _, how := range [][]string{{"-gdwarf-4"}, {"-gdwarf-5"}, {"-gdwarf-4", "-gsplit-dwarf"}, {"-gdwarf-5", "-gsplit-dwarf"}, {"-gdwarf-5", "dwarfutil"}, {"-gdwarf-5", "gone"}} {
			dir := t.TempDir()
			run := func(name string, args ...string) {
				cmd := exec.Command(name, args...)
				cmd.Dir = dir
				out, err := cmd.CombinedOutput()
				require.NoError(t, err, "%s %v: %s", name, args, out)
			}
			require.NoError(t, os.WriteFile(filepath.Join(dir, "a.c"), []byte(text), 0o644))
			flags, tool := []string{how[0]}, ""
			if len(how) > 1 && how[1][0] == '-' {
				flags = how
			} else if len(how) > 1 {
				tool = how[1]
			}
			run(compiler, append(flags, "-O1", "-fPIC", "-shared", "a.c", "-o", "a.so")...)
			switch tool {
			case "dwarfutil":
				run("llvm-dwarfutil-19", "--garbage-collection", "a.so", "b.so")
				run("mv", "b.so", "a.so")
			case "gone":
				run("objcopy", "-R", ".debug_loclists", "a.so")
			}
			m, err := Files([]string{filepath.Join(dir, "a.so")}, Options{})
			require.NoError(t, err)
			f, ok := functionsBySymbol(m)["foreign"]
			require.True(t, ok)
			warned := slices.ContainsFunc(m.Issues(), func(i abi.Issue) bool { return i.Code == "unreadable-locations" })
			lost := tool == "gone" && compiler == "gcc-12" // clang states the convention
			require.Equal(t, lost, f.Row().CC == abi.CCDefault, "%s %v", compiler, how)
			require.Equal(t, tool == "gone", warned, "%s %v", compiler, how)
		}
	}
}
