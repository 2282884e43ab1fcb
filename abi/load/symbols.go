package load

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf/object"
)

// symbolTable is the symbols of all images.
type symbolTable struct {
	b      *abi.Builder
	rows   []abi.SymbolRow // by id; 0 unused
	names  []string
	from   []symSource   // where each symbol is read from
	byName [][]abi.SymID // by the id of the name
	byAddr map[symAddr][]abi.SymID
	owner  []abi.FuncID     // the function that has a symbol's name, see claimNames
	found  []abi.FuncSymbol // room for join
	text   []byte           // room for a name

	indirect bool // there are indirect functions
}

type symSource struct {
	im  *object.Image
	sym *object.Symbol
}

func newSymbolTable() *symbolTable {
	return &symbolTable{rows: make([]abi.SymbolRow, 1), names: []string{""}, from: make([]symSource, 1), byAddr: map[symAddr][]abi.SymID{}}
}

// add takes the symbols of an image. The static and the dynamic table often
// list the same symbol: one row is kept.
func (st *symbolTable) add(b *abi.Builder, im *object.Image) {
	st.b = b
	image := b.Str(im.Name)
	type same struct {
		name, version string
		addr          uint64
		undefined     bool
	}
	seen := map[same]abi.SymID{}
	for i := range im.Symbols {
		s := &im.Symbols[i]
		if s.Name == "" || s.Kind == object.SymSection || s.Kind == object.SymFile || isMapping(s.Name) && s.Binding == object.BindLocal {
			continue
		}
		name := s.Name
		if verbatim(im, s) {
			name = abi.Verbatim + name
		}
		k := same{name, s.Version, s.Addr, s.Undefined}
		if id, ok := seen[k]; ok {
			if s.Exported {
				st.rows[id].Flags |= abi.SymExported
				b.SetSymbol(id, st.rows[id])
			}
			continue
		}
		row := abi.SymbolRow{Name: b.Str(name), Version: b.Str(s.Version), Section: b.Str(s.SectionName), Image: image, Value: s.Addr, Size: s.Size}
		row.Binding, row.Visibility, row.Kind = binding(s.Binding), visibility(s.Visibility), symKind(s.Kind)
		set := func(on bool, f abi.SymFlags) {
			if on {
				row.Flags |= f
			}
		}
		st.indirect = st.indirect || row.Kind == abi.SymIFunc
		set(s.Undefined, abi.SymUndefined)
		set(s.Exported, abi.SymExported)
		set(s.DefaultVersion, abi.SymDefaultVersion)
		set(s.Absolute, abi.SymAbsolute)
		set(s.Comdat != "", abi.SymComdat)
		id := b.AddSymbol(row)
		seen[k] = id
		st.rows = append(st.rows, row)
		st.names = append(st.names, name)
		st.from = append(st.from, symSource{im, s})
		if n := int(row.Name) + 1; n > len(st.byName) {
			st.byName = append(st.byName, make([][]abi.SymID, n-len(st.byName))...)
		}
		st.byName[row.Name] = append(st.byName[row.Name], id)
		// The value of a thread-local variable is an offset, and that of an
		// absolute symbol (the name of a version) any number: what a linker
		// left out has the address 0 in debug info.
		if !s.Undefined && !s.Absolute && s.Kind != object.SymTLS {
			a := symAddr{im.Name, s.Addr}
			st.byAddr[a] = append(st.byAddr[a], id)
		}
	}
}

// isMapping reports whether a local symbol only marks a place: code or data in
// a section (ELF for the Arm architecture §5.5.5, RISC-V ELF psABI), or a label
// of the assembler, which RISC-V objects keep for the linker.
func isMapping(n string) bool {
	if strings.HasPrefix(n, ".L") {
		return true
	}
	return len(n) >= 2 && n[0] == '$' && strings.IndexByte("adtx", n[1]) >= 0 && (len(n) == 2 || n[2] == '.')
}

func binding(b object.Binding) abi.Binding {
	switch b {
	case object.BindGlobal:
		return abi.BindGlobal
	case object.BindWeak:
		return abi.BindWeak
	case object.BindUnique:
		return abi.BindUnique
	}
	return abi.BindLocal
}

func visibility(v object.Visibility) abi.Visibility {
	switch v {
	case object.VisHidden:
		return abi.VisHidden
	case object.VisInternal:
		return abi.VisInternal
	case object.VisProtected:
		return abi.VisProtected
	}
	return abi.VisDefault
}

