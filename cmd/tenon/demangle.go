package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/tenon-abi/tenon/mangle"
	"github.com/tenon-abi/tenon/mangle/itanium"
	"github.com/tenon-abi/tenon/mangle/msvc"
)

// demangled is one name and what became of it.
type demangled struct {
	Name     string        `json:"name"`
	Scheme   string        `json:"scheme"` // "itanium", "microsoft", "rust-legacy", "rust-v0", "none"
	Readable string        `json:"readable"`
	Error    string        `json:"error,omitempty"`  // why a name that looks mangled is not
	Offset   *int          `json:"offset,omitempty"` // where, in bytes
	Parts    *mangle.Parts `json:"parts,omitempty"`
}

func demangleCmd(e *env) *cobra.Command {
	explain, compiler := false, "any"
	cmd := &cobra.Command{
		Use:   "demangle [NAME...]",
		Short: "names in, readable names out; a filter on standard input",
		Long: `Prints each NAME in readable form. Without names it copies standard input and
replaces the mangled names it finds in it. Itanium (GCC, clang), Microsoft
(Visual C++, clang for windows-msvc) and Rust names (legacy and v0) are read. A
name that is not mangled, or broken, comes out as it went in; --errors says on
standard error what is wrong with it and where. --format json lists the names
with their parts.`,
		Example: "  nm libwidget.so | tenon demangle\n  tenon demangle _ZN1n1fEv '?f@n@@YAHXZ'\n  tenon demangle --format json _ZNKSt6vectorIiSaIiEE4sizeEv",
		RunE: func(_ *cobra.Command, args []string) error {
			if err := e.oneOf("text", "json"); err != nil {
				return err
			}
			o := mangle.Options{}
			var ok bool
			if o.Compiler, ok = compilers[compiler]; !ok {
				return usageError{fmt.Errorf("--compiler: %q is none of any, visualc, clang15, clang19", compiler)}
			}
			if explain {
				o.Broken = func(name string, err error) { fmt.Fprintf(e.stderr, "tenon: warning: %s: %s\n", name, err) }
			}
			return e.write(func(w io.Writer) error {
				if len(args) == 0 && e.format == "text" {
					return mangle.Copy(w, e.stdin, o)
				}
				return list(w, e, args, o)
			})
		},
	}
	cmd.Flags().BoolVar(&explain, "errors", false, "say what is wrong with names that look mangled and are not")
	cmd.Flags().StringVar(&compiler, "compiler", "any", "who wrote Microsoft names whose meaning depends on it: any, visualc, clang15, clang19")
	return cmd
}

var compilers = map[string]msvc.Compiler{"any": msvc.AnyCompiler, "visualc": msvc.VisualC, "clang15": msvc.Clang15, "clang19": msvc.Clang19}

// list demangles names given one by one.
func list(w io.Writer, e *env, args []string, o mangle.Options) error {
	f := mangle.Finder{Options: mangle.Options{Compiler: o.Compiler}}
	if len(args) == 0 {
		sc := bufio.NewScanner(e.stdin)
		sc.Buffer(nil, 1<<24)
		for sc.Scan() {
			args = append(args, f.Names(sc.Text())...)
		}
		if err := sc.Err(); err != nil {
			return err
		}
	}
	out := make([]demangled, len(args))
	for i, a := range args {
		var err error
		out[i], err = readName(&f, a)
		if err != nil && o.Broken != nil {
			o.Broken(a, err)
		}
		if e.format == "text" {
			if _, err := fmt.Fprintln(w, out[i].Readable); err != nil {
				return err
			}
		}
	}
	if e.format == "text" {
		return nil
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(struct {
		Schema int         `json:"schema"`
		Names  []demangled `json:"names"`
	}{1, out})
}

// readName demangles one name; what can't be read comes out as it went in. The
// error is nil for what does not look like a mangled name.
func readName(f *mangle.Finder, name string) (demangled, error) {
	d := demangled{Name: name, Scheme: "none", Readable: name}
	readable, parts, err := f.Read(name)
	switch {
	case errors.Is(err, mangle.ErrNotMangled):
		return d, nil
	case err != nil:
		d.Error, d.Offset = err.Error(), offset(err)
		return d, err
	}
	d.Scheme, d.Readable, d.Parts = parts.Scheme, readable, &parts
	parts.Scheme = ""
	return d, nil
}

// offset is where a name is broken, nil if its scheme does not tell.
func offset(err error) *int {
	var a *itanium.SyntaxError
	var b *msvc.SyntaxError
	switch {
	case errors.As(err, &a):
		return &a.Offset
	case errors.As(err, &b):
		return &b.Offset
	}
	return nil
}
