package load_test

import (
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// TestConventions: the attributes of the sources against what debug info says,
// or what the places of parameters show where it says nothing.
func TestConventions(t *testing.T) {
	// What each compiler leaves in the object; gcc says nothing about stdcall.
	stated := map[string]abi.CallConv{"cc_cdecl": abi.CCDefault, "cc_stdcall": abi.CCStdcall, "cc_fastcall": abi.CCFastcall,
		"cc_stdcall_pair": abi.CCStdcall, "cc_regparm": abi.CCOther}
	seen := map[string]abi.CallConv{"cc_cdecl": abi.CCDefault, "cc_fastcall": abi.CCOther, "cc_regparm": abi.CCOther}
	wide := map[string]abi.CallConv{"cc_ms": abi.CCWin64, "cc_sysv": abi.CCDefault}
	for _, c := range []struct {
		cc, source, target string
		want               map[string]abi.CallConv
	}{
		{"clang-15", "conventions.c", "--target=i686-linux-gnu", stated},
		{"gcc-12", "conventions.c", "-m32", seen},
		{"clang-15", "conventions64.c", "--target=x86_64-linux-gnu", wide},
		{"gcc-12", "conventions64.c", "-m64", wide},
	} {
		for _, level := range []string{"-O0", "-O1", "-O2"} {
			for _, dwarf := range []string{"-gdwarf-4", "-gdwarf-5"} {
				object := filepath.Join(t.TempDir(), "o.o")
				out, err := exec.Command(c.cc, c.target, level, dwarf, "-w", "-c", "../../fixtures/src/"+c.source, "-o", object).CombinedOutput()
				require.NoError(t, err, "%s", out)
				m, err := load.Files([]string{object}, load.Options{})
				require.NoError(t, err)
				found := 0
				for f := range m.Funcs {
					want, ok := c.want[f.Name()]
					if !ok {
						continue
					}
					found++
					got := f.Row().CC
					if got == abi.CCSysV64 && want == abi.CCDefault {
						got = want // said, though it is the default
					}
					require.Equal(t, want, got, "%s %s %s %s", c.cc, level, dwarf, f.Name())
				}
				require.Equal(t, len(c.want), found)
			}
		}
	}
}

// TestWitnessesReal: where real functions find the classes they take by value
// agrees with what the members of the classes say, and no function of these
// libraries is taken for one of another convention.
func TestWitnessesReal(t *testing.T) {
	total := 0
	for _, path := range []string{"/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6.0.30", "/usr/lib/x86_64-linux-gnu/ceph/libceph-common.so.2"} {
		m, err := load.Files([]string{path}, load.Options{})
		require.NoError(t, err)
		for f := range m.Funcs {
			require.Equal(t, abi.CCDefault, f.Row().CC, f.LinkageName())
			for _, p := range f.Params() {
				if p.Loc.Kind != abi.LocNone && p.Type.Strip().IsRecord() {
					total++
				}
			}
		}
		_, differ := abi.TrivialitiesWith(m, abi.TrivialityOptions{})
		require.Empty(t, differ, path)
	}
	t.Logf("%d parameters of class type", total)
	require.Greater(t, total, 2500)
}
