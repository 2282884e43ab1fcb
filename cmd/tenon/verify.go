package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/verify/header"
	"github.com/tenon-abi/tenon/verify/link"
)

type verifyFlags struct {
	cpp, rust []string
	headers   headerSet
	edition   string
	rustc     []string // extra arguments for rustdoc
	report    reportFlags
}

func verifyCmd(e *env) *cobra.Command {
	var f verifyFlags
	cmd := &cobra.Command{
		Use: "verify --cpp OBJECT... --rust ARTIFACT...\n" +
			"  tenon verify --headers H... OBJECT... -- CLANG_FLAGS",
		Short: "check both sides of the border between C++ and Rust, or headers against the object",
		Long: `Checks every function that crosses the border between C++ and Rust, in both
directions: what C++ declares and Rust defines (from the debug information of
the Rust artifact), and what Rust declares in extern blocks and C++ defines
(from .rs files, resolved by rustdoc, which must be installed).

A Rust ARTIFACT is an .rlib, .a, .so or .o with debug information, a .rs file
(the root of a crate or a bindings file), or a .json that rustdoc wrote.

With --headers it compares what headers say under the flags after -- with the
object as built: layouts, how classes travel, enum values, virtual functions,
signatures, macros.
That needs a build with libclang (make build-clang).

Formats: text, json, sarif, junit, markdown, html, github.`,
		Example: "  tenon verify --cpp libwidget.so --rust src/bindings.rs --rust target/debug/libapp.rlib\n" +
			"  tenon verify --headers include/widget.h libwidget.so -- -Iinclude -DNDEBUG -std=c++17",
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			args = f.headers.split(cmd, args)
			if len(f.headers.headers) > 0 {
				return f.runHeaders(e, args)
			}
			if len(f.headers.flags) > 0 {
				return usageError{errors.New("flags after -- are for --headers")}
			}
			if len(args) > 0 {
				return usageError{fmt.Errorf("unexpected %q: name files after --cpp or --rust", args[0])}
			}
			return f.run(e)
		},
	}
	fl := cmd.Flags()
	fl.StringArrayVar(&f.cpp, "cpp", nil, "built C++ `OBJECT` or snapshot (repeatable)")
	fl.StringArrayVar(&f.rust, "rust", nil, "Rust `ARTIFACT` (repeatable)")
	fl.StringArrayVar(&f.headers.headers, "headers", nil, "compare header `H` with the objects (repeatable)")
	fl.StringVar(&f.edition, "rust-edition", "2021", "edition of .rs files")
	fl.StringArrayVar(&f.rustc, "rustdoc-arg", nil, "pass `ARG` to rustdoc, for --cfg, --extern, -L (repeatable)")
	f.report.register(cmd)
	return cmd
}

func (f *verifyFlags) run(e *env) error {
	if len(f.cpp) == 0 || len(f.rust) == 0 {
		return usageError{errors.New("both --cpp and --rust are needed")}
	}
	cpp, err := e.loadOnly(f.cpp, load.NoRust)
	if err != nil {
		return err
	}
	var crates []*link.Crate
	var built []string
	for _, path := range f.rust {
		switch filepath.Ext(path) {
		case ".rs":
			c, err := f.source(path, cpp.Target())
			if err != nil {
				return err
			}
			crates = append(crates, c)
		case ".json":
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			c, err := link.FromRustdoc(data)
			if err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			crates = append(crates, c)
		default:
			built = append(built, path)
		}
	}
	if len(built) > 0 {
		m, err := e.loadOnly(built, load.OnlyRust)
		if err != nil {
			return err
		}
		crates = append(crates, link.FromModel(strings.Join(built, " "), m))
	}
	replace, err := e.replacements()
	if err != nil {
		return err
	}
	r := link.Check(cpp, crates, replace...)
	r.Title = strings.Join(f.cpp, " ") + " ↔ " + strings.Join(f.rust, " ")
	r.Evidence.Objects = append(append([]string(nil), f.cpp...), f.rust...)
	r.Evidence.Targets = []string{cpp.Target().Triple()}
	r.Evidence.Units = len(cpp.Units()) - 1
	r.Issues = cpp.Issues()
	for _, c := range crates {
		r.Issues = append(r.Issues, c.Issues...)
	}
	return e.finish(r, &f.report)
}

