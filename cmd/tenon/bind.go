package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/spf13/cobra"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen"
)

type bindFlags struct {
	cfg    gen.Config
	report string
	crate  string

	depfile string
	shims   string
	headers headerSet
}

func bindCmd(e *env) *cobra.Command {
	f := &bindFlags{}
	cmd := &cobra.Command{
		Use:   "bind OBJECT...",
		Short: "write Rust bindings with their proofs",
		Long: `Writes Rust declarations of every function and variable that others can link to,
and mirror types for every class and enum they use, with assertions of size,
alignment and field offsets. What is not bound, and why, is in the --report.

Objects of several targets become one output: what they share stands once, link
names, layouts and items that differ stand under #[cfg], and for any other
target the output does not compile.

--also-target adds a target without objects of it: link names are written from
the declarations, layouts and calls computed from the rules. What the rules
can't vouch for there stands under #[cfg] for the other targets only, and the
--report says why.

Names in patterns are whole qualified names (ns::Widget); patterns are regular
expressions. Every flag is also a key of the [bind] table of tenon.toml.`,
		Example: "  tenon bind libwidget.so -o src/widget.rs --report skipped.json\n" +
			"  tenon bind linux.o windows.obj macos.o -o src/widget.rs",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			args = f.headers.split(cmd, args)
			return f.run(e, cmd, args)
		},
	}
	fl := cmd.Flags()
	list := func(dst *[]string, name, what string) {
		fl.StringArrayVar(dst, name, nil, what+" (repeatable)")
	}
	c := &f.cfg
	list(&c.AllowType, "allowlist-type", "bind the types that match `RE`, and their member functions")
	list(&c.AllowFunction, "allowlist-function", "bind the functions that match `RE`")
	list(&c.AllowVar, "allowlist-var", "bind the variables and constants that match `RE`")
	list(&c.AllowItem, "allowlist-item", "bind whatever matches `RE`")
	list(&c.AllowFile, "allowlist-file", "bind what is declared in source files that match `RE`")
	list(&c.BlockType, "blocklist-type", "leave out the types that match `RE`")
	list(&c.BlockFunction, "blocklist-function", "leave out the functions that match `RE`")
	list(&c.BlockVar, "blocklist-var", "leave out the variables that match `RE`")
	list(&c.BlockItem, "blocklist-item", "leave out whatever matches `RE`")
	list(&c.BlockFile, "blocklist-file", "leave out what is declared in source files that match `RE`")
	list(&c.OpaqueType, "opaque-type", "mirror the types that match `RE` as bytes")
	list(&c.RustifiedEnum, "rustified-enum", "also write a Rust enum, with checked conversions, for the enums that match `RE`")
	list(&c.NewtypeEnum, "newtype-enum", "no bit operators for the enums that match `RE`")
	list(&c.BitfieldEnum, "bitfield-enum", "bit operators for the enums that match `RE`")
	for _, d := range []struct {
		on    *bool
		trait string
	}{{&c.Default, "Default"}, {&c.Hash, "Hash"}, {&c.PartialEq, "PartialEq"}, {&c.Eq, "Eq"}, {&c.PartialOrd, "PartialOrd"}, {&c.Ord, "Ord"}} {
		fl.BoolVar(d.on, "with-derive-"+strings.ToLower(d.trait), false, "derive "+d.trait+" for plain records whose fields have it")
	}
	fl.StringVar(&c.CTypesPrefix, "ctypes-prefix", "", "path of the C types instead of core::ffi, a Rust `PATH`")
	fl.Bool("use-core", true, "use core instead of std (always so; accepted for scripts made for bindgen)")
	list(&c.OverrideABI, "override-abi", "functions that may throw into Rust: `RE=C-unwind`")
	list(&c.ModuleRawLine, "module-raw-line", "put a line at the top of a module: `MODULE=LINE`, as in root::ns=use x;")
	fl.StringVar(&f.shims, "shims", "", "write C++ functions to `FILE` for what no Rust signature can pass; compile and link it")
	list(&c.ShimFunction, "shim-function", "write shims for the functions that match `RE`, inline ones too, if Rust can't call them itself")
	list(&c.ShimIncludes, "shim-include", "include `HEADER` in the file of --shims")
	fl.StringVar(&f.depfile, "depfile", "", "write a rule for make to `FILE`: the output depends on the objects")
	list(&c.AlsoTarget, "also-target", "write for the target `TRIPLE` too, where names, layouts and calls follow from the rules")
	list(&c.Relocatable, "relocatable", "memcpy may move objects of the classes that match `RE`")
	list(&c.Callbacks, "callbacks", "check the signature of Rust functions that C++ declares and that match `RE`")
	list(&c.RawLines, "raw-line", "put `LINE` at the top of the output")
	fl.BoolVar(&c.NoLayoutTests, "no-layout-tests", false, "write no assertions of layout")
	fl.StringVar(&c.RustTarget, "rust-target", "", "write for Rust `VERSION` and later (default 1.82; from 1.63 on)")
	fl.StringVar(&c.Edition, "rust-edition", "", "write for `EDITION` 2018, 2021 or 2024 (default 2021)")
	fl.StringVar(&c.Unsafe, "unsafe", "", "`POLICY` of which functions are unsafe: pointers (an address in the signature or in a value of it; the default), raw (in the signature itself) or all")
	fl.StringArrayVar(&f.headers.headers, "headers", nil, "take comments, macros, default arguments and deprecation from header `H`, read with the clang flags after -- (repeatable)")
	fl.StringVar(&f.report, "report", "", "write what is not bound, with reasons, to `FILE` as JSON")
	fl.StringVar(&f.crate, "crate", "", "write a complete crate to `DIR`: Cargo.toml, build.rs that links the objects, src, tests")
	return cmd
}

