package load_test

import (
	"debug/dwarf"
	"fmt"
	"strings"
)

// function takes a function: what its declaration says, and whether there is
// code of it.
func (w *walker) function(n *entry) {
	root := w.root(n)
	own := root.str(dwarf.AttrName)
	if own == "" || n == root && n.flag(dwarf.AttrDeclaration) && inFunction(n) {
		return
	}
	linkage := root.str(dwarf.AttrLinkageName)
	if linkage == "" && root.flag(dwarf.AttrArtificial) && w.owner(root) == nil {
		// g++'s own idea of a function of the library: the loader may mend
		// it with the definition.
		w.facts.add("builtin", w.name(root), "")
		return
	}
	key := functionKey(linkage, w.name(root))
	code := n.has(dwarf.AttrLowpc) || n.has(dwarf.AttrRanges)
	if class := w.owner(root); class != nil && isSpecial(root, w.root(class)) {
		if code { // what it is, see members
			w.facts.add("defined", w.name(class)+"::"+methodKey("C4", own), "")
		}
		return
	}
	if n == root {
		w.facts.add(w.sure(n, "function"), key, w.signature(n))
		for _, text := range w.results(n) {
			w.facts.add(w.sure(n, "result"), key, text)
		}
	}
	if code {
		w.facts.add("defined", key, "")
	}
}

// sure is a kind of fact, or another one if a declaration has a name only: g++
// writes such an entry for the function of a call, whatever its parameters and
// result. The entry of a function that has neither looks the same.
func (w *walker) sure(n *entry, kind string) string {
	unit := n
	for unit.up != nil {
		unit = unit.up
	}
	if lang, _ := unit.num(dwarf.AttrLanguage); lang == 0x8001 && n.flag(dwarf.AttrExternal) { // DW_LANG_Mips_Assembler
		return "called " + kind // by name and address
	}
	if !n.flag(dwarf.AttrDeclaration) || n.str(dwarf.AttrLinkageName) == "" || n.has(dwarf.AttrType) || n.has(dwarf.AttrAccessibility) || len(n.kids) > 0 {
		return kind
	}
	return "called " + kind
}

// results spells the result of a function, which for auto is in the definition.
func (w *walker) results(n *entry) []string {
	list := []string{w.attrType(n, 0)}
	if body := w.bodies[n]; body != nil && body != n && (body.has(dwarf.AttrType) || list[0] == "deduced") {
		list = append(list, w.attrType(body, 0))
	}
	return list
}

// inFunction reports whether an entry stands directly in a function, and not in
// a class that does: then it declares something that lies elsewhere.
func inFunction(n *entry) bool {
	for p := n.up; p != nil && !isRecord(p); p = p.up {
		if p.e.Tag == dwarf.TagSubprogram {
			return true
		}
	}
	return false
}

// isSpecial reports whether a member function is a constructor or destructor.
func isSpecial(n, class *entry) bool {
	own, _, _ := strings.Cut(class.str(dwarf.AttrName), "<")
	plain, _, _ := strings.Cut(n.str(dwarf.AttrName), "<")
	return plain == own || strings.HasPrefix(plain, "~")
}

// owner is the class of a member function: the one around it or, where g++
// describes it outside, the one that this points to.
func (w *walker) owner(n *entry) *entry {
	if n.up != nil && isRecord(n.up) {
		return n.up
	}
	this := w.ref(n, dwarf.AttrObjectPointer)
	if this == nil {
		return nil
	}
	for t := w.ref(this, dwarf.AttrType); t != nil; t = w.ref(t, dwarf.AttrType) {
		if isRecord(t) {
			return t
		}
	}
	return nil
}

