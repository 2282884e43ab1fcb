package main

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/fatih/color"
	"github.com/spf13/cobra"
)

// Exit status, bits that add up.
const (
	exitClean    = 0
	exitError    = 1
	exitUsage    = 2
	exitFindings = 4
	exitBreaking = 8
)

// status ends a command with an exit status and no message of its own.
type status int

func (s status) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// usageError is a wrong command line.
type usageError struct{ error }

func (u usageError) Unwrap() error { return u.error }

// hinted is an error with advice: printed as "tenon: hint: …" after it.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

// env is what a command works with: streams and the flags all commands share.
//
// Messages follow one form: "tenon: error: …", then "tenon: hint: …", lower
// case, no full stop. Results go to stdout, messages to stderr.
type env struct {
	stdin          io.Reader
	stdout, stderr io.Writer

	format    string
	output    string
	config    string
	color     string
	debugDirs []string
	jobs      int
	quiet     bool
	strict    bool
}

// run executes one command line and returns the exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	e := &env{stdin: stdin, stdout: stdout, stderr: stderr}
	root := rootCmd(e)
	if len(args) > 0 && args[0] == "verify" {
		args = spreadLists(args)
	}
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return e.report(root.Execute())
}

// report prints an error in the form of env and returns its exit status.
func (e *env) report(err error) int {
	var st status
	var usage usageError
	var hint hinted
	switch {
	case err == nil:
		return exitClean
	case errors.As(err, &st):
		return int(st)
	}
	for _, line := range strings.Split(strings.TrimRight(err.Error(), "\n"), "\n") {
		fmt.Fprintf(e.stderr, "tenon: error: %s\n", line)
	}
	if errors.As(err, &hint) {
		fmt.Fprintf(e.stderr, "tenon: hint: %s\n", hint.hint)
	}
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitError
}

// warn prints a message that does not change the exit status.
func (e *env) warn(format string, args ...any) {
	if !e.quiet {
		fmt.Fprintf(e.stderr, "tenon: warning: "+format+"\n", args...)
	}
}

// note prints progress or a summary line on standard error.
func (e *env) note(format string, args ...any) {
	if !e.quiet {
		fmt.Fprintf(e.stderr, "tenon: "+format+"\n", args...)
	}
}

func rootCmd(e *env) *cobra.Command {
	root := &cobra.Command{
		Use:   "tenon",
		Short: "read the ABI of built C and C++ objects; write and check Rust against it",
		Long: `tenon reads what a compiler already decided (debug information and symbols of
built objects) and writes from it Rust bindings with their proofs, record
layouts, calling conventions, findings and differences. It needs no headers.

An OBJECT is any built file (.o .a .so .dylib .dSYM .obj .lib .dll, an
executable) or an .abi snapshot. Separate debug files are found by build id and
.gnu_debuglink under /usr/lib/debug and every --debug-dir.

Exit status, bits that add up: 0 clean, 1 error, 2 usage, 4 findings, 8
breaking change.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{fmt.Errorf("unknown command %q", args[0])}
			}
			return cmd.Help()
		},
		Args: cobra.ArbitraryArgs,
		PersistentPreRunE: func(*cobra.Command, []string) error {
			return e.setColor()
		},
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.CompletionOptions.HiddenDefaultCmd = false
	f := root.PersistentFlags()
	f.StringVar(&e.format, "format", "text", "output `FORMAT`: text, json, or what the command's help lists")
	f.StringVarP(&e.output, "output", "o", "", "write to `FILE` instead of standard output")
	f.StringVar(&e.config, "config", "", "read settings from `FILE` (default ./tenon.toml if present)")
	f.StringVar(&e.color, "color", "auto", "colour: auto, always or never")
	f.StringArrayVar(&e.debugDirs, "debug-dir", nil, "also search `DIR` for separate debug files (repeatable)")
	f.IntVar(&e.jobs, "jobs", runtime.NumCPU(), "worker threads")
	f.BoolVarP(&e.quiet, "quiet", "q", false, "no warnings, notes or progress")
	f.BoolVar(&e.strict, "strict", false, "treat everything that could not be read as an error")
	root.AddCommand(commands(e)...)
	for _, c := range root.Commands() {
		c.Args = usageArgs(c.Args)
	}
	return root
}

// usageArgs makes a wrong number of arguments a usage error.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	if check == nil {
		return nil
	}
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError{err}
		}
		return nil
	}
}

func (e *env) setColor() error {
	switch e.color {
	case "auto":
	case "always":
		color.NoColor = false
	case "never":
		color.NoColor = true
	default:
		return usageError{fmt.Errorf("--color is auto, always or never, not %q", e.color)}
	}
	return nil
}

// oneOf checks --format against what a command can write.
func (e *env) oneOf(formats ...string) error {
	for _, f := range formats {
		if e.format == f {
			return nil
		}
	}
	return usageError{fmt.Errorf("--format is one of %s, not %q", strings.Join(formats, ", "), e.format)}
}
