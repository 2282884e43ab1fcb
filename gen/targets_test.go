package gen_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/fixtures"
	"github.com/tenon-abi/tenon/gen"
)

// targetVariants are the objects that are bound together: two systems, two
// processors, two pointer widths, two C++ ABIs.
func targetVariants() []string {
	return []string{"gcc12-dwarf5", "clang15-i386", "clang15-aarch64", "clang15-macho-arm64", "clang15-coff-x86_64"}
}

// crossTargets are the ones whose view of the output rustc 1.63 is asked for.
func crossTargets() []string {
	return []string{"x86_64-unknown-linux-gnu", "i686-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "x86_64-pc-windows-msvc"}
}

// targetModels loads one source as each target has it.
func targetModels(t *testing.T, s fixtures.Source) (models []*abi.Model) {
	t.Helper()
	for _, name := range targetVariants() {
		v := fixtures.VariantNamed(name)
		if !slices.Contains(v.Sources(), s) {
			continue
		}
		m, err := load.Files([]string{fixtures.Build(t, v, s)}, load.Options{})
		require.NoError(t, err)
		models = append(models, m)
	}
	return models
}

// crate writes the bindings of every source into one crate.
func crate(t *testing.T, bind func(fixtures.Source) []byte) string {
	t.Helper()
	dir := t.TempDir()
	root := "#![no_std]\n"
	for _, s := range fixtures.Sources() {
		if rust := bind(s); rust != nil {
			require.NoError(t, os.WriteFile(filepath.Join(dir, s.Stem()+".rs"), rust, 0o644))
			root += fmt.Sprintf("pub mod %s {\n    include!(\"%s.rs\");\n}\n", s.Stem(), s.Stem())
		}
	}
	path := filepath.Join(dir, "lib.rs")
	require.NoError(t, os.WriteFile(path, []byte(root), 0o644))
	return path
}

// seen is what rustc 1.63 sees on a target after macros and cfg: its lines
// without comments and the conditions that held, sorted, as items of several targets stand in another order.
func seen(t *testing.T, target, path string) []string {
	t.Helper()
	rustc, args, env := fixtures.Rust163Check(t, target)
	run(t, env, rustc, append(args, "--crate-type", "lib", "--edition", "2021", "-D", "warnings", "--emit", "metadata", "--out-dir", t.TempDir(), path)...)
	cmd := exec.Command(rustc, append(args, "--crate-type", "lib", "--edition", "2021", "-Zunpretty=expanded", path)...)
	cmd.Env = env
	out, err := cmd.Output()
	require.NoError(t, err)
	var lines []string
	for _, l := range strings.Split(heldCfg.ReplaceAllString(string(out), ""), "\n") {
		if l = strings.TrimSpace(l); !strings.HasPrefix(l, "///") && !strings.HasPrefix(l, "#[allow(") {
			lines = append(lines, l)
		}
	}
	sort.Strings(lines)
	return lines
}

// heldCfg is a condition that rustc leaves in expanded code, as it held.
var heldCfg = regexp.MustCompile(`(?m)^ *#\[cfg\([^]]*\)\]\n`)

// TestTargetsEachSeeTheirOwn: on each target, rustc sees in the joined output
// of every fixture exactly what it sees in that target's own output, and all
// assertions of layout hold there.
func TestTargetsEachSeeTheirOwn(t *testing.T) {
	t.Parallel()
	cfg := gen.Config{RustTarget: "1.63"}
	models := map[string][]*abi.Model{}
	joined := crate(t, func(s fixtures.Source) []byte {
		models[s.Name] = targetModels(t, s)
		if len(models[s.Name]) < 5 {
			return nil // some compilers don't take it
		}
		rust, _, err := gen.GenerateTargets(models[s.Name], cfg)
		require.NoError(t, err, s.Name)
		return rust
	})
	for _, target := range crossTargets() {
		t.Run(target, func(t *testing.T) {
			functions := 0
			own := crate(t, func(s fixtures.Source) []byte {
				all := models[s.Name]
				i := slices.IndexFunc(all, func(m *abi.Model) bool { return m.Target().Triple() == target })
				if len(all) < 5 {
					return nil
				}
				out, err := gen.Generate(all[i], cfg)
				require.NoError(t, err)
				functions += out.Bound["functions"]
				return out.Rust
			})
			want, got := seen(t, target, own), seen(t, target, joined)
			require.Greater(t, functions, 100)
			require.Equal(t, want, got)
		})
	}
}

// TestTargetsOnNewRust compiles the joined outputs with offsets asserted, in
// any order of the objects.
func TestTargetsOnNewRust(t *testing.T) {
	t.Parallel()
	path := crate(t, func(s fixtures.Source) []byte {
		models := targetModels(t, s)
		if len(models) < 2 || models[0].Target() != abi.TargetX64Linux {
			return nil
		}
		rust, per, err := gen.GenerateTargets(models, gen.Config{})
		require.NoError(t, err, s.Name)
		require.Len(t, per, len(models))
		slices.Reverse(models)
		again, _, err := gen.GenerateTargets(models, gen.Config{})
		require.NoError(t, err)
		require.True(t, bytes.Equal(rust, again), "the order of the objects shows")
		return rust
	})
	compile(t, path, "--edition", "2021")
}

// TestTargetsShare: what is the same everywhere stands once.
func TestTargetsShare(t *testing.T) {
	rust, _, err := gen.GenerateTargets(targetModels(t, fixtures.SourceNamed("records.cc")), gen.Config{})
	require.NoError(t, err)
	text := string(rust)
	require.Equal(t, 1, strings.Count(text, "pub fn records_mirrored("))
	require.Equal(t, 1, strings.Count(text, "pub struct Point {"))
	require.Equal(t, 1, strings.Count(text, "core::mem::size_of::<Point>() == 8"))
	require.Contains(t, text, `link_name = "\u{1}?mirrored@records@@YA?AUPoint@1@U21@@Z"`)
	require.Contains(t, text, `link_name = "\u{1}__ZN7records8mirroredENS_5PointE"`)
}

// TestTargetsElsewhere: for a target that no object was built for, the output
// does not compile.
func TestTargetsElsewhere(t *testing.T) {
	models := targetModels(t, fixtures.SourceNamed("records.cc"))
	rust, _, err := gen.GenerateTargets(models[1:], gen.Config{})
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "lib.rs")
	require.NoError(t, os.WriteFile(path, rust, 0o644))
	out, err := exec.Command("rustc", "--crate-type", "lib", "--emit", "metadata", "--out-dir", t.TempDir(), path).CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), "these bindings are for i686-unknown-linux-gnu, aarch64-unknown-linux-gnu, aarch64-apple-darwin, x86_64-pc-windows-msvc only")
}

