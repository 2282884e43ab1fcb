package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/ianlancetaylor/demangle"
	"github.com/spf13/cobra"

	"github.com/tenon-abi/tenon/mangle/itanium"
)

// demangled is one name and what became of it.
type demangled struct {
	Name     string `json:"name"`
	Scheme   string `json:"scheme"` // "itanium", "rust", "none"
	Readable string `json:"readable"`
	Error    string `json:"error,omitempty"` // why a name that looks mangled is not
}

func demangleCmd(e *env) *cobra.Command {
	explain := false
	cmd := &cobra.Command{
		Use:   "demangle [NAME...]",
		Short: "names in, readable names out; a filter on standard input",
		Long: `Prints each NAME in readable form. Without names it copies standard input and
replaces the mangled names it finds in it. Itanium and Rust (legacy and v0)
names are read. A name that is not mangled, or broken, comes out as it went in;
--errors says on standard error what is wrong with it and where.`,
		Example: "  nm -C libwidget.so | tenon demangle\n  tenon demangle _ZN1n1fEv",
		RunE: func(_ *cobra.Command, args []string) error {
			if err := e.oneOf("text", "json"); err != nil {
				return err
			}
			note := func(d demangled) {
				if explain && d.Error != "" {
					fmt.Fprintf(e.stderr, "tenon: warning: %s: %s\n", d.Name, d.Error)
				}
			}
			return e.write(func(w io.Writer) error {
				if len(args) == 0 && e.format == "text" {
					return filter(w, e.stdin, note)
				}
				return list(w, e, args, note)
			})
		},
	}
	cmd.Flags().BoolVar(&explain, "errors", false, "say what is wrong with names that look mangled and are not")
	return cmd
}

// list demangles names given one by one.
func list(w io.Writer, e *env, args []string, note func(demangled)) error {
	if len(args) == 0 {
		sc := bufio.NewScanner(e.stdin)
		sc.Buffer(nil, 1<<24)
		for sc.Scan() {
			args = append(args, mangledName.FindAllString(sc.Text(), -1)...)
		}
		if err := sc.Err(); err != nil {
			return err
		}
	}
	out := make([]demangled, len(args))
	for i, a := range args {
		out[i] = readName(a)
		note(out[i])
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

// mangledName finds what looks like a mangled name in a text.
var mangledName = regexp.MustCompile(`\b_{1,4}Z[A-Za-z0-9_.$]+|\b_R[A-Za-z0-9_.$]+`)

func filter(w io.Writer, in io.Reader, note func(demangled)) error {
	r := bufio.NewReaderSize(in, 1<<16)
	for {
		line, err := r.ReadString('\n')
		out := mangledName.ReplaceAllStringFunc(line, func(name string) string {
			d := readName(name)
			note(d)
			return d.Readable
		})
		if _, werr := io.WriteString(w, out); werr != nil {
			return werr
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// readName demangles one name; what can't be read comes out as it went in.
func readName(name string) demangled {
	d := demangled{Name: name, Scheme: "none", Readable: name}
	switch {
	case strings.HasPrefix(name, "_R") || rustLegacy.MatchString(name):
		s, err := demangle.ToString(name, demangle.NoClones, demangle.MaxLength(20))
		if err != nil {
			d.Error = err.Error()
			return d
		}
		d.Scheme, d.Readable = "rust", s
	case strings.HasPrefix(strings.TrimLeft(name, "_"), "Z") && name[0] == '_':
		sym, err := itanium.Parse(name)
		if err == nil {
			d.Readable, err = itanium.Print(sym)
		}
		if err != nil {
			d.Readable, d.Error = name, err.Error()
			return d
		}
		d.Scheme = "itanium"
	}
	return d
}

// rustLegacy is a legacy Rust name: its last part is a hash (RFC 2603, "the
// current state").
var rustLegacy = regexp.MustCompile(`^_{1,2}ZN.*17h[0-9a-f]{16}E`)