// replacements reads the [[replace]] tables of the configuration file.
func (e *env) replacements() ([]link.Replacement, error) {
	name := e.config
	if name == "" {
		name = "tenon.toml"
	}
	data, err := os.ReadFile(name)
	if err != nil {
		if e.config == "" && errors.Is(err, os.ErrNotExist) {
			return nil, nil
		}
		return nil, err
	}
	list, err := link.ParseReplacements(data)
	if err != nil {
		return nil, usageError{fmt.Errorf("%s: %w", name, err)}
	}
	return list, nil
}

// runHeaders compares headers with objects.
func (f *verifyFlags) runHeaders(e *env, objects []string) error {
	objects = append(append([]string(nil), f.cpp...), objects...)
	switch {
	case len(f.rust) > 0:
		return usageError{errors.New("--headers and --rust are two checks: run verify twice")}
	case len(objects) == 0:
		return usageError{errors.New("name the object to compare the headers with")}
	}
	if !header.Built {
		_, err := f.headers.read(nil)
		return err
	}
	m, err := e.load(objects)
	if err != nil {
		return err
	}
	facts, err := f.headers.read(m)
	if err != nil {
		return err
	}
	r := header.Check(facts, m)
	r.Title = strings.Join(f.headers.headers, " ") + " ↔ " + strings.Join(objects, " ")
	r.Evidence.Objects = objects
	r.Evidence.Targets = []string{m.Target().Triple()}
	r.Evidence.Units = len(m.Units()) - 1
	r.Issues = m.Issues()
	return e.finish(r, &f.report)
}

// source runs rustdoc on a .rs file and reads what it wrote.
func (f *verifyFlags) source(path string, target abi.Target) (*link.Crate, error) {
	dir, err := os.MkdirTemp("", "tenon-rustdoc-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	args := []string{"--edition", f.edition, "-Zunstable-options", "--output-format", "json", "--document-private-items",
		"--crate-type", "lib", "--crate-name", "tenon_border", "--cap-lints", "allow", "-o", dir}
	args = append(append(args, f.rustc...), path)
	cmd := exec.Command("rustdoc", args...)
	cmd.Env = append(os.Environ(), "RUSTC_BOOTSTRAP=1")
	out, err := cmd.CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		return nil, hinted{fmt.Errorf("%s: rustdoc is needed to read Rust sources", path), "install Rust, or give rustdoc's JSON instead of the source"}
	}
	if err != nil {
		return nil, fmt.Errorf("%s: rustdoc failed: %s", path, strings.TrimSpace(string(out)))
	}
	data, err := os.ReadFile(filepath.Join(dir, "tenon_border.json"))
	if err != nil {
		return nil, err
	}
	c, err := link.FromRustdoc(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	c.Name = path
	return c, nil
}

// spreadLists rewrites `--cpp a b` to `--cpp a --cpp b`: the flags of verify
// take every file up to the next flag, --headers only those named as headers.
func spreadLists(args []string) []string {
	var out []string
	list := ""
	for i, a := range args {
		switch {
		case a == "--":
			return append(out, args[i:]...)
		case a == "--cpp" || a == "--rust":
			list = a
			continue
		case a == "--headers":
			list = a
			if i+1 < len(args) && !headerName(args[i+1]) {
				out, list = append(out, a), "" // the first one may have any name
			}
			continue
		case list == "--headers" && !headerName(a):
			list = ""
		case strings.HasPrefix(a, "-"):
			list = ""
		case list != "":
			out = append(out, list)
		}
		out = append(out, a)
	}
	return out
}