func symKind(k object.SymKind) abi.SymKind {
	switch k {
	case object.SymFunc:
		return abi.SymFunc
	case object.SymObject:
		return abi.SymObject
	case object.SymTLS:
		return abi.SymTLS
	case object.SymIFunc:
		return abi.SymIFunc
	case object.SymCommon:
		return abi.SymCommon
	}
	return abi.SymNone
}

func (st *symbolTable) undefined(id abi.SymID) bool { return st.rows[id].Flags&abi.SymUndefined != 0 }

func (st *symbolTable) claim(id abi.SymID) {
	st.rows[id].Flags |= abi.SymJoined
	st.b.SetSymbol(id, st.rows[id])
}

// called lists the symbols of a name.
func (st *symbolTable) called(name abi.StrID) []abi.SymID {
	if int(name) < len(st.byName) && name != 0 {
		return st.byName[name]
	}
	return nil
}

// claimNames notes which symbols are called as a function is. Functions with
// equal code may share an address (gcc's -fipa-icf, lld's --icf): each keeps its
// own symbol.
func (st *symbolTable) claimNames(l *loader) {
	st.owner = make([]abi.FuncID, len(st.rows))
	for id := abi.FuncID(1); int(id) <= l.funcs.n; id++ {
		f := l.funcs.at(id)
		if f.row.Flags&abi.FuncParamsLost != 0 && !l.defined(f) {
			continue // a call names it; it may be another name of what is described
		}
		for _, s := range st.called(l.ownSymbol(f)) {
			st.owner[s] = id
		}
	}
}

// ownSymbol is the name of the symbol that a function has unless it was
// compiled under another name.
func (l *loader) ownSymbol(f *function) abi.StrID {
	switch {
	case f.row.Linkage != 0:
		return l.linked(f.row.Linkage, f.from.unit)
	case f.row.Owner == 0 && f.row.Flags&abi.FuncExternal != 0 && (f.row.Scope == 0 || f.row.Flags&abi.FuncExternC != 0):
		return f.row.Name
	}
	return 0
}

// join finds the symbols of a function: by the linkage names that debug info
// states, by the variants of constructors and destructors that exist, and by
// the addresses of its definitions. Its own name comes before aliases. The answer
// holds until the next call.
func (st *symbolTable) join(l *loader, f *function) []abi.FuncSymbol {
	st.found = st.found[:0]
	var room [4]abi.StrID
	body := &l.bodies[f.body]
	names := append(room[:0], body.names...)
	for i := range names {
		names[i] = l.linked(names[i], f.from.unit)
	}
	own := l.ownSymbol(f)
	if own != 0 && (f.row.Linkage != 0 || len(names) == 0) {
		names = append(names, own)
	}
	for _, n := range names {
		if all := st.dispatched(n); all != 0 {
			names = append(names, all)
		}
	}
	if f.row.Flags&(abi.FuncConstructor|abi.FuncDestructor) != 0 {
		for _, n := range names {
			st.joinStructors(l.b, n, f.row.Flags, body.addrs)
		}
	}
	for _, n := range names {
		st.joinAll(st.called(n), f.row.Flags, body.addrs)
	}
	for _, a := range body.addrs {
		for _, id := range st.byAddr[a] {
			if st.joined(id) || !mayBeCode(st.rows[id].Kind) || st.rows[id].Kind == abi.SymIFunc {
				continue // the code there finds an indirect function, and is not it
			}
			if st.owner[id] != 0 && st.owner[id] != f.id {
				continue
			}
			n := st.names[id]
			if isClone(n) || st.isVersion(n) {
				st.found = append(st.found, abi.FuncSymbol{Sym: id, Variant: abi.VariantClone})
				continue
			}
			if len(st.found) == 0 || !mangledName(n) {
				st.found = append(st.found, abi.FuncSymbol{Sym: id, Variant: st.variantOf(n, f.row.Flags)})
			}
		}
	}
	slices.SortFunc(st.found, func(a, b abi.FuncSymbol) int {
		if a.Variant != b.Variant {
			return rank(a.Variant) - rank(b.Variant)
		}
		x, y := st.rows[a.Sym].Flags&abi.SymUndefined, st.rows[b.Sym].Flags&abi.SymUndefined
		if x != y {
			return cmp.Compare(x, y)
		}
		if st.rows[a.Sym].Name != st.rows[b.Sym].Name {
			if st.rows[a.Sym].Name == own {
				return -1
			} else if st.rows[b.Sym].Name == own {
				return 1
			}
		}
		return cmp.Or(strings.Compare(st.names[a.Sym], st.names[b.Sym]), cmp.Compare(a.Sym, b.Sym))
	})
	return st.found
}

