package link_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/verify"
	"github.com/tenon-abi/tenon/verify/link"
)

// TestCases: every file of testdata/cases is a small project with a C++ and a
// Rust side. Its comment says what must be found, once from the debug
// information of both sides and once from Rust's source:
//
//	debug: TN3005 TN3008    rules, each once per message that names it; "clean"
//	source: could not check nothing but what could not be checked
//	run: 0                  what the two sides linked and run give
//
// What is right was decided by the Rust reference, the psABI and, where there is
// a run line, by running both sides: the program compares what each side reads
// of what the other wrote, and exits with 0 if it is the same.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.txtar")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 30)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			project(t, file)
		})
	}
}

func project(t *testing.T, file string) {
	dir := t.TempDir()
	a, err := txtar.ParseFile(file)
	require.NoError(t, err)
	for _, f := range a.Files {
		require.NoError(t, os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o644))
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	want := map[string]string{}
	for _, line := range strings.Split(string(a.Comment), "\n") {
		if key, text, ok := strings.Cut(line, ": "); ok {
			want[key] = strings.TrimSpace(text)
		}
	}
	if _, err := os.Stat(in("x.c")); err == nil {
		command(t, "gcc-12", "-std=gnu11", "-g", "-c", "-o", in("x.o"), in("x.c"))
	} else {
		command(t, "g++-12", "-std=c++20", "-g", "-c", "-o", in("x.o"), in("x.cc"))
	}
	cpp, err := load.Files([]string{in("x.o")}, load.Options{Languages: load.NoRust})
	require.NoError(t, err)
	if text, ok := want["debug"]; ok {
		bootstrap(t, "rustc", "--edition", "2021", "--crate-type", "lib", "--emit", "obj", "-g", "--cap-lints", "allow", "-o", in("r.o"), in("x.rs"))
		m, err := load.Files([]string{in("r.o")}, load.Options{Languages: load.OnlyRust})
		require.NoError(t, err)
		judge(t, "debug information", text, cpp, link.FromModel("r.o", m))
	}
	if text, ok := want["source"]; ok {
		cmd := exec.Command("rustdoc", "--edition", "2021", "--crate-type", "lib", "--crate-name", "x", "-Zunstable-options", "--output-format", "json", "--document-private-items", "--cap-lints", "allow", "-o", dir, in("x.rs"))
		cmd.Env = append(os.Environ(), "RUSTC_BOOTSTRAP=1")
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		data, err := os.ReadFile(in("x.json"))
		require.NoError(t, err)
		require.True(t, json.Valid(data))
		c, err := link.FromRustdoc(data)
		require.NoError(t, err)
		judge(t, "source", text, cpp, c)
	}
	if status, ok := want["run"]; ok {
		command(t, "g++-12", "-std=c++20", "-O2", "-c", "-o", in("run.o"), in("x.cc"))
		command(t, "rustc", "--edition", "2021", "--crate-type", "staticlib", "-O", "--cap-lints", "allow", "-o", in("libr.a"), in("x.rs"))
		command(t, "g++-12", "-o", in("run"), in("run.o"), in("libr.a"), "-lpthread", "-ldl", "-lm")
		cmd := exec.Command(in("run"))
		_ = cmd.Run()
		same := cmd.ProcessState.ExitCode() == 0
		require.Equal(t, status == "0", same, "exit status %d", cmd.ProcessState.ExitCode())
	}
	require.NotEmpty(t, want)
}

func command(t *testing.T, name string, args ...string) {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	require.NoError(t, err, "%s: %s", name, out)
}

func judge(t *testing.T, side, want string, cpp *abi.Model, c *link.Crate) {
	t.Helper()
	r := link.Check(cpp, []*link.Crate{c})
	var got, told []string
	for _, f := range r.Findings {
		got = append(got, f.Rule)
		told = append(told, f.Rule+" "+f.Grade.String()+" "+f.Message)
	}
	slices.Sort(got)
	for _, p := range r.CouldNotCheck {
		told = append(told, "could not check "+p.What+": "+p.Why)
	}
	switch {
	case len(r.CouldNotCheck) > 0 && len(got) == 0:
		got = []string{"could not check"}
	case len(r.CouldNotCheck) > 0:
		got = append(got, "could not check")
	case len(got) == 0 && (&verify.Report{Evidence: r.Evidence}).Status() == 0:
		got = []string{"clean"}
	}
	require.Equal(t, want, strings.Join(got, " "), "%s:\n%s", side, strings.Join(told, "\n"))
}
