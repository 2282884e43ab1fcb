package gen_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/fixtures"
	"github.com/tenon-abi/tenon/gen"
)

// lint is a crate of bindings. By default clippy says nothing of names that
// other crates may use; here it does, as in a binary that includes bindings.
type lint struct{ dir, root string }

func newLint(t *testing.T) *lint {
	l := &lint{dir: t.TempDir()}
	require.NoError(t, os.MkdirAll(filepath.Join(l.dir, "src"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(l.dir, "clippy.toml"), []byte("avoid-breaking-exported-api = false\n"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(l.dir, "Cargo.toml"), []byte("[package]\nname = \"bound\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"), 0o644))
	return l
}

func (l *lint) add(t *testing.T, name string, rust []byte) {
	require.NoError(t, os.WriteFile(filepath.Join(l.dir, "src", name+".rs"), rust, 0o644))
	l.root += fmt.Sprintf("pub mod %s {\n    include!(\"%s.rs\");\n}\n", name, name)
}

// findings counts what clippy's defaults and rustc's warnings report, by lint;
// the text shows the first of each.
func (l *lint) findings(t *testing.T, what ...string) (counts map[string]int, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(l.dir, "src", "lib.rs"), []byte(l.root), 0o644))
	cmd := exec.Command("cargo", append(append([]string{"clippy", "--offline", "-q", "--message-format", "json"}, what...), "--", "-D", "warnings")...)
	cmd.Dir = l.dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	counts = map[string]int{}
	for line := range bytes.Lines(out) {
		var m struct {
			Reason  string
			Message struct {
				Code     struct{ Code string }
				Rendered string
				Level    string
			}
		}
		require.NoError(t, json.Unmarshal(line, &m), "%s", line)
		if m.Reason != "compiler-message" || m.Message.Code.Code == "" && m.Message.Level != "error" {
			continue
		}
		if counts[m.Message.Code.Code]++; counts[m.Message.Code.Code] == 1 {
			text += m.Message.Rendered
		}
	}
	if err == nil {
		require.Empty(t, counts)
	} else {
		require.NotEmpty(t, counts, "%v: %s", err, &stderr)
	}
	return counts, text
}

// TestClippy: clippy's defaults find nothing in the bindings of whole
// libraries and of every source of the fixtures, however they are configured.
func TestClippy(t *testing.T) {
	t.Parallel()
	l, tests := newLint(t), newLint(t)
	for name, object := range map[string]string{"demo": demo, "operators": operatorsObject(t, "g++-12"), "librados": librados, "libstdcxx": libstdcxx} {
		_, out := bind(t, object, gen.Config{})
		l.add(t, name, out.Rust)
	}
	everything := gen.Config{RustifiedEnum: []string{".*"}, BitfieldEnum: []string{".*"}, Default: true, Hash: true, Ord: true}
	v := fixtures.VariantNamed("gcc12-dwarf5")
	for _, s := range v.Sources() {
		m, err := load.Files([]string{fixtures.Build(t, v, s)}, load.Options{})
		require.NoError(t, err)
		out, err := gen.Generate(m, everything)
		require.NoError(t, err)
		l.add(t, s.Stem(), out.Rust)
		require.NotContains(t, string(out.Rust), "clippy::all")
		out, err = gen.Generate(m, gen.Config{RustTarget: "1.63"})
		require.NoError(t, err)
		tests.add(t, s.Stem(), out.Rust)
	}
	counts, text := l.findings(t)
	require.Empty(t, counts, text)
	counts, text = tests.findings(t, "--all-targets")
	require.Empty(t, counts, text)
}

// lintsObject is built from code that asks for what clippy doesn't like.
func lintsObject(t *testing.T) string {
	object := filepath.Join(t.TempDir(), "lints.o")
	run(t, nil, "g++", "-g3", "-c", "testdata/lints.cc", "-o", object)
	return object
}

// lintsConfig has comments of headers that clippy doesn't like either.
func lintsConfig() gen.Config {
	h := &gen.Headers{Types: map[string]gen.HeaderItem{"lints::Row": {Deprecated: true, Comment: "A row.\n- first\nand more\n\t- second\n1) third\n  third, too\n\n\n! not this"}}}
	return gen.Config{RustifiedEnum: []string{".*"}, Headers: func(abi.Target) *gen.Headers { return h }}
}

// TestClippyAllows: the lints that are allowed by name are those that fire
// without; each other one is on.
func TestClippyAllows(t *testing.T) {
	_, out := bind(t, lintsObject(t), lintsConfig())
	l := newLint(t)
	l.add(t, "row", out.Rust)
	counts, text := l.findings(t)
	require.Empty(t, counts, text)

	clippy := regexp.MustCompile(`clippy::\w+`)
	allowed := map[string]bool{}
	for _, name := range clippy.FindAllString(string(out.Rust), -1) {
		allowed[name] = true
	}
	l = newLint(t)
	l.add(t, "row", clippy.ReplaceAll(out.Rust, []byte("dead_code")))
	counts, text = l.findings(t)
	found := map[string]bool{}
	for name := range counts {
		found[name] = true
	}
	delete(found, "clippy::duplicated_attributes") // what stands in for them
	require.Equal(t, allowed, found, text)
}