// indirectAt reports whether an indirect function of a name has its resolver at
// an address.
func (st *symbolTable) indirectAt(a symAddr, name []byte) bool {
	return slices.ContainsFunc(st.byAddr[a], func(id abi.SymID) bool {
		return st.rows[id].Kind == abi.SymIFunc && st.names[id] == string(name)
	})
}

func (st *symbolTable) joined(id abi.SymID) bool {
	return slices.ContainsFunc(st.found, func(s abi.FuncSymbol) bool { return s.Sym == id })
}

// joinAll joins symbols by their name. Several units may have local symbols of
// one name: the address says which is the function's.
func (st *symbolTable) joinAll(ids []abi.SymID, flags abi.FuncFlags, addrs []symAddr) {
	for _, id := range ids {
		local := st.rows[id].Binding == abi.BindLocal && st.from[id].sym.Kind == object.SymFunc && (len(ids) > 1 || len(addrs) > 0)
		if st.rows[id].Kind == abi.SymIFunc && slices.Contains(addrs, symAddr{st.from[id].im.Name, st.rows[id].Value}) {
			continue // the function is its resolver
		}
		if st.joined(id) || local && !slices.Contains(addrs, symAddr{st.from[id].im.Name, st.rows[id].Value}) {
			continue
		}
		st.found = append(st.found, abi.FuncSymbol{Sym: id, Variant: st.variantOf(st.names[id], flags)})
	}
}

// joinStructors joins the variants of a constructor or destructor that exist
// (Itanium C++ ABI §5.1.4.3), given the name of one of them or gcc's C4 and D4.
func (st *symbolTable) joinStructors(b *abi.Builder, name abi.StrID, flags abi.FuncFlags, addrs []symAddr) {
	letter, variants := byte('C'), "12"
	if flags&abi.FuncDestructor != 0 {
		letter, variants = 'D', "120"
	}
	n := b.TextBytes(name)
	i := structorAt(n, letter)
	if i < 0 {
		return
	}
	st.text = append(st.text[:0], n...)
	for _, v := range []byte(variants) {
		st.text[i+1] = v
		st.joinAll(st.called(b.Find(st.text)), flags, addrs)
	}
}

// isVariant reports whether a name is of one variant of a constructor or
// destructor, not of all of them (C4, D4).
func isVariant(n []byte) bool {
	i := max(structorAt(n, 'C'), structorAt(n, 'D'))
	return i >= 0 && n[i+1] != '4'
}

// mayBeCode leaves out data.
func mayBeCode(k abi.SymKind) bool {
	return k != abi.SymObject && k != abi.SymCommon
}

func rank(v abi.Variant) int {
	if v == abi.VariantClone {
		return 99
	}
	return int(v)
}

func mangledName(n string) bool { return strings.HasPrefix(n, "_Z") || strings.HasPrefix(n, "?") }

// isVersion reports whether a name is of one version of a function for some
// processors (attributes target, target_clones): "f.avx2.0" beside "f", or beside
// what chooses at run time.
func (st *symbolTable) isVersion(n string) bool {
	for at := 0; ; at++ {
		i := strings.IndexByte(n[at:], '.')
		if i < 0 {
			return false
		}
		at += i
		for _, name := range []string{n[:at], n[:at] + ".resolver"} {
			if len(st.called(st.b.Find([]byte(name)))) > 0 {
				return true
			}
		}
	}
}

// dispatched is the name by which the version of a function that runs on every
// processor is called: that of the indirect function, which chooses. It is 0 for
// other names.
func (st *symbolTable) dispatched(name abi.StrID) abi.StrID {
	if !st.indirect {
		return 0
	}
	base, _, ok := bytes.Cut(st.b.TextBytes(name), []byte(".default"))
	if !ok {
		return 0
	}
	all := st.b.Find(base)
	if !slices.ContainsFunc(st.called(all), func(id abi.SymID) bool { return st.rows[id].Kind == abi.SymIFunc }) {
		return 0
	}
	return all
}

// isClone reports gcc's and clang's suffixes of functions with a changed
// interface or a part of a function, as coroutines have.
func isClone(n string) bool {
	for _, s := range []string{".constprop.", ".isra.", ".part.", ".cold", ".llvm.", ".resume", ".destroy", ".cleanup", ".actor"} {
		for at := 0; ; at++ {
			i := strings.Index(n[at:], s)
			if i < 0 {
				break
			}
			if at += i; at > 0 && n[at-1] != '.' { // Rust's legacy names have .. for ::
				return true
			}
		}
	}
	return false
}

