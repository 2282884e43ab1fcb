package load_test

import (
	"debug/dwarf"
	"debug/elf"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// This is a second reader of debug entries, on the standard library's
// debug/dwarf: it reads every entry of every unit, takes nothing together and
// skips nothing, so that it can tell what the loader left out or mixed up.

// entry is a debug entry with its children.
type entry struct {
	e    *dwarf.Entry
	kids []*entry
	up   *entry
}

// walker reads one unit after the other.
type walker struct {
	unit   map[dwarf.Offset]*entry
	facts  facts
	units  int
	lost   int // references out of the unit
	bodies map[*entry]*entry
}

// walkFacts are the facts of a built file, read entry by entry. Tables of
// symbols are not read.
func walkFacts(path string) (facts, error) {
	file, err := elf.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if file.Section(".debug_info") == nil && file.Section(".zdebug_info") == nil {
		other, err := separate(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		return walkFacts(other)
	}
	d, err := file.DWARF()
	if err != nil {
		return nil, err
	}
	w, err := walkUnits(d, false)
	if err == nil && w.lost > 0 { // dwz and LTO let units refer to each other
		w, err = walkUnits(d, true)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if w.lost > 0 || w.units == 0 {
		return nil, fmt.Errorf("%s: %d units, %d references that lead nowhere", path, w.units, w.lost)
	}
	w.facts.settle()
	return w.facts, nil
}

// settle brings together what units say: what calls say of a function counts
// where nothing else does, and declarations where no unit has the definition.
func (f facts) settle() {
	for key, texts := range f {
		if rest, ok := strings.CutPrefix(key, "called "); ok {
			if f[rest] == nil && !f.inNamespace(rest) {
				f[rest] = texts
			}
			delete(f, key)
		}
	}
	for key, texts := range f {
		if name, ok := strings.CutPrefix(key, "declared "); ok && (f["record "+name] != nil || f["enum "+name] != nil) {
			delete(f, key) // another unit defines it
		}
		if strings.HasPrefix(key, "builtin ") {
			delete(f, key)
		}
		if !strings.HasPrefix(key, "shape ") && !strings.HasPrefix(key, "bytes ") {
			continue
		}
		for text := range texts {
			if i := strings.Index(text, "{"); i >= 0 {
				delete(texts, text)
				texts[f.withSizes(text)] = true
			}
		}
	}
}

// inNamespace reports whether a C function is described in a namespace, or as
// g++ knows it.
func (f facts) inNamespace(key string) bool {
	_, name, _ := strings.Cut(key, " ")
	return f["builtin "+name] != nil || f["function __cxxabiv1::"+name] != nil || f["function std::"+name] != nil
}

// withSizes puts sizes in place of the names of classes that a unit only
// declares: that of the definitions, 0 if they differ.
func (f facts) withSizes(text string) string {
	return declaredSize.ReplaceAllStringFunc(text, func(part string) string {
		m := declaredSize.FindStringSubmatch(part)
		size, n := 0, 1
		for text := range f["shape "+m[1]] {
			own := 0
			if fmt.Sscan(text, &own); size != 0 && own != size {
				return "0"
			}
			size = own
		}
		if m[2] != "" {
			fmt.Sscan(m[2][1:], &n)
		}
		return fmt.Sprint(size * n)
	})
}

var declaredSize = regexp.MustCompile(`\{([^{}]*)\}(\*\d+)?`)

// walkUnits reads one unit after the other, or keeps all of them until the
// last one was read.
func walkUnits(d *dwarf.Data, keep bool) (*walker, error) {
	w := &walker{facts: facts{}, unit: map[dwarf.Offset]*entry{}, bodies: map[*entry]*entry{}}
	r := d.Reader()
	var root, cur *entry
	for {
		e, err := r.Next()
		if err != nil {
			return nil, err
		}
		if e == nil {
			break
		}
		if e.Tag == 0 {
			if cur != nil {
				cur = cur.up
			}
			continue
		}
		n := &entry{e: e, up: cur}
		if e.Tag == dwarf.TagCompileUnit || e.Tag == dwarf.TagPartialUnit {
			cur, n.up = nil, nil
			if !keep {
				w.finish(root)
				w.unit, w.bodies = map[dwarf.Offset]*entry{}, map[*entry]*entry{}
			}
			root = n
		}
		w.unit[e.Offset] = n
		if cur != nil {
			cur.kids = append(cur.kids, n)
		}
		if e.Tag == dwarf.TagInlinedSubroutine || e.Tag == dwarf.TagCallSite {
			r.SkipChildren()
		} else if e.Children {
			cur = n
		}
	}
	w.finish(root)
	return w, nil
}

// separate is the file with a library's debug information, by its build id.
func separate(f *elf.File) (string, error) {
	s := f.Section(".note.gnu.build-id")
	if s == nil {
		return "", fmt.Errorf("no debug information and no build id")
	}
	note, err := s.Data()
	if err != nil || len(note) < 17 {
		return "", fmt.Errorf("no build id: %v", err)
	}
	id := fmt.Sprintf("%x", note[16:])
	path := filepath.Join("/usr/lib/debug/.build-id", id[:2], id[2:]+".debug")
	_, err = os.Stat(path)
	return path, err
}

func (n *entry) str(a dwarf.Attr) string { s, _ := n.e.Val(a).(string); return s }

func (n *entry) num(a dwarf.Attr) (int64, bool) { v, ok := n.e.Val(a).(int64); return v, ok }

func (n *entry) flag(a dwarf.Attr) bool { v, _ := n.e.Val(a).(bool); return v }

func (n *entry) has(a dwarf.Attr) bool { return n.e.AttrField(a) != nil }

// ref follows a reference; nil if there is none.
func (w *walker) ref(n *entry, a dwarf.Attr) *entry {
	off, ok := n.e.Val(a).(dwarf.Offset)
	if !ok {
		return nil
	}
	t := w.unit[off]
	if t == nil {
		w.lost++
	}
	return t
}

// root is the declaration that an entry completes or is an instance of.
func (w *walker) root(n *entry) *entry {
	for range 8 {
		next := w.ref(n, dwarf.AttrSpecification)
		if next == nil {
			next = w.ref(n, dwarf.AttrAbstractOrigin)
		}
		if next == nil {
			return n
		}
		n = next
	}
	return n
}

// name is an entry's name with its scopes.
func (w *walker) name(n *entry) string {
	own := n.str(dwarf.AttrName)
	if strings.HasPrefix(own, "<lambda") || own == "" {
		own = w.root(n).str(dwarf.AttrName)
	}
	if strings.HasPrefix(own, "<lambda") || own == "" {
		own = "(unnamed)"
	}
	parts := []string{own}
	for p := w.root(n).up; p != nil; p = w.root(p).up {
		own := w.root(p).str(dwarf.AttrName)
		stop := false
		switch p.e.Tag {
		case dwarf.TagNamespace:
			if own == "" {
				own = "(anonymous namespace)"
			}
		case dwarf.TagStructType, dwarf.TagClassType, dwarf.TagUnionType:
			if own == "" || strings.HasPrefix(own, "<lambda") {
				own = "(unnamed)"
			}
		case dwarf.TagSubprogram, dwarf.TagLexDwarfBlock:
			own, stop = "(function)", true
		default:
			continue
		}
		parts = append(parts, own)
		if stop {
			break
		}
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return norm(strings.Join(parts, "::"))
}

// finish takes what a unit says.
func (w *walker) finish(root *entry) {
	if root == nil {
		return
	}
	w.units++
	for _, n := range w.unit {
		if n.e.Tag == dwarf.TagSubprogram && (n.has(dwarf.AttrLowpc) || n.has(dwarf.AttrRanges)) {
			w.bodies[w.root(n)] = n
		}
	}
	for _, n := range w.unit {
		w.take(n)
	}
}

func isRecord(n *entry) bool {
	switch n.e.Tag {
	case dwarf.TagStructType, dwarf.TagClassType, dwarf.TagUnionType:
		return true
	}
	return false
}

func (w *walker) take(n *entry) {
	switch {
	case isRecord(n) && n.flag(dwarf.AttrDeclaration):
		w.facts.add("declared", w.name(n), "")
		w.members(n)
	case isRecord(n):
		if w.root(n).str(dwarf.AttrName) != "" {
			w.facts.add("record", w.name(n), w.record(n, 0))
			w.facts.add("shape", w.name(n), w.shape(n))
			if args := w.args(n); args != "" {
				w.facts.add("args", w.name(n), args)
			}
		}
		w.members(n)
	case n.e.Tag == dwarf.TagEnumerationType && n.flag(dwarf.AttrDeclaration):
		w.facts.add("declared", w.name(n), "")
	case n.e.Tag == dwarf.TagEnumerationType && w.root(n).str(dwarf.AttrName) != "":
		w.facts.add("enum", w.name(n), w.enum(n))
	case n.e.Tag == dwarf.TagTypedef:
		w.facts.add("typedef", w.name(n), w.attrType(n, 0))
	case n.e.Tag == dwarf.TagSubprogram:
		w.function(n)
	case n.e.Tag == dwarf.TagVariable || n.e.Tag == dwarf.TagMember && (n.flag(dwarf.AttrDeclaration) || n.flag(dwarf.AttrExternal)):
		w.variable(n)
	}
}

// members takes the member functions and static members of a class.
func (w *walker) members(n *entry) {
	for _, k := range n.kids {
		switch {
		case k.e.Tag == dwarf.TagInheritance:
			v, _ := k.num(dwarf.AttrVirtuality)
			w.facts.add("base", w.name(n)+" "+w.attrType(k, 0), fmt.Sprintf("%v %s", v != 0, access(k, n)))
		case k.e.Tag == dwarf.TagSubprogram && k.str(dwarf.AttrName) != "":
			w.facts.add(w.sure(k, "method"), w.name(n)+"::"+methodKey(k.str(dwarf.AttrLinkageName), k.str(dwarf.AttrName)), w.signature(k))
		case k.e.Tag == dwarf.TagVariable || k.e.Tag == dwarf.TagMember && (k.flag(dwarf.AttrDeclaration) || k.flag(dwarf.AttrExternal)):
			w.facts.add("static", w.name(n)+"::"+norm(k.str(dwarf.AttrName)), fmt.Sprintf("%s %s", access(k, n), w.attrType(k, 0)))
		}
	}
}
