package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/tenon-abi/tenon/verify/rules"
)

func surveyCmd(e *env) *cobra.Command {
	var system bool
	cmd := &cobra.Command{
		Use:   "survey OBJECT...",
		Short: "count how much of an API Rust can call, and what stands in the way",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := e.oneOf("text", "json"); err != nil {
				return err
			}
			m, err := e.load(args)
			if err != nil {
				return err
			}
			s := rules.NewSurvey(m, system)
			if s.Functions+s.Variables == 0 {
				return hinted{fmt.Errorf("no exported function or variable with debug information was found"), "build with -g, or name the unstripped file or its --debug-dir"}
			}
			return e.write(func(w io.Writer) error {
				if e.format == "json" {
					return surveyJSON(w, s)
				}
				return surveyText(w, s)
			})
		},
	}
	cmd.Flags().BoolVar(&system, "system", false, "also count std:: and reserved names")
	return cmd
}

func percent(n, of int) string {
	if of == 0 {
		return "0.0%"
	}
	return fmt.Sprintf("%.1f%%", 100*float64(n)/float64(of))
}

func surveyText(w io.Writer, s rules.Survey) error {
	line := func(n, of int, what string) {
		fmt.Fprintf(w, "%8d %7s  %s\n", n, percent(n, of), what)
	}
	fmt.Fprintf(w, "target %s\n\n%8d          exported functions with debug information\n", s.Target, s.Functions)
	line(s.Callable, s.Functions, "have a matching Rust signature, without C++")
	line(s.Plain, s.Functions, "  scalars, pointers and references only")
	line(s.ByValue, s.Functions, "  a class by value, as a Rust struct")
	line(s.Address, s.Functions, "  a class by value whose address travels")
	line(s.Wrapped, s.Functions, "  a class result through a hidden address")
	for _, r := range s.Refused {
		line(r.Count, s.Functions, fmt.Sprintf("refused: %s, as %s", r.Reason, r.Sample))
	}
	fmt.Fprintf(w, "\n%8d          records; %d may be moved by copying bytes, %d more are only declared\n", s.Records, s.Movable, s.Opaque)
	fmt.Fprintf(w, "%8d          virtual member functions of these\n", s.Virtual)
	fmt.Fprintf(w, "%8d          public member functions without a symbol (inline)\n", s.Inline)
	fmt.Fprintf(w, "%8d          enumerations\n", s.Enums)
	_, err := fmt.Fprintf(w, "%8d          exported variables\n", s.Variables)
	return err
}

func surveyJSON(w io.Writer, s rules.Survey) error {
	type reason struct {
		Reason string `json:"reason"`
		Count  int    `json:"count"`
		Sample string `json:"sample"`
	}
	refused := []reason{}
	for _, r := range s.Refused {
		refused = append(refused, reason(r))
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{"schema": 1, "target": s.Target, "functions": s.Functions, "callable": s.Callable,
		"plain": s.Plain, "byValue": s.ByValue, "byAddress": s.Address, "hiddenResult": s.Wrapped, "refused": refused,
		"records": s.Records, "movable": s.Movable, "declaredOnly": s.Opaque, "virtual": s.Virtual, "inlineOnly": s.Inline,
		"enums": s.Enums, "variables": s.Variables})
}
