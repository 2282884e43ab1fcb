package main

import "github.com/spf13/cobra"

// commands lists the subcommands, each in a file of its name.
func commands(e *env) []*cobra.Command {
	return []*cobra.Command{
		abiCmd(e),
		acceptCmd(e),
		auditCmd(e),
		bindCmd(e),
		callsCmd(e),
		demangleCmd(e),
		diffCmd(e),
		explainCmd(e),
		layoutCmd(e),
		surveyCmd(e),
		verifyCmd(e),
		versionCmd(e),
	}
}
