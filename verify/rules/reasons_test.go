package rules

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEveryReasonIsExplained reads the permanent reason ids from the source of
// the packages that refuse calls, so that a new one cannot be forgotten.
func TestEveryReasonIsExplained(t *testing.T) {
	explained := map[string]bool{}
	for _, r := range Reasons() {
		require.False(t, explained[r.ID], r.ID)
		explained[r.ID] = true
		require.NotEmpty(t, r.Summary)
		require.NotEmpty(t, r.Doc)
		require.NotEmpty(t, r.After, r.ID)
	}
	files, err := filepath.Glob(filepath.Join("..", "..", "abi", "callconv", "*.go"))
	require.NoError(t, err)
	found := 0
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Names) != 1 || len(spec.Values) != 1 || !strings.HasPrefix(spec.Names[0].Name, "Reason") {
				return true
			}
			lit, ok := spec.Values[0].(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			id, err := strconv.Unquote(lit.Value)
			require.NoError(t, err)
			found++
			require.True(t, explained[id], "%s (%s) is not explained", spec.Names[0].Name, id)
			return true
		})
	}
	require.GreaterOrEqual(t, found, 10, "the constants have moved: look for them elsewhere")
}
