package object

import (
	"bytes"
	"fmt"
	"strings"
)

// Flags of an export (<mach-o/loader.h>, EXPORT_SYMBOL_FLAGS_…).
const (
	exportKindMask = 0x03
	exportTLS      = 0x01
	exportAbsolute = 0x02
	exportWeak     = 0x04
	exportReexport = 0x08
	exportResolver = 0x10 // stub and resolver: the address is a stub's
	exportKnown    = 0x1f // later flags may add numbers behind the known ones
)

// machoExport is a terminal node of the export trie.
type machoExport struct {
	name    string
	flags   uint64
	addr    uint64 // from the image's first byte
	ordinal uint64 // re-exports: which of the loaded libraries, from 1
	other   string // re-exports: the name there
}

// machoTrie reads the export trie of LC_DYLD_INFO or LC_DYLD_EXPORTS_TRIE: a node is
// the ULEB128 size of its export (0: none), the export, a byte with the number of
// children, and for each the bytes it adds to the name, a zero byte, and the
// ULEB128 offset of its node. Each node is read once, so that circles end, and nodes
// may not overlap, so that the work is at most the trie's size; names count against
// the image's budget.
type machoTrie struct {
	im   *Image
	b    []byte
	seen []bool // by offset
	left uint64 // bytes that nodes may still have
	out  []machoExport
}

// trieStep is a node to read, with the part of its name that its parent had.
type trieStep struct{ node, prefix, edge, edgeLen uint32 }

// machoExports is what the trie says; ok is false when the image has none.
func (im *Image) machoExports() (out []machoExport, ok bool, err error) {
	m := im.macho
	if !m.hasTrie || im.Type == DebugOnly || im.Type == Relocatable {
		return nil, false, nil
	}
	b, ok := slice(im.data, uint64(m.trieOff), uint64(m.trieSize))
	if !ok {
		return nil, false, badf(im.Name, uint64(m.trieOff), "export trie of %d bytes does not fit the file (%d bytes)", m.trieSize, len(im.data))
	}
	if len(b) == 0 {
		return nil, true, nil
	}
	t := &machoTrie{im: im, b: b, seen: make([]bool, len(b)), left: uint64(len(b))}
	todo := []trieStep{{}}
	var name []byte
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		name = append(name[:s.prefix], b[s.edge:s.edge+s.edgeLen]...)
		if todo, err = t.node(s, name, todo); err != nil {
			return nil, false, err
		}
	}
	return t.out, true, nil
}

func (t *machoTrie) bad(off uint64, format string, args ...any) error {
	return badSection(t.im.Name, "export trie", off, format, args...)
}

// node reads one node; its children are put on the stack last first.
func (t *machoTrie) node(s trieStep, name []byte, todo []trieStep) ([]trieStep, error) {
	if t.seen[s.node] {
		return nil, t.bad(uint64(s.edge), "the node at 0x%x is reached twice", s.node)
	}
	if len(name) > maxName {
		return nil, t.bad(uint64(s.edge), "a name is longer than %d bytes", maxName)
	}
	t.seen[s.node] = true
	start := uint64(s.node)
	r := &reader{b: t.b, off: start, bo: t.im.Order}
	size := r.uleb()
	body := r.take(size)
	n := int(r.u8())
	if r.fail {
		return nil, t.bad(start, "a node is cut off")
	}
	if size > 0 {
		if err := t.export(start, body, string(name)); err != nil {
			return nil, err
		}
	}
	first := len(todo)
	for ; n > 0; n-- {
		at := r.off
		end := bytes.IndexByte(t.b[r.off:], 0)
		if end < 0 {
			return nil, t.bad(at, "a name has no end")
		}
		r.take(uint64(end) + 1)
		child := r.uleb()
		if r.fail {
			return nil, t.bad(at, "a child is cut off")
		}
		if child >= uint64(len(t.b)) {
			return nil, t.bad(at, "a child is at 0x%x of %d", child, len(t.b))
		}
		if r.off-start > t.left {
			return nil, t.bad(start, "nodes overlap")
		}
		todo = append(todo, trieStep{uint32(child), uint32(len(name)), uint32(at), uint32(end)})
	}
	if r.off-start > t.left {
		return nil, t.bad(start, "nodes overlap")
	}
	t.left -= r.off - start
	for i, j := first, len(todo)-1; i < j; i, j = i+1, j-1 {
		todo[i], todo[j] = todo[j], todo[i]
	}
	return todo, nil
}

