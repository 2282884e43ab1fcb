package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/fatih/color"
	"github.com/spf13/cobra"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/verify"
	"github.com/tenon-abi/tenon/verify/report"
	"github.com/tenon-abi/tenon/verify/rules"
)

// reportFlags are the flags of every command that writes a verify.Report.
type reportFlags struct {
	failOn        string
	baseline      string
	writeBaseline string
	root          string
	verbose       bool
}

func (r *reportFlags) register(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&r.failOn, "fail-on", "risky", "exit with 4 or 12 from this grade on: breaking, risky, any or none")
	f.StringVar(&r.baseline, "baseline", "", "hide the findings listed in `FILE`")
	f.StringVar(&r.writeBaseline, "write-baseline", "", "write the findings to `FILE` as a baseline and exit with 0")
	f.StringVar(&r.root, "root", "", "make source paths relative to `DIR` (default: the repository of the working directory)")
	f.BoolVarP(&r.verbose, "verbose", "v", false, "text: also reasons of notes, and what was suppressed")
}

// finish applies suppressions and the baseline, writes the report and returns
// its exit status.
func (e *env) finish(rep *verify.Report, flags *reportFlags) error {
	var err error
	if rep.FailOn, err = verify.ParseFailOn(flags.failOn); err != nil {
		return usageError{err}
	}
	if rep.Root = flags.root; rep.Root == "" {
		rep.Root = repository()
	} else if rep.Root, err = filepath.Abs(rep.Root); err != nil {
		return err
	}
	if err := e.suppress(rep); err != nil {
		return err
	}
	if flags.baseline != "" {
		data, err := os.ReadFile(flags.baseline)
		if err != nil {
			return hinted{err, "make one with --write-baseline " + flags.baseline}
		}
		b, err := verify.ParseBaseline(data)
		if err != nil {
			return hinted{fmt.Errorf("%s: %w", flags.baseline, err), "make it again with --write-baseline " + flags.baseline}
		}
		b.Apply(rep)
	}
	for _, i := range rep.Issues {
		if e.strict || i.Severity == abi.Error {
			rep.CouldNotCheck = append(rep.CouldNotCheck, verify.Problem{What: strings.TrimSpace(i.Code + " " + i.Entity), Why: i.Message})
		}
	}
	rep.Finish()
	if flags.writeBaseline != "" {
		if !rep.Evidence.Compared() {
			return errors.New("nothing was compared, so no baseline was written")
		}
		if err := writeFile(flags.writeBaseline, func(w io.Writer) error { return verify.WriteBaseline(w, rep) }); err != nil {
			return err
		}
		e.note("%s: %s", flags.writeBaseline, rep.Verdict())
		return nil
	}
	opt := report.Options{Color: !color.NoColor && e.output == "", Verbose: flags.verbose, Version: version}
	if err := e.write(func(w io.Writer) error { return report.Write(w, e.format, rep, opt) }); err != nil {
		return err
	}
	if s := rep.Status(); s != 0 {
		if s&verify.ExitError != 0 {
			fmt.Fprintf(e.stderr, "tenon: error: %s\n", incomplete(rep))
		}
		return status(s)
	}
	return nil
}

// incomplete says why the status has the error bit.
func incomplete(rep *verify.Report) string {
	if !rep.Evidence.Compared() {
		if rep.Evidence.Foreign > 0 {
			return rep.Verdict()
		}
		return rep.Verdict() + "\ntenon: hint: are the objects built with -g, and do they export anything"
	}
	n := uint64(len(rep.CouldNotCheck))
	return fmt.Sprintf("%d check%s could not be made; the report lists them", n, plural(n))
}

// suppress reads the [[suppress]] tables of the configuration file.
func (e *env) suppress(rep *verify.Report) error {
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
	list, err := verify.ParseSuppressions(data)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	rep.Suppress(list, time.Now())
	return nil
}

// repository is the nearest folder above the working directory with a .git.
func repository() string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(filepath.Join(d, ".git")); err == nil {
			return d
		}
		if d == filepath.Dir(d) {
			return dir
		}
	}
}

func auditCmd(e *env) *cobra.Command {
	var flags reportFlags
	var opt rules.Options
	var entity string
	cmd := &cobra.Command{
		Use:   "audit OBJECT...",
		Short: "report known traps of an API at the border between C++ and Rust",
		Long: `audit runs the rules (docs/rules.md, tenon explain TN1001) over what the objects
export and reports findings with their cause, what they affect and what to do.

Formats: ` + strings.Join(report.Formats(), ", ") + `.

Findings that are accepted go to tenon.toml ([[suppress]] with rule, entity,
reason and optional until) or to a --baseline. Exit status: 4 for findings from
--fail-on on, 12 if one of them is breaking, 1 in addition when a check could
not be made or nothing was found to look at.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := e.oneOf(report.Formats()...); err != nil {
				return err
			}
			if _, err := verify.ParseFailOn(flags.failOn); err != nil {
				return usageError{err}
			}
			if entity != "" {
				re, err := regexp.Compile(entity)
				if err != nil {
					return usageError{fmt.Errorf("--entity: %w", err)}
				}
				opt.Entity = re
			}
			m, err := e.loadOnly(args, load.NoRust)
			if err != nil {
				return err
			}
			if len(m.Units()) < 2 {
				return hinted{fmt.Errorf("%s: units of Rust only: audit looks at what C++ and C offer", strings.Join(args, " ")), "tenon verify compares Rust with C++"}
			}
			opt.Jobs = e.jobs
			rep, err := rules.Run(m, opt)
			if err != nil {
				return usageError{err}
			}
			rep.Title = strings.Join(args, " ")
			return e.finish(rep, &flags)
		},
	}
	flags.register(cmd)
	f := cmd.Flags()
	f.StringSliceVar(&opt.Rules, "rule", nil, "run only these rules (ids or names)")
	f.StringSliceVar(&opt.Skip, "skip", nil, "leave these rules out")
	f.StringVar(&entity, "entity", "", "only findings about entities that match `RE`")
	f.BoolVar(&opt.System, "system", false, "also look at std:: and reserved names")
	f.BoolVar(&opt.Portable, "portable", false, "the API must serve other platforms too: rules about those count")
	return cmd
}
