package link

import (
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
	var texts []string
	archives, at := map[string]*txtar.Archive{}, map[string]int{}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		require.NoError(t, err)
		archives[file] = a
		for _, f := range a.Files {
			if f.Name == "x.rs" && strings.Contains(string(a.Comment), "source: ") && !strings.HasPrefix(string(f.Data), "#![feature") {
				at[file] = len(texts)
				texts = append(texts, string(f.Data))
			}
		}
	}
	crates := sources(t, texts)
	for _, file := range files {
		var crate *Crate
		if i, ok := at[file]; ok {
			crate = crates[i]
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			project(t, archives[file], crate)
		})
	}
}

// project judges one archive; crate is its source, if that was read already.
func project(t *testing.T, a *txtar.Archive, crate *Crate) {
	dir := t.TempDir()
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
		judge(t, "debug information", text, cpp, FromModel("r.o", m))
	}
	if text, ok := want["source"]; ok {
		if crate == nil {
			source, err := os.ReadFile(in("x.rs"))
			require.NoError(t, err)
			crate, err = FromRustdoc(rustdocJSON(t, string(source)))
			require.NoError(t, err)
		}
		judge(t, "source", text, cpp, crate)
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

func judge(t *testing.T, side, want string, cpp *abi.Model, c *Crate) {
	t.Helper()
	r := Check(cpp, []*Crate{c})
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
