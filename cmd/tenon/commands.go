package main

import "github.com/spf13/cobra"

// commands lists the subcommands, each in a file of its name.
func commands(e *env) []*cobra.Command {
	return []*cobra.Command{
		auditCmd(e),
		explainCmd(e),
		surveyCmd(e),
		versionCmd(e),
	}
}
