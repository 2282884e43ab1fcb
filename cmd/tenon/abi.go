package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"
	"github.com/tenon-abi/tenon/abi/snapshot"
)

func abiCmd(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "abi OBJECT... [-o FILE.abi]",
		Short: "write the model of objects as a reviewable, sorted text file",
		Long: `abi writes what tenon read from the objects as a snapshot: a text file with one
fact per line, sorted, without line numbers, addresses or build folders. Keep it
in the repository, review it like source, and compare builds with it:

    tenon abi libfoo.so -o libfoo.abi
    tenon diff libfoo.abi build/libfoo.so

docs/snapshot.md describes the lines.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := e.oneOf("text", "abi"); err != nil {
				return err
			}
			m, err := e.load(args)
			if err != nil {
				return err
			}
			if m.NumTypes() <= 1 && m.NumFuncs() <= 1 && m.NumVars() <= 1 {
				return hinted{errors.New("no debug information: there is nothing to write"), "compile with -g, or name the folder of separate debug files with --debug-dir"}
			}
			return e.write(func(w io.Writer) error { return snapshot.Write(w, m) })
		},
	}
}
