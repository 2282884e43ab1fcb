package load

import (
	"bytes"

	"github.com/tenon-abi/tenon/dwarf"
)

// inTypeUnit finds the declaration of a member function that stands in a type
// unit. Compilers repeat members in a skeleton of the class in each unit that
// defines one of them: g++ without parameters but with a link name also for
// constructors, clang with parameters. Overloads that nothing tells apart are
// not guessed. An instance of a member template stands in the skeleton only.
func inTypeUnit(skeleton, member ref) ref {
	t := skeleton.target(sSignature)
	if !t.ok() {
		return none
	}
	var found []ref
	line, _ := member.uint(sDeclLine)
	name, link := member.bytes(sName), member.bytes(sLinkage)
	t.each(func(c ref) {
		if c.tag() != dwarf.TagSubprogram || !bytes.Equal(c.bytes(sName), name) {
			return
		}
		n, _ := c.uint(sDeclLine)
		if len(link) > 0 && bytes.Equal(link, c.bytes(sLinkage)) || len(link) == 0 && n == line {
			found = append(found, c)
		}
	})
	if len(found) > 1 || len(link) == 0 && !member.u.gcc {
		found = likeParams(found, member)
	}
	switch {
	case len(found) == 1:
		return found[0]
	case len(found) == 0 && isInstance(member):
		return member
	}
	return none
}

// isInstance reports whether a function has template arguments.
func isInstance(f ref) (is bool) {
	f.each(func(c ref) { is = is || isTemplateParameter(c.tag()) })
	return is
}

// likeParams keeps the functions whose parameters look like those of a member
// of a skeleton.
func likeParams(list []ref, member ref) []ref {
	want := formals(member)
	var out []ref
	for _, c := range list {
		have := formals(c)
		same := len(have) == len(want)
		for i := 0; same && i < len(want); i++ {
			same = alike(want[i].target(sType), have[i].target(sType))
		}
		if same {
			out = append(out, c)
		}
	}
	return out
}

func formals(c ref) []ref {
	var out []ref
	c.each(func(p ref) {
		if p.tag() == dwarf.TagFormalParameter || p.tag() == dwarf.TagUnspecifiedParameters {
			out = append(out, p)
		}
	})
	return out
}

// alike compares types of two units from outside to inside, down to a name.
func alike(a, b ref) bool {
	for range maxTypeDepth {
		if !a.ok() || !b.ok() {
			return a.ok() == b.ok()
		}
		if x, y := typeName(nominalEntry(a)), typeName(nominalEntry(b)); len(x)+len(y) > 0 {
			return bytes.Equal(x, y)
		}
		if a.tag() != b.tag() {
			return false
		}
		a, b = a.target(sType), b.target(sType)
	}
	return true
}

// nominalEntry follows a skeleton to the type that its signature names.
func nominalEntry(r ref) ref {
	if r.ok() && len(r.bytes(sName)) == 0 && r.has(sSignature) {
		if t := r.target(sSignature); t.ok() {
			return t
		}
	}
	return r
}
