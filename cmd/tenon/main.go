// Command tenon reads what compilers decided about a built library and writes
// Rust bindings, proofs, findings and differences from it. See README.md.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
