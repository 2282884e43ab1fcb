// Package report writes a [verify.Report] for people and for CI systems: one
// file per format over the same data. It decides nothing: what counts, in
// which order and with which exit status is in the report already.
//
// Every format is deterministic, and safe with hostile names: control
// characters never reach a terminal, markup is escaped, and line-oriented
// formats stay line-oriented.
package report
