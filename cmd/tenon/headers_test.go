//go:build clang && cgo

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

const door = `#pragma once
/** A door.
 *
 *     let code = "not a test";
 * ` + "```" + `
 * see [open] and <b>
 */
struct Door {
  int width; ///< in millimetres
  /// Opens it.
  void open(int n = 5, const char *why = "because") noexcept;
  [[deprecated("use \"open\"")]] void unlock();
#ifdef GLASS
  int panes;
#endif
};
enum __attribute__((deprecated)) Kind { WOOD /**< burns */, IRON };
extern "C" __attribute__((deprecated)) int old_door(Door *_Nonnull a, Kind *_Nullable);
/// How many.
extern int doors;
#define DOORS 12
#define WIDTH (DOORS * 2 + sizeof(int))
#define RATIO 1e300
#define RATIOF 0.1f
#define NAME "a \"door\""
#define PLAIN "door"
#define YES true
#define MIN (-0x7fffffffffffffffLL - 1)
`

func doorObject(t *testing.T, flags ...string) (dir, object string) {
	dir = t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "door.h"), []byte(door), 0o644))
	src := filepath.Join(dir, "door.cc")
	require.NoError(t, os.WriteFile(src, []byte(`#include "door.h"
void Door::open(int, const char *) noexcept { width = 1; }
void Door::unlock() {}
int old_door(Door *a, Kind *) { return a->width; }
int doors = 1;
`), 0o644))
	object = filepath.Join(dir, "door.o")
	out, err := exec.Command("clang++-15", append(flags, "-w", "-g", "-c", "-o", object, src)...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return dir, object
}

// TestHeadersBind: what headers know arrives in the bindings, which compile
// without warnings and hold no code that rustdoc would run.
func TestHeadersBind(t *testing.T) {
	dir, object := doorObject(t)
	for _, version := range []string{"1.82", "1.63"} {
		var stdout, stderr bytes.Buffer
		require.Zero(t, run([]string{"bind", object, "--rust-target", version, "--headers", filepath.Join(dir, "door.h")}, nil, &stdout, &stderr), stderr.String())
		require.NotContains(t, stderr.String(), "warning")
		text := stdout.String()
		for _, want := range []string{"/// A door.\n", "/// in millimetres\n", "/// Opens it.\n", "/// Default arguments: `n = 5`, `why = \"because\"`.", "(`noexcept`)",
			`#[deprecated(note = "use \"open\"")]`, "/// burns\n", "/// Never null: `a`.", "/// May be null: `arg2`.", "/// How many.", "pub const DOORS: i32 = 12;",
			"pub const WIDTH: u64 = 28;", "pub const RATIO: f64 = 1e+300;", "pub const RATIOF: f32 = 0.1;", `pub const PLAIN: &[u8; 5] = b"door\0";`, "pub const YES: bool = true;",
			"pub const MIN: i64 = -9223372036854775808;"} {
			require.Contains(t, text, want, version)
		}
		require.Contains(t, text, "#[deprecated]\npub unsafe fn old_door")
		require.Contains(t, text, "#[deprecated]\npub struct Kind")
		rs := filepath.Join(dir, "door.rs")
		require.NoError(t, os.WriteFile(rs, stdout.Bytes(), 0o644))
		out, err := exec.Command("rustc", "--crate-type", "lib", "--edition", "2021", "-Dwarnings", "--out-dir", dir, rs).CombinedOutput()
		require.NoError(t, err, "%s", out)
		out, err = exec.Command("rustdoc", "--test", "--edition", "2021", rs).CombinedOutput()
		require.NoError(t, err, "%s", out)
		require.Contains(t, string(out), "running 0 tests")
	}
}

// TestHeadersConfig: tenon.toml names headers and flags as the command line does.
func TestHeadersConfig(t *testing.T) {
	dir, object := doorObject(t, "-DGLASS")
	config := filepath.Join(dir, "tenon.toml")
	require.NoError(t, os.WriteFile(config, []byte("[bind]\nheaders = [\""+filepath.Join(dir, "door.h")+"\"]\nclang-flags = [\"-DGLASS\"]\nblocklist-function = [\"old_door\"]\n"), 0o644))
	var stdout, stderr bytes.Buffer
	require.Zero(t, run([]string{"bind", object, "--config", config}, nil, &stdout, &stderr), stderr.String())
	require.NotContains(t, stderr.String(), "warning")
	require.Contains(t, stdout.String(), "/// A door.")
	require.NotContains(t, stdout.String(), "old_door")
}

// TestHeadersDisagree: other flags than those of the build are said by bind,
// and found by verify with exit bits 4 and 8.
func TestHeadersDisagree(t *testing.T) {
	dir, object := doorObject(t, "-DGLASS")
	h := filepath.Join(dir, "door.h")
	var stdout, stderr bytes.Buffer
	require.Zero(t, run([]string{"bind", object, "--headers", h}, nil, &stdout, &stderr))
	require.Contains(t, stderr.String(), "the headers disagree with the objects in 1 places")
	stdout.Reset()
	require.Equal(t, 12, run([]string{"verify", "--headers", h, object}, nil, &stdout, &stderr))
	require.Contains(t, stdout.String(), "panes is not in the headers")
	stdout.Reset()
	require.Zero(t, run([]string{"verify", "--headers", h, object, "--", "-DGLASS"}, nil, &stdout, &stderr))
	require.Contains(t, stdout.String(), "clean: looked at 3 functions, 2 types, 1 variable")
	require.Equal(t, 1, run([]string{"verify", "--headers", h + "x.h", object}, nil, &stdout, &stderr))
	require.Contains(t, stderr.String(), "file not found")
}
