package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen"
	"github.com/tenon-abi/tenon/gen/rs"
)

// writeCrate writes a crate that links the objects it binds. It needs no
// other crate, so that cargo test works without a network.
func writeCrate(dir string, objects []string, m *abi.Model, out *gen.Output, cfg gen.Config) error {
	base, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(objects[0]), "lib"), ".")
	name := strings.ToLower(rs.Ident(base)) + "_sys"
	edition := cfg.Edition
	if edition == "" {
		edition = "2021"
	}
	build, err := buildScript(objects, m)
	if err != nil {
		return err
	}
	files := []struct{ path, text string }{
		{"Cargo.toml", fmt.Sprintf("[package]\nname = %q\nversion = \"0.1.0\"\nedition = %q\nbuild = \"build.rs\"\n", name, edition)},
		{"build.rs", build},
		{"src/lib.rs", "//! Bindings written by tenon.\n#![no_std]\n\ninclude!(\"bindings.rs\");\n"},
		{"src/bindings.rs", string(out.Rust)},
		{"tests/layout.rs", string(out.LayoutTests(name))},
	}
	for _, f := range files {
		path := filepath.Join(dir, f.path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := writeFile(path, func(w io.Writer) error { _, err := io.WriteString(w, f.text); return err }); err != nil {
			return err
		}
	}
	return nil
}

// buildScript links each object by its own file name, and the C++ runtime for
// static code that asks for it.
func buildScript(objects []string, m *abi.Model) (string, error) {
	var b strings.Builder
	b.WriteString("// Written by tenon: links the objects that the bindings were made from.\nfn main() {\n")
	say := func(format string, args ...any) {
		fmt.Fprintf(&b, "    println!(%s);\n", strconv.QuoteToASCII(strings.NewReplacer("{", "{{", "}", "}}").Replace(fmt.Sprintf(format, args...))))
	}
	static := false
	for _, o := range objects {
		abs, err := filepath.Abs(o)
		if err != nil {
			return "", err
		}
		file := filepath.Base(abs)
		switch {
		case strings.HasSuffix(file, ".a"):
			static = true
			say("cargo:rustc-link-search=native=%s", filepath.Dir(abs))
			say("cargo:rustc-link-lib=static:+verbatim=%s", file)
		case strings.HasSuffix(file, ".o"):
			static = true
			say("cargo:rustc-link-arg=%s", abs)
		case strings.Contains(file, ".so"):
			say("cargo:rustc-link-search=native=%s", filepath.Dir(abs))
			say("cargo:rustc-link-lib=dylib:+verbatim=%s", file)
			say("cargo:rustc-link-arg=-Wl,-rpath,%s", filepath.Dir(abs))
		default:
			return "", hinted{fmt.Errorf("--crate can't link %s", o), "give a .o, .a or .so, or use -o and link it yourself"}
		}
		say("cargo:rerun-if-changed=%s", abs)
	}
	if static && needsRuntime(m) {
		say("cargo:rustc-link-lib=dylib=stdc++")
	}
	b.WriteString("}\n")
	return b.String(), nil
}

// needsRuntime reports whether static code refers to the C++ runtime.
func needsRuntime(m *abi.Model) bool {
	for _, s := range m.Symbols() {
		n := m.Str(s.Name)
		if s.Flags&abi.SymUndefined != 0 && (strings.HasPrefix(n, "_ZSt") || strings.HasPrefix(n, "_ZNSt") || strings.HasPrefix(n, "_ZNKSt") ||
			strings.HasPrefix(n, "_Zn") || strings.HasPrefix(n, "_Zd") || strings.HasPrefix(n, "__cxa_") || strings.HasPrefix(n, "__gxx_") || strings.HasPrefix(n, "_ZTVN10__cxxabiv1")) {
			return true
		}
	}
	return false
}
