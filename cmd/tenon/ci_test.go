package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The CI kit: each part is run as far as it runs on one machine.

const (
	riskyLibrary = "struct Handle { int fd; ~Handle(); };\nHandle::~Handle() {}\nvoid submit(Handle h) { (void)h; }\n"
	cleanLibrary = "struct Point { int x, y; };\nint sum(const Point *p) { return p->x + p->y; }\n"
)

// tenonProgram builds the program once for the tests of the kit.
func tenonProgram(t *testing.T) string {
	t.Helper()
	exe := filepath.Join(t.TempDir(), "tenon")
	out, err := exec.Command("go", "build", "-o", exe, ".").CombinedOutput()
	require.NoError(t, err, "%s", out)
	return exe
}

func repoFile(t *testing.T, name string) string {
	t.Helper()
	p, err := filepath.Abs(filepath.Join("..", "..", name))
	require.NoError(t, err)
	return p
}

func buildLibrary(t *testing.T, dir, source string) string {
	t.Helper()
	src := filepath.Join(dir, "lib.cc")
	require.NoError(t, os.WriteFile(src, []byte(source), 0o644))
	so := filepath.Join(dir, "lib.so")
	out, err := exec.Command("g++-12", "-g", "-fPIC", "-shared", "-o", so, src).CombinedOutput()
	require.NoError(t, err, "apt-get install g++-12: %s", out)
	return so
}

// needs fails a test whose program is missing, naming the package.
func needs(t *testing.T, program string) string {
	t.Helper()
	p, err := exec.LookPath(program)
	require.NoError(t, err, "apt-get install %s", program)
	return p
}

func TestCMakeFunction(t *testing.T) {
	needs(t, "cmake")
	dir := t.TempDir()
	for name, text := range map[string]string{
		"good.cc": cleanLibrary, "bad.cc": riskyLibrary,
		"CMakeLists.txt": `cmake_minimum_required(VERSION 3.16)
project(kit CXX)
set(CMAKE_CXX_FLAGS "-g")
enable_testing()
include(` + repoFile(t, "cmake/Tenon.cmake") + `)
add_library(good SHARED good.cc)
add_library(bad SHARED bad.cc)
add_library(known SHARED bad.cc)
add_library(objs OBJECT good.cc)
tenon_check(good ON_BUILD)
tenon_check(bad)
tenon_check(known BASELINE known.baseline)
tenon_check(objs FAIL_ON any)
`} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	run := func(name string, args ...string) (string, error) {
		cmd := exec.Command(name, args...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	build := filepath.Join(dir, "build")
	out, err := run("cmake", "-B", build, "-DTENON_PROGRAM="+tenonProgram(t))
	require.NoError(t, err, out)
	out, err = run("cmake", "--build", build)
	require.NoError(t, err, out)
	require.Contains(t, out, "clean: looked at 1 function")

	out, err = run("ctest", "--test-dir", build, "--output-on-failure")
	require.Error(t, err, out)
	require.Regexp(t, `tenon\.good \.+ +Passed`, out)
	require.Regexp(t, `tenon\.objs \.+ +Passed`, out)
	require.Contains(t, out, "[TN1001]")
	require.Regexp(t, `tenon\.known \.+.*Failed`, out, "a baseline that is not there is an error")

	out, err = run("cmake", "--build", build, "--target", "tenon-baseline-known")
	require.NoError(t, err, out)
	out, err = run("cmake", "--build", build, "--target", "tenon-check-known")
	require.NoError(t, err, out)
	out, err = run("cmake", "--build", build, "--target", "tenon-check-bad")
	require.Error(t, err, out)
}

func TestActionScript(t *testing.T) {
	action, err := os.ReadFile(repoFile(t, "action.yml"))
	require.NoError(t, err)
	script, err := os.ReadFile(repoFile(t, "ci/action.sh"))
	require.NoError(t, err)
	given := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^ +(TENON_[A-Z_]+):`).FindAllStringSubmatch(string(action), -1) {
		given[m[1]] = true
	}
	for _, name := range regexp.MustCompile(`TENON_[A-Z_]+`).FindAllString(string(script), -1) {
		require.True(t, given[name], "action.yml does not set %s", name)
	}

	dir := t.TempDir()
	program := tenonProgram(t)
	run := func(lib, failOn string) (out, outputs, summary string) {
		o, s := filepath.Join(dir, "output"), filepath.Join(dir, "summary")
		os.Remove(o)
		os.Remove(s)
		cmd := exec.Command("bash", repoFile(t, "ci/action.sh"))
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "TENON_COMMAND=audit", "TENON_ARGS=\""+lib+"\"\n--jobs 1", "TENON_FAIL_ON="+failOn, "TENON_BASELINE=",
			"TENON_SARIF=out.sarif", "TENON_PROGRAM="+program, "TENON_SOURCE="+repoFile(t, "."), "GITHUB_OUTPUT="+o, "GITHUB_STEP_SUMMARY="+s)
		b, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", b)
		outs, err := os.ReadFile(o)
		require.NoError(t, err, "%s", b)
		sum, _ := os.ReadFile(s)
		return string(b), string(outs), string(sum)
	}
	spaced := filepath.Join(dir, "with blank")
	require.NoError(t, os.Mkdir(spaced, 0o755))
	lib := buildLibrary(t, spaced, riskyLibrary)
	out, outputs, summary := run(lib, "risky")
	require.Contains(t, outputs, "status=4\n")
	require.Contains(t, outputs, "sarif=out.sarif\n")
	require.Contains(t, out, "::warning file=")
	require.Contains(t, summary, "TN1001")
	_, outputs, _ = run(lib, "breaking")
	require.Contains(t, outputs, "status=0\n")
	_, outputs, _ = run(filepath.Join(dir, "missing.so"), "risky")
	require.Contains(t, outputs, "status=1\n")
}

func TestPreCommitHook(t *testing.T) {
	hooks, err := os.ReadFile(repoFile(t, ".pre-commit-hooks.yaml"))
	require.NoError(t, err)
	entries := regexp.MustCompile(`(?m)^  entry: (.+)$`).FindAllStringSubmatch(string(hooks), -1)
	files := regexp.MustCompile(`(?m)^  files: (.+)$`).FindAllStringSubmatch(string(hooks), -1)
	require.Len(t, entries, 2)
	require.Len(t, files, 2)
	program := tenonProgram(t)
	dir := t.TempDir()
	bad := buildLibrary(t, dir, riskyLibrary)
	for i, e := range entries {
		require.Regexp(t, files[i][1], bad)
		require.NotRegexp(t, files[i][1], "lib.cc")
		words := strings.Fields(e[1])
		require.Equal(t, "tenon", words[0])
		// pre-commit runs the entry with the changed files appended.
		cmd := exec.Command(program, append(words[1:], bad)...)
		out, err := cmd.CombinedOutput()
		require.Error(t, err, "%s", out)
		require.Equal(t, exitFindings, cmd.ProcessState.ExitCode(), "%s", out)
		require.Contains(t, string(out), "TN1001")
	}
}
