package gen_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/fixtures"
	"github.com/tenon-abi/tenon/gen"
)

// deadly are the functions that end the program; each is called by a run of
// its own, which the trap instruction has to end.
var deadly = map[string][]string{"bases": {"__cxa_pure_virtual"}, "functions": {"functions_stop"}}

// TestCallsFixtures: for native variants of every source, a Rust program of
// testdata calls each function that was bound, uses each variable, and checks
// what comes back against what the C and C++ sources say.
func TestCallsFixtures(t *testing.T) {
	t.Parallel()
	// The value says that the program uses everything; other compilers and
	// levels also emit inline functions.
	variants := map[string]bool{"gcc12-dwarf5": true, "gcc12-dwarf4": true, "gcc12-dwarf5-O0": false, "gcc12-dwarf5-O2": true,
		"clang15-dwarf5": false, "clang15-dwarf4": false, "gcc12-dwarf5-types": true}
	calls := 0
	for _, v := range fixtures.Variants() {
		all, ok := variants[v.Name]
		if !ok {
			continue
		}
		for _, s := range v.Sources() {
			program := filepath.Join("testdata", "fixtures", s.Stem()+".rs")
			if _, err := os.Stat(program); errors.Is(err, os.ErrNotExist) {
				require.Contains(t, []string{"bitint.c", "conventions.c", "odr_a.cc", "odr_b.cc"}, s.Name, "no program calls the functions of this source")
				continue
			}
			if s.Stem() == "macros" && v.Name == "gcc12-dwarf5-types" {
				continue // built without -g3: no macros
			}
			t.Run(v.Name+"/"+s.Stem(), func(t *testing.T) { calls += callFixture(t, fixtures.Build(t, v, s), s.Stem(), program, all) })
		}
	}
	t.Logf("%d functions and variables used", calls)
	require.Greater(t, calls, 1000)
}

var boundName = regexp.MustCompile(`(?m)^\s*pub (?:fn|static mut|static) (\w+)`)

// callFixture answers the number of functions and variables that were used.
func callFixture(t *testing.T, object, stem, program string, all bool) (used int) {
	path, out := bind(t, object, gen.Config{RustifiedEnum: []string{".*"}})
	source, err := os.ReadFile(program)
	require.NoError(t, err)
	_, ffi, _ := strings.Cut(string(out.Rust), "pub mod ffi {\n")
	ffi, _, _ = strings.Cut(ffi, "\n}\n")
	names := boundName.FindAllStringSubmatch(ffi, -1)
	require.NotEmpty(t, names)
	for _, n := range names {
		if regexp.MustCompile(`ffi::` + n[1] + `\b`).Match(source) {
			used++
		} else {
			require.False(t, all, "%s does not use %s", program, n[1])
		}
	}
	exe := filepath.Join(t.TempDir(), stem)
	run(t, append(os.Environ(), "BINDINGS="+path), "rustc", "--edition", "2021", "-D", "warnings", "-o", exe, program,
		"-C", "link-arg="+object, "-C", "link-arg=-lstdc++", "-C", "relocation-model=static", "-C", "link-arg=-no-pie")
	run(t, nil, exe)
	for _, name := range deadly[stem] {
		var exit *exec.ExitError
		require.ErrorAs(t, exec.Command(exe, name).Run(), &exit, name)
		status := exit.Sys().(syscall.WaitStatus)
		require.True(t, status.Signaled() && (status.Signal() == syscall.SIGILL || status.Signal() == syscall.SIGTRAP), "%s: %v", name, exit)
	}
	return used
}
