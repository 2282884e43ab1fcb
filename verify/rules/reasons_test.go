package rules

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
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
	found := reasonIDs(t, filepath.Join("..", "..", "abi", "callconv", "*.go"))
	require.GreaterOrEqual(t, len(found), 10, "the constants have moved: look for them elsewhere")
	bound := reasonIDs(t, filepath.Join("..", "..", "gen", "*.go"))
	require.GreaterOrEqual(t, len(bound), 5, "the reasons have moved: look for them elsewhere")
	for _, id := range append(found, bound...) {
		assert.True(t, explained[id], "%s is not explained: add it to reasons.go", id)
	}
}

var reasonForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// reasonIDs finds the reason ids in source files: constants named Reason…, and
// literals given to a field named Reason or to the helpers no and refuse.
func reasonIDs(t *testing.T, glob string) []string {
	t.Helper()
	files, err := filepath.Glob(glob)
	require.NoError(t, err)
	set := map[string]bool{}
	take := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if id, err := strconv.Unquote(lit.Value); err == nil && reasonForm.MatchString(id) {
				set[id] = true
			}
		}
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(f, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.ValueSpec:
				if len(x.Names) == 1 && len(x.Values) == 1 && strings.HasPrefix(x.Names[0].Name, "Reason") {
					take(x.Values[0])
				}
			case *ast.KeyValueExpr:
				if k, ok := x.Key.(*ast.Ident); ok && k.Name == "Reason" {
					take(x.Value)
				}
			case *ast.AssignStmt:
				for i, l := range x.Lhs {
					if s, ok := l.(*ast.SelectorExpr); ok && s.Sel.Name == "Reason" && i < len(x.Rhs) {
						take(x.Rhs[i])
					}
				}
			case *ast.CallExpr:
				if fn, ok := x.Fun.(*ast.Ident); ok && (fn.Name == "no" || fn.Name == "refuse") && len(x.Args) > 1 {
					take(x.Args[0])
				}
			}
			return true
		})
	}
	var out []string
	for id := range set {
		out = append(out, id)
	}
	sort.Strings(out)
	return out
}