// bindConfig is the [bind] table of tenon.toml.
type bindConfig struct {
	Bind struct {
		gen.Config
		HeaderFiles []string `toml:"headers"`
		ClangFlags  []string `toml:"clang-flags"` // what stands after -- on the command line
	} `toml:"bind"`
}

func (f *bindFlags) run(e *env, cmd *cobra.Command, args []string) (err error) {
	if err := f.configure(e, cmd); err != nil {
		return err
	}
	if len(f.headers.flags) > 0 && len(f.headers.headers) == 0 {
		return usageError{errors.New("flags after -- are for --headers")}
	}
	f.cfg.Shims = f.shims != ""
	if f.depfile != "" && (e.output == "" || e.output == "-") {
		return usageError{errors.New("--depfile needs -o FILE: the rule names the output")}
	}
	models, err := e.loadGroups(args)
	if err != nil {
		return err
	}
	if f.depfile != "" {
		defer func() {
			if err == nil {
				err = writeFile(f.depfile, func(w io.Writer) error { _, err := io.WriteString(w, depRule(e.output, args)); return err })
			}
		}()
	}
	for _, m := range models {
		for _, i := range m.Issues() {
			e.warn("%s: %s", i.Code, i.Message)
		}
	}
	if f.cfg.Headers, err = f.headers.forModels(e, models); err != nil {
		return err
	}
	if len(models) > 1 || len(f.cfg.AlsoTarget) > 0 {
		return f.severalTargets(e, models)
	}
	m := models[0]
	out, err := gen.Generate(m, f.cfg)
	if err != nil {
		return usageError{err}
	}
	if entities(out.Bound, out.Skipped) == 0 {
		return errNothing(models)
	}
	if f.report != "" {
		if err := writeFile(f.report, func(w io.Writer) error { return gen.WriteReport(w, out) }); err != nil {
			return err
		}
	}
	if f.shims != "" {
		if out.Shims == nil {
			out.Shims = []byte("// Written by tenon: no function needs a shim.\n")
		}
		if err := writeFile(f.shims, func(w io.Writer) error { _, err := w.Write(out.Shims); return err }); err != nil {
			return err
		}
	}
	if f.crate != "" {
		if err := writeCrate(f.crate, args, m, out, f.cfg); err != nil {
			return err
		}
	} else if err := e.write(func(w io.Writer) error { _, err := w.Write(out.Rust); return err }); err != nil {
		return err
	}
	f.count(e, "", out.Bound, len(out.Skipped))
	return nil
}

