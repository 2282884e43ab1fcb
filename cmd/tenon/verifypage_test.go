package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/verify"
	"github.com/tenon-abi/tenon/verify/header"
	"github.com/tenon-abi/tenon/verify/link"
)

const verifyIntro = `# What verify finds

Written from the rules by ` + "`TENON_UPDATE=1 go test ./cmd/tenon -run VerifyPage`; `tenon explain ID`" + ` prints the same text. Ids are permanent.

` + "```" + `
tenon verify --cpp libwidget.so --rust src/bindings.rs --rust target/debug/libapp.rlib
tenon verify --headers include/widget.h libwidget.so -- -Iinclude -DNDEBUG -std=c++17
` + "```" + `

The second form needs a build with libclang (` + "`make build-clang`" + `). It compares what headers say under the flags after ` + "`--`" + ` with the object as
built. A header of a folder of its own stands for everything beside and below it, one of /usr/include for itself. Types and functions
that no debug entry describes are counted in the report, never called equal. The target is the object's; C objects read headers as C.

# What the first form needs

` + "| direction | C++ side | Rust side |\n|---|---|---|\n| C++ calls Rust | declarations, as g++ describes them always and clang from `-O1` on, for functions (for Windows with `-gdwarf-5`) | the built artifact with `debuginfo=2`, or the `.rs` source |\n| Rust calls C++ | the objects with `-g` | the `.rs` source: extern blocks leave nothing in debug information |\n" + `
Files that hold both languages (a staticlib or cdylib with C++ in it, an executable) may be named on both sides: of each file one language
is read. What one side uses of the other and can't be compared is said, with exit status 1: a symbol without a debug entry (an optimised
Rust build describes one of several functions with equal code), a declaration that clang left out, calls of Rust without a source.
Only warned about, with status 0: what Rust exports and no C++ given declares, types behind pointers that clang only declares, and
that a linked Rust artifact does not tell what it calls.

Enums with fields are compared with the C++ that spells them out: with ` + "`repr(C)`" + ` a struct of the discriminant and a union, with an integer
repr alone a union of structs that begin with the discriminant. Members of the union are found by the variant's name (case and ` + "`_`" + ` don't
count) or by their types. Debug information of Rust keeps no ` + "`extern \"…\"`" + ` of functions and no ` + "`repr`" + `: a function without ` + "`extern \"C\"`" + `,
and a struct without ` + "`repr(C)`" + ` whose fields lie as C would put them, are found in the source only.

What ` + "`tenon bind`" + ` writes is known: a type whose fields are all named ` + "`_0`, `_1`" + ` and so on stands for a class as it travels, and is compared by size,
alignment and registers, not by members; a symbol that begins with ` + "`tenon_x8_`" + ` is assembly of the bindings that calls the symbol behind it. The alignment of a class that
is packed without debug information saying how far is not compared.
`

// TestVerifyPageIsFresh compares docs/verify.md with what verify can find.
func TestVerifyPageIsFresh(t *testing.T) {
	var b strings.Builder
	b.WriteString(verifyIntro)
	section := func(title string, kinds []verify.RuleInfo) {
		fmt.Fprintf(&b, "\n# %s\n\n| id | name | grade | what |\n|---|---|---|---|\n", title)
		for _, k := range kinds {
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", k.ID, k.Name, k.Grade, strings.ReplaceAll(k.Summary, "|", "\\|"))
		}
		for _, k := range kinds {
			fmt.Fprintf(&b, "\n## %s\n\n**%s.** %s\n\nBefore:\n\n```\n%s\n```\n\nAfter:\n\n```\n%s\n```\n\nStandard: %s\n", k.ID, k.Summary, k.Doc, k.Before, k.After, k.Standard)
		}
	}
	section("Between C++ and Rust", link.Kinds())
	section("Between headers and object", header.Kinds())
	page := filepath.Join("..", "..", "docs", "verify.md")
	if os.Getenv("TENON_UPDATE") != "" {
		require.NoError(t, os.WriteFile(page, []byte(b.String()), 0o644))
	}
	have, err := os.ReadFile(page)
	require.NoError(t, err)
	require.Equal(t, b.String(), string(have), "TENON_UPDATE=1 go test ./cmd/tenon -run VerifyPage")
}