// export reads a terminal node's export.
func (t *machoTrie) export(off uint64, body []byte, name string) error {
	r := &reader{b: body, bo: t.im.Order}
	x := machoExport{name: name, flags: r.uleb()}
	err := t.im.names.take(len(name))
	switch {
	case x.flags&exportReexport != 0:
		x.ordinal = r.uleb()
		rest, _ := slice(body, r.off, uint64(len(body))-min(r.off, uint64(len(body))))
		end := bytes.IndexByte(rest, 0)
		if r.fail = r.fail || end < 0; r.fail {
			break
		}
		x.other = string(rest[:end])
		r.off += uint64(end) + 1
		if x.ordinal == 0 || x.ordinal > uint64(len(t.im.Needed)) {
			return t.bad(off, "%q is from library %d of %d", name, x.ordinal, len(t.im.Needed))
		}
	default:
		x.addr = r.uleb()
		if x.flags&exportResolver != 0 {
			r.uleb() // the resolver, which the stub calls
		}
	}
	if x.flags&exportKindMask == exportKindMask {
		err = fmt.Errorf("unknown kind of export 0x%x", x.flags)
	}
	if err == nil && (r.fail || x.flags <= exportKnown && r.off != uint64(len(body))) {
		err = fmt.Errorf("an export of %d bytes is in a field of %d", r.off, len(body))
	}
	if err != nil {
		return t.bad(off, "%.200q: %w", name, err)
	}
	t.out = append(t.out, x)
	return nil
}

// machoExported joins exports to the symbols. Where there is a trie, the dynamic linker
// reads nothing else: symbols that are not in it are not exported, and those that
// only it has are added.
func (im *Image) machoExported() error {
	xs, ok, err := im.machoExports()
	if err != nil || !ok {
		return err
	}
	at := make(map[string]int, len(im.Symbols))
	for i := range im.Symbols {
		s := &im.Symbols[i]
		s.Exported = false
		if s.Binding != BindLocal && !s.Undefined {
			at[s.Raw] = i
		}
	}
	for _, x := range xs {
		s := im.machoExportSymbol(&x)
		if i, ok := at[x.name]; ok && s.Forward == "" && im.Symbols[i].Absolute == s.Absolute &&
			(im.Symbols[i].Addr == s.Addr || s.Absolute && im.Symbols[i].Addr == x.addr+im.macho.base) {
			o := &im.Symbols[i]
			o.Exported, o.Visibility = true, VisDefault
			if s.Binding == BindWeak {
				o.Binding = BindWeak
			}
			if s.Kind == SymTLS || s.Kind == SymIFunc {
				o.Kind = s.Kind
			}
			continue
		}
		im.Symbols = append(im.Symbols, s)
	}
	return nil
}

// machoExportSymbol is the symbol of one export.
func (im *Image) machoExportSymbol(x *machoExport) Symbol {
	s := Symbol{Raw: x.name, Name: strings.TrimPrefix(x.name, "_"), Section: -1, Binding: BindGlobal, Exported: true}
	if x.flags&exportWeak != 0 {
		s.Binding = BindWeak
	}
	if x.flags&exportReexport != 0 {
		s.Library, s.Forward = im.Needed[x.ordinal-1], x.other
		if s.Forward == "" {
			s.Forward = x.name
		}
		return s
	}
	s.Value = x.addr
	if x.flags&exportKindMask == exportAbsolute {
		// The dynamic linker takes the number as it is. LLVM's linker writes its
		// distance from the image, which shows when that is negative.
		if v := s.Value + im.macho.base; v < s.Value {
			s.Value = v
		}
		s.Absolute, s.Addr = true, s.Value
		return s
	}
	s.Value += im.macho.base
	s.Addr = s.Value
	if im.Machine == ARM {
		s.Addr &^= 1 // Thumb
	}
	if i := im.sectionAt(s.Addr); i != 0 {
		im.machoPlace(&s, i)
	}
	if x.flags&exportKindMask == exportTLS {
		s.Kind = SymTLS
	}
	if x.flags&exportResolver != 0 {
		s.Kind = SymIFunc
	}
	return s
}