// signature spells a function without its result, as its declaration says it
// is.
func (w *walker) signature(n *entry) string {
	owner := w.owner(n)
	var params, words strings.Builder
	var this *entry
	word := func(on bool, s string) {
		if on {
			words.WriteString(" " + s)
		}
	}
	// g++ lists the hidden parameters of constructors of a class with virtual
	// bases, and encodes them in a name that no symbol has.
	hidden := 0
	if strings.Contains(n.str(dwarf.AttrLinkageName), "C4EiPPKv") {
		hidden = 2
	}
	dots, first, name := false, true, n.str(dwarf.AttrName)
	var take func(kids []*entry)
	take = func(kids []*entry) {
		for _, k := range kids {
			switch {
			case k.e.Tag == dwarf.Tag(0x4108): // DW_TAG_GNU_formal_parameter_pack
				take(k.kids)
			case k.e.Tag == dwarf.TagUnspecifiedParameters:
				dots = true
			case k.e.Tag != dwarf.TagFormalParameter:
			case owner != nil && first && k.flag(dwarf.AttrArtificial):
				this, first = w.ref(k, dwarf.AttrType), false
			case !k.flag(dwarf.AttrArtificial) && !strings.HasPrefix(name, "~"): // [class.dtor]: a destructor has no parameters
				if first = false; hidden > 0 {
					hidden--
					continue
				}
				params.WriteString(w.attrType(k, 0) + ",")
			}
		}
	}
	take(n.kids)
	virtual, _ := n.num(dwarf.AttrVirtuality)
	c, v := false, false
	for t := this; t != nil; t = w.ref(t, dwarf.AttrType) {
		if t.e.Tag == dwarf.TagPointerType {
			c, v = false, false // what stands around the pointer is not of the object
		}
		c, v = c || t.e.Tag == dwarf.TagConstType, v || t.e.Tag == dwarf.TagVolatileType
	}
	special := owner != nil && isSpecial(n, w.root(owner))
	word(dots, "...")
	word(owner != nil && this == nil && !special, "static")
	word(virtual != 0, "virtual")
	word(virtual == 2, "pure")
	word(c, "const")
	word(v, "volatile")
	word(n.flag(dwarf.AttrReference), "&")
	word(n.flag(dwarf.AttrRvalueReference), "&&")
	word(n.flag(dwarf.AttrExplicit), "explicit")
	word(n.flag(dwarf.AttrDeleted), "deleted")
	word(n.flag(dwarf.AttrArtificial), "artificial")
	word(n.flag(dwarf.AttrNoreturn), "noreturn")
	word(n.flag(dwarf.AttrExternal), "external")
	if slot, ok := n.e.Val(dwarf.AttrVtableElemLoc).([]byte); ok && len(slot) > 0 && virtual != 0 && !strings.HasPrefix(name, "~") {
		switch {
		case slot[0] == 0x10: // DW_OP_constu, a ULEB128 number
			num := 0
			for i, c := range slot[1:] {
				num |= int(c&0x7f) << (7 * i)
			}
			fmt.Fprintf(&words, " slot=%d", num)
		case slot[0] >= 0x30 && slot[0] < 0x50: // DW_OP_lit0 to DW_OP_lit31
			fmt.Fprintf(&words, " slot=%d", slot[0]-0x30)
		}
	}
	if owner != nil {
		a := access(n, owner)
		if n.up != owner {
			a = access(n, &entry{e: &dwarf.Entry{}})
		}
		fmt.Fprintf(&words, " %s of %s", a, w.spell(owner, 0, false, false))
	}
	return fmt.Sprintf("%s(%s)%s", norm(name), params.String(), words.String())
}

// variable takes a variable that is not local to a function.
func (w *walker) variable(n *entry) {
	root := w.root(n)
	if inFunction(root) {
		return
	}
	if n.up != nil && n.up.e.Tag != dwarf.TagCompileUnit && n.up.e.Tag != dwarf.TagPartialUnit && n.up.e.Tag != dwarf.TagNamespace && !isRecord(n.up) {
		return
	}
	if root.str(dwarf.AttrName) == "" {
		return
	}
	text := w.attrType(root, 0)
	if n.has(dwarf.AttrType) {
		text = w.attrType(n, 0)
	}
	w.facts.add("variable", w.name(root), text)
	if n.has(dwarf.AttrLocation) {
		of := root
		if n.has(dwarf.AttrType) {
			of = n
		}
		w.facts.add("bytes", w.name(root), w.size(w.ref(of, dwarf.AttrType), 0))
	}
	if root.up != nil && isRecord(root.up) {
		w.facts.add("static", w.name(root), fmt.Sprintf("%s %s", access(root, root.up), text))
	}
	for _, x := range []*entry{n, root} {
		if l := x.str(dwarf.AttrLinkageName); l != "" {
			w.facts.add("variable", l, text)
		}
	}
}

// args spells template arguments as modelArgs does.
func (w *walker) args(n *entry) string {
	var b strings.Builder
	for _, k := range n.kids {
		name := k.str(dwarf.AttrName)
		switch k.e.Tag {
		case dwarf.TagTemplateTypeParameter:
			fmt.Fprintf(&b, "%s=%s, ", name, w.attrType(k, 0))
		case dwarf.Tag(0x4106): // DW_TAG_GNU_template_template_param
			fmt.Fprintf(&b, "%s=template %s, ", name, norm(k.str(dwarf.Attr(0x2110))))
		case dwarf.Tag(0x4107): // DW_TAG_GNU_template_parameter_pack
			fmt.Fprintf(&b, "%s=<%s>, ", name, w.args(k))
		case dwarf.TagTemplateValueParameter:
			value := ""
			if v, ok := k.num(dwarf.AttrConstValue); ok {
				value = fmt.Sprint(v)
			}
			fmt.Fprintf(&b, "%s=%s %s, ", name, w.attrType(k, 0), value)
		}
	}
	return b.String()
}
