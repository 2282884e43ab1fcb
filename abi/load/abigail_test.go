package load_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// xnode is an element of the description that abidw (libabigail) writes.
type xnode struct {
	tag  string
	attr map[string]string
	kids []*xnode
	up   *xnode
}

// corpus is a description with its types by id. abidw describes a class in
// parts, one per unit that adds something: they have one id.
type corpus struct {
	parts map[string][]*xnode
	root  *xnode
	facts facts
}

// abidw describes a library with libabigail.
func abidw(t *testing.T, path string) *corpus {
	t.Helper()
	out := filepath.Join(t.TempDir(), "abi.xml")
	msg, err := exec.Command("abidw", "--no-corpus-path", "--load-all-types", "--debug-info-dir", "/usr/lib/debug", "--out-file", out, path).CombinedOutput()
	require.NoError(t, err, "package abigail-tools: %s", msg)
	file, err := os.Open(out)
	require.NoError(t, err)
	defer file.Close()
	c := &corpus{parts: map[string][]*xnode{}, root: &xnode{}, facts: facts{}}
	require.NoError(t, c.read(file))
	return c
}

func (c *corpus) read(r io.Reader) error {
	d := xml.NewDecoder(r)
	cur := c.root
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			n := &xnode{tag: tok.Name.Local, attr: map[string]string{}, up: cur}
			for _, a := range tok.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			cur.kids = append(cur.kids, n)
			if id := n.attr["id"]; id != "" {
				c.parts[id] = append(c.parts[id], n)
			}
			cur = n
		case xml.EndElement:
			cur = cur.up
		}
	}
}

// name is the name of a declaration with its scopes; ok is false if a part of
// it has none of its own.
func (c *corpus) name(n *xnode) (string, bool) {
	var parts []string
	ok := true
	for ; n != nil; n = n.up {
		switch n.tag {
		case "namespace-decl", "class-decl", "union-decl", "enum-decl", "typedef-decl", "var-decl", "function-decl":
			own := n.attr["name"]
			if n.attr["is-anonymous"] == "yes" || n.attr["naming-typedef-id"] != "" {
				ok = false
			}
			if n.tag == "namespace-decl" && strings.HasPrefix(own, "__anonymous_namespace__") {
				own = "(anonymous namespace)"
			}
			parts = append([]string{own}, parts...)
		}
	}
	return norm(strings.Join(parts, "::")), ok
}

// spell spells a type as modelBare does.
// Qualifiers around it are taken along to the elements of arrays.
func (c *corpus) spell(id string, depth int, around string) string {
	if len(c.parts[id]) == 0 || depth > 50 {
		return "lost"
	}
	n := c.parts[id][0]
	to := n.attr["type-id"]
	switch n.tag {
	case "qualified-type-def":
		for _, q := range []string{"const", "volatile"} {
			if n.attr[q] == "yes" && !strings.Contains(around, q[:1]+" ") {
				around += q[:1] + " "
			}
		}
		if n.attr["restrict"] == "yes" {
			return around + "r " + c.spell(to, depth+1, "")
		}
		return c.spell(to, depth+1, around)
	case "array-type-def":
		dims := ""
		for _, k := range n.kids {
			if _, err := strconv.Atoi(k.attr["length"]); err == nil {
				dims += "[" + k.attr["length"] + "]"
			} else {
				dims += "[]"
			}
		}
		return dims + c.spell(to, depth+1, around)
	case "pointer-type-def":
		return around + "*" + c.spell(to, depth+1, "")
	case "reference-type-def":
		mark := "&"
		if n.attr["kind"] == "rvalue" {
			mark = "&&"
		}
		return mark + c.spell(to, depth+1, "")
	case "function-type":
		result, params, _ := c.signature(n, depth+1)
		return around + "function(" + params + ")" + result
	case "type-decl":
		name := norm(n.attr["name"])
		if name == "void" {
			return "void" // libabigail does not tell const void
		}
		if strings.Contains(name, "nullptr") {
			return around + "nullptr"
		}
		bits, _ := strconv.Atoi(n.attr["size-in-bits"])
		return around + fmt.Sprintf("%s/%d", name, bits/8)
	}
	if n.tag == "typedef-decl" { // libabigail takes any alias of a type for another one
		return c.spell(to, depth+1, around)
	}
	name, _ := c.name(n)
	if n.attr["is-anonymous"] == "yes" {
		return around + "{…}"
	}
	return around + name
}

// unqual leaves out the qualifiers of a parameter itself, which are not part of
// a function's type ([dcl.fct]).
func unqual(s string) string {
	for {
		rest, ok := strings.CutPrefix(s, "c ")
		if !ok {
			if rest, ok = strings.CutPrefix(s, "v "); !ok {
				return s
			}
		}
		s = rest
	}
}

// signature spells result and parameters; this is not among them.
func (c *corpus) signature(n *xnode, depth int) (result, params, this string) {
	result = "void"
	for _, k := range n.kids {
		switch {
		case k.tag == "return":
			result = c.spell(k.attr["type-id"], depth, "")
		case k.tag != "parameter":
		case k.attr["is-variadic"] == "yes":
			params += "..."
		case k.attr["is-artificial"] == "yes":
			if this == "" {
				this = c.spell(k.attr["type-id"], depth, "")
			}
		default:
			params += unqual(c.spell(k.attr["type-id"], depth, "")) + ","
		}
	}
	return result, params, this
}

// describe collects the facts of a corpus.
func (c *corpus) describe() facts {
	for _, parts := range c.parts {
		switch parts[0].tag {
		case "class-decl", "union-decl":
			c.record(parts)
		case "enum-decl":
			c.enum(parts[0])
		}
	}
	var visit func(n *xnode)
	visit = func(n *xnode) {
		switch {
		case n.attr["elf-symbol-id"] == "":
		case n.tag == "function-decl":
			c.function(n)
		case n.tag == "var-decl":
			c.facts.add("object", n.attr["elf-symbol-id"], c.spell(n.attr["type-id"], 0, ""))
		}
		for _, k := range n.kids {
			visit(k)
		}
	}
	visit(c.root)
	return c.facts
}
