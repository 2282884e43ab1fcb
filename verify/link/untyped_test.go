package link_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/verify/link"
)

// TestUntyped: a side that was compiled without types is neither a finding nor
// clean: what could not be compared is named.
func TestUntyped(t *testing.T) {
	dir := t.TempDir()
	build := func(out, src, text string, cmd ...string) string {
		path := filepath.Join(dir, src)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		out = filepath.Join(dir, out)
		msg, err := exec.Command(cmd[0], append(cmd[1:], "-o", out, path)...).CombinedOutput()
		require.NoError(t, err, "%s", msg)
		return out
	}
	const rust = "#[no_mangle] pub extern \"C\" fn add(a: i32, b: i32) -> i32 { a + b }\n#[no_mangle] pub static LEVEL: i32 = 4;\n"
	const cxx = "extern \"C\" int add(int, int); extern \"C\" const int LEVEL; int use() { return add(1, LEVEL); }\n"
	for _, c := range []struct {
		g, debuginfo string
		functions    int
	}{{"-g", "2", 1}, {"-g1", "2", 0}, {"-g", "1", 0}, {"-g1", "1", 0}} {
		cpp, err := load.Files([]string{build("use.o", "use.cc", cxx, "g++", "-c", "-O1", c.g)}, load.Options{})
		require.NoError(t, err)
		m, err := load.Files([]string{build("lib.o", "lib.rs", rust, "rustc", "--crate-type", "lib", "--emit", "obj", "-C", "debuginfo="+c.debuginfo)}, load.Options{})
		require.NoError(t, err)
		r := link.Check(cpp, []*link.Crate{link.FromModel("lib", m)})
		require.Empty(t, r.Findings, "%v", c)
		require.Equal(t, c.functions, r.Evidence.Functions, "%v", c)
		require.Equal(t, c.functions == 0, len(r.CouldNotCheck) > 0, "%v", c)
	}
}