func TestTargetsRefused(t *testing.T) {
	s := fixtures.SourceNamed("records.cc")
	a := targetModels(t, s)[0]
	_, _, err := gen.GenerateTargets([]*abi.Model{a, a}, gen.Config{})
	require.ErrorContains(t, err, "two models of one target")
	arm, err := load.Files([]string{fixtures.Build(t, fixtures.VariantNamed("clang15-arm"), s)}, load.Options{})
	require.NoError(t, err)
	_, _, err = gen.GenerateTargets([]*abi.Model{a, arm}, gen.Config{RustTarget: "1.63"})
	require.ErrorContains(t, err, "--rust-target 1.78")
	_, _, err = gen.GenerateTargets([]*abi.Model{a, arm}, gen.Config{})
	require.NoError(t, err)
}

// TestPlainChar: behind pointers it is c_char, which rustc knows on every
// target; where a flag changed it, the integer that it is.
func TestPlainChar(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "a.c"), filepath.Join(dir, "a.o")
	require.NoError(t, os.WriteFile(in, []byte("char *find(const char *s, char c, unsigned char *u) { return (char *)s + c + *u; }"), 0o644))
	for flags, want := range map[string]string{
		"-target x86_64-linux-gnu":                 "s: *const core::ffi::c_char, c: i8, u: *mut u8",
		"-target aarch64-linux-gnu":                "s: *const core::ffi::c_char, c: u8, u: *mut u8",
		"-target arm64-apple-macosx11":             "s: *const core::ffi::c_char, c: i8, u: *mut u8",
		"-target x86_64-linux-gnu -funsigned-char": "s: *const u8, c: u8, u: *mut u8",
	} {
		run(t, nil, "clang-15", append(strings.Fields(flags), "-g", "-c", in, "-o", out)...)
		_, o := bind(t, out, gen.Config{})
		require.Contains(t, string(o.Rust), want, flags)
	}
	_, o := bind(t, out, gen.Config{RustTarget: "1.63"})
	require.NotContains(t, string(o.Rust), "c_char")
}