// wholeAt reports whether the code at an address is known to be a whole
// function as it was declared: a symbol says so. Code without a symbol may be a
// clone with fewer parameters whose name was stripped.
func (st *symbolTable) wholeAt(a symAddr) bool {
	for _, id := range st.byAddr[a] {
		if !isClone(st.names[id]) {
			return true
		}
	}
	return false
}

// structorAt finds the letter and digit of a constructor or destructor name:
// they stand before the end of the nested name, its template arguments or
// tags, and nothing that follows them can look the same before an E.
func structorAt[S string | []byte](n S, letter byte) int {
	if letter == 'C' {
		if i := inheritedAt(n); i >= 0 {
			return i
		}
	}
	for i := len(n) - 3; i >= 2; i-- {
		if n[i] == letter && n[i+1] >= '0' && n[i+1] <= '5' && (n[i+2] == 'E' || n[i+2] == 'I' || n[i+2] == 'B') {
			return i
		}
	}
	return -1
}

// variantOf reads the variant from a mangled name.
func (st *symbolTable) variantOf(n string, fl abi.FuncFlags) abi.Variant {
	if fl&(abi.FuncConstructor|abi.FuncDestructor) == 0 {
		if isClone(n) || st.isVersion(n) {
			return abi.VariantClone
		}
		return abi.VariantPlain
	}
	switch {
	case strings.HasPrefix(n, "??_G"):
		return abi.VariantDeleting
	case strings.HasPrefix(n, "??_E"):
		return abi.VariantVectorDeleting
	case strings.HasPrefix(n, "??_D"):
		return abi.VariantVBase
	case strings.HasPrefix(n, "??"):
		return abi.VariantPlain
	}
	letter := byte('C')
	if fl&abi.FuncDestructor != 0 {
		letter = 'D'
	}
	if i := structorAt(n, letter); i >= 0 {
		return [...]abi.Variant{abi.VariantDeleting, abi.VariantComplete, abi.VariantBase, abi.VariantUnified, abi.VariantUnified, abi.VariantUnified}[n[i+1]-'0']
	}
	return abi.VariantUnified
}

// joinVar finds the symbol of a variable. One that its unit keeps to itself has
// no symbol that others see: what has the same address is another constant with
// the same bytes, which linkers and compilers merge (-fmerge-all-constants, lld's
// --icf=all).
func (st *symbolTable) joinVar(l *loader, v *variable) abi.SymID {
	best, name := abi.SymID(0), v.name
	if v.row.Linkage != 0 {
		name = l.linked(v.row.Linkage, v.from.unit)
	}
	own := v.row.Flags&(abi.VarExternal|abi.VarStaticMember) == 0
	consider := func(ids []abi.SymID) {
		for _, id := range ids {
			if k := st.rows[id].Kind; k == abi.SymFunc || k == abi.SymIFunc || own && st.rows[id].Binding != abi.BindLocal && st.rows[id].Name != name {
				continue
			}
			if best == 0 || st.undefined(best) && !st.undefined(id) || st.rows[id].Name == name && st.rows[best].Name != name {
				best = id
			}
		}
	}
	for _, a := range v.addrs {
		consider(st.byAddr[a])
	}
	if best == 0 && !own && (v.row.Owner == 0 || v.row.Linkage != 0) {
		consider(st.called(name))
	}
	return best
}

// varAliases lists the further names of a C variable: symbols of its address
// and size that others can link to and that no other variable has. Of constants
// a linker may have merged several into one, see joinVar.
func (st *symbolTable) varAliases(v *variable, constant bool) (names []abi.SymID) {
	first := v.row.Symbol
	if first == 0 || constant && st.from[first].im.Type != object.Relocatable || v.row.Owner != 0 || v.row.Flags&abi.VarExternal == 0 || mangledName(st.names[first]) {
		return nil
	}
	for _, a := range v.addrs {
		for _, id := range st.byAddr[a] {
			r := &st.rows[id]
			if id != first && r.Kind == abi.SymObject && r.Binding != abi.BindLocal && r.Size == st.rows[first].Size && r.Size != 0 && r.Flags&abi.SymJoined == 0 && !mangledName(st.names[id]) {
				names = append(names, id)
			}
		}
	}
	return names
}