// severalTargets writes one output for objects of several targets.
func (f *bindFlags) severalTargets(e *env, models []*abi.Model) error {
	if f.shims != "" {
		return usageError{errors.New("--shims takes objects of one target: the file is compiled for each by itself")}
	}
	if f.crate != "" {
		return usageError{errors.New("--crate takes objects of one target; for several targets, and with --also-target, use -o and link each platform's objects yourself")}
	}
	rust, per, err := gen.GenerateTargets(models, f.cfg)
	if err != nil {
		return usageError{err}
	}
	any := 0
	for _, o := range per {
		any += entities(o.Bound, o.Skipped)
	}
	if any == 0 {
		return errNothing(models)
	}
	if f.report != "" {
		if err := writeFile(f.report, func(w io.Writer) error { return gen.WriteTargetsReport(w, per) }); err != nil {
			return err
		}
	}
	if err := e.write(func(w io.Writer) error { _, err := w.Write(rust); return err }); err != nil {
		return err
	}
	for _, o := range per {
		f.count(e, o.Target.Triple()+": ", o.Bound, len(o.Skipped))
	}
	return nil
}

// depRule is a rule for make: out depends on the objects.
func depRule(out string, objects []string) string {
	escape := strings.NewReplacer(" ", `\ `, "#", `\#`, "$", "$$")
	line := escape.Replace(out) + ":"
	for _, o := range objects {
		line += " " + escape.Replace(o)
	}
	return line + "\n"
}

// entities is how much was bound or refused.
func entities(bound map[string]int, skipped []gen.Skip) int {
	n := len(skipped)
	for _, k := range bound {
		n += k
	}
	return n
}

func errNothing(models []*abi.Model) error {
	for _, m := range models {
		for _, i := range m.Issues() {
			if i.Code == "missing-split-unit" {
				return hinted{errors.New("the objects' debug information lies in files that were not found"),
					"keep the .dwo files where the objects name them, or put them into a package with llvm-dwp"}
			}
		}
	}
	return hinted{errors.New("the objects declare nothing that could be bound"), "are they compiled with -g, and do the patterns match?"}
}

func (f *bindFlags) count(e *env, before string, bound map[string]int, skipped int) {
	e.note("%s%d functions, %d variables, %d types, %d constants bound; %d items not bound%s", before, bound["functions"], bound["variables"],
		bound["types"], bound["constants"], skipped, map[bool]string{true: " (--report FILE lists them)"}[f.report == "" && skipped > 0])
}

// configure adds the lists of the configuration file to those of the command
// line; single values of the command line win.
func (f *bindFlags) configure(e *env, cmd *cobra.Command) error {
	name := e.config
	if name == "" {
		name = "tenon.toml"
	}
	data, err := os.ReadFile(name)
	if err != nil {
		if e.config == "" && errors.Is(err, os.ErrNotExist) {
			return nil
		}
		return err
	}
	var c bindConfig
	if err := toml.Unmarshal(data, &c); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	merge(&f.cfg, &c.Bind.Config, func(key string) bool { return cmd.Flags().Changed(key) })
	f.headers.headers = append(c.Bind.HeaderFiles, f.headers.headers...)
	f.headers.flags = append(c.Bind.ClangFlags, f.headers.flags...)
	return nil
}

// merge adds the settings of a file to those of the command line: lists stand
// before its lists; what was given there (by its key) stays.
func merge(own, file *gen.Config, given func(key string) bool) {
	to, from := reflect.ValueOf(own).Elem(), reflect.ValueOf(file).Elem()
	for i := range to.NumField() {
		key := to.Type().Field(i).Tag.Get("toml")
		switch field := to.Field(i); {
		case key == "" || key == "-":
		case field.Kind() == reflect.Slice:
			field.Set(reflect.AppendSlice(from.Field(i), field))
		case !given(key):
			field.Set(from.Field(i))
		}
	}
}
