package callconv

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
)

// TestWidened: on RISC-V clang takes an integer on the stack to be widened, and rustc does not widen it. The attributes that
// both compilers give the parameter are the judge.
func TestWidened(t *testing.T) {
	const triple = "riscv64-unknown-linux-gnu"
	var cxx, rust strings.Builder
	names := []string{"short", "int", "unsigned", "signed char", "bool", "long", "float"}
	for i, rustType := range []string{"i16", "i32", "u32", "i8", "bool", "i64", "f32"} {
		for _, before := range []int{7, 8} {
			fmt.Fprintf(&cxx, "extern \"C\" %s fn%d(%s%[1]s x) { return x; }\n", names[i], 2*i+before-7, strings.Repeat("long, ", before))
			fmt.Fprintf(&rust, "#[no_mangle] pub extern \"C\" fn fn%d(%s x: %s) {}\n", 2*i+before-7, strings.Repeat("_: i64, ", before), rustType)
		}
	}
	dir := t.TempDir()
	in, object := filepath.Join(dir, "a.cc"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(in, []byte(cxx.String()), 0o644))
	widens := func(defs map[string]string, name string) bool {
		params := strings.Split(defs[name], ",")
		last := params[len(params)-1]
		return strings.Contains(last, "signext") || strings.Contains(last, "zeroext")
	}
	clang, ours := clangIR(t, "clang++-19", triple, in), rustcIR(t, "riscv64gc-unknown-linux-gnu", rustPrelude+rust.String())
	for _, c := range []struct {
		command string
		refused int
	}{{"clang++-19 -target " + triple, 4}, {"riscv64-linux-gnu-g++-12", 0}} {
		args := strings.Fields(c.command)
		msg, err := exec.Command(args[0], append(args[1:], "-g", "-O1", "-c", in, "-o", object)...).CombinedOutput()
		require.NoError(t, err, "%s", msg)
		m, err := load.Files([]string{object}, load.Options{})
		require.NoError(t, err)
		context, refused, seen := NewContext(m), 0, 0
		for f := range m.Funcs {
			reason, _ := Classify(context, f.Signature()).Refused()
			require.Empty(t, reason)
			seen++
			plan := context.Plan(f.Signature())
			if plan.Refused != "" {
				refused++
			}
			if c.refused > 0 {
				require.Equal(t, widens(clang, f.Name()) && !widens(ours, f.Name()), plan.Refused != "", f.Name())
			}
		}
		require.Equal(t, 14, seen)
		require.Equal(t, c.refused, refused)
	}
}
