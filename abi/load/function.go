package load

import (
	"bytes"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// function is one function while its descriptions are collected: declarations,
// abstract and concrete instances, in any unit. It has no pointers: there are
// many, and the garbage collector need not look at them.
type function struct {
	row    abi.FuncRow
	id     abi.FuncID
	body   uint32  // index in loader.bodies, 0 if no definition was seen
	from   spot    // the description that was taken first
	last   entryID // the description of a member that was taken last
	listed bool    // among the members of its class
	told   bool    // a description of its class told its access
	torn   bool    // another description differs
	sure   bool    // its types are those of the definition
}

// entryID is an entry of a tree.
type entryID struct {
	unit uint32
	die  int32
}

// body is what definitions add to a function.
type body struct {
	names []abi.StrID // linkage names
	addrs []symAddr
}

// functions are all functions by id. They lie side by side and never move.
type functions struct {
	pages [][]function
	n     int
}

const functionsPerPage = 1024

func (fs *functions) at(id abi.FuncID) *function {
	return &fs.pages[(id-1)/functionsPerPage][(id-1)%functionsPerPage]
}

// add makes the function of the next id.
func (fs *functions) add(id abi.FuncID) *function {
	if int(id-1)/functionsPerPage == len(fs.pages) {
		fs.pages = append(fs.pages, make([]function, functionsPerPage))
	}
	fs.n++
	f := fs.at(id)
	f.id = id
	return f
}

// symAddr is an address of an image.
type symAddr struct {
	image string
	addr  uint64
}

// method takes a member function's declaration.
func (l *loader) method(c ref, own *members, def abi.Access) {
	if c.has(sSpec) || c.has(sOrigin) {
		return
	}
	if called(c) {
		l.calls = append(l.calls, call{decl: c, def: none, class: own})
		return
	}
	if f := l.declare(c, own.id); f != nil {
		if bareMember(c) && f.from == spotOf(c) {
			f.row.Flags |= abi.FuncParamsLost
		}
		own.list(f, c, def)
	}
}

// subprogram takes any function entry: what it adds goes to the function that
// its outermost declaration names.
func (l *loader) subprogram(r ref) {
	decl := spec(r)
	owner := abi.TypeID(0)
	if p := naming(decl); p.ok() {
		switch p.tag() {
		case dwarf.TagStructureType, dwarf.TagClassType, dwarf.TagUnionType:
			switch in := inTypeUnit(p, decl); {
			case !p.has(sSignature):
			case !p.target(sSignature).ok() && decl != r: // the type unit is lost, the definition lists parameters
			case !in.ok() || decl == r && in != r:
				return
			default:
				decl = in
			}
			owner = l.typ(p)
		case dwarf.TagSubprogram:
			if decl == r && r.flag(sDeclaration) {
				return // a block-scope declaration of another function
			}
		}
	}
	if owner == 0 {
		if class := strayMember(decl); class.ok() {
			owner = l.typ(class)
		}
	}
	if owner == 0 && (untyped(decl.u) || r == decl && (called(r) || l.resolver(r))) {
		c := call{decl: decl, def: none}
		if untyped(decl.u) {
			c.def = r
		}
		l.calls = append(l.calls, c)
		return
	}
	f := l.declare(decl, owner)
	if f == nil || r == decl && r.flag(sDeclaration) {
		return
	}
	l.define(f, r)
}

// bodyOf is what definitions of f have added so far; it holds until the next
// call.
func (l *loader) bodyOf(f *function) *body {
	if f.body == 0 {
		f.body = uint32(len(l.bodies))
		l.bodies = append(l.bodies, body{})
	}
	return &l.bodies[f.body]
}

// unitOf is the unit of the description that f was made from.
func (l *loader) unitOf(f *function) *unit { return l.units[f.from.unit-1] }

// addArgs takes a function's template arguments, and whether it is variadic.
func (l *loader) addArgs(f *function, c ref) {
	l.argRoom = l.argRoom[:0]
	c.each(func(a ref) {
		switch a.tag() {
		case dwarf.TagTemplateTypeParameter, dwarf.TagTemplateValueParameter, dwarf.TagGNUTemplateParameterPack, dwarf.TagGNUTemplateTemplateParam:
			l.argRoom = append(l.argRoom, l.arg(a))
		case dwarf.TagUnspecifiedParameters:
			f.row.Flags |= abi.FuncVariadic
		}
	})
	f.row.Args = l.b.Pack(l.argRoom)
}

// parameters are what a declaration says of a function's parameters.
type parameters struct {
	rows []abi.ParamRow // without this; they hold until the next function
	sig  uint64         // hash of their types
	this abi.TypeID     // type of this
	more bool           // it has template arguments, or is variadic
	dots bool           // it is variadic
}

// params lowers the parameters of a declaration of the name own and its mangled
// name. The first hidden ones are no parameters of the declaration, see inCharge.
func (l *loader) params(c ref, owner abi.TypeID, hidden int, own, linkage []byte) (ps parameters) {
	obj := c.get(sObjPtr)
	// A destructor has no parameters of its own ([class.dtor]).
	destructor := owner != 0 && own[0] == '~'
	explicit := owner != 0 && explicitObject(linkage)
	n := 0
	rvalues := rvalueParams(c, linkage)
	ps.rows = l.paramRoom[:0]
	promote := c.tag() == dwarf.TagSubprogram && unprototyped(c)
	var take func(p ref, pack bool)
	take = func(p ref, pack bool) {
		switch p.tag() {
		case dwarf.TagGNUFormalParameterPack:
			p.each(func(q ref) { take(q, true) })
			return
		case dwarf.TagUnspecifiedParameters:
			if n > 0 || !unprototyped(c) {
				ps.sig, ps.more, ps.dots = mix(ps.sig, '.'), true, true
			}
			return
		case dwarf.TagFormalParameter:
		default:
			ps.more = true
			return
		}
		t := l.paramType(p)
		n++
		artificial := p.flag(sArtificial)
		if explicit && artificial {
			return // clang 19 adds a this that is not passed
		}
		if !explicit && owner != 0 && ps.this == 0 && n == 1 && (artificial || obj.Class != dwarf.ClassNone && obj.U == p.off()) && c.tag() == dwarf.TagSubprogram {
			ps.this = t
			ps.sig = mix(ps.sig, 1<<32|uint64(t))
			return
		}
		if promote {
			t = l.promoted(t)
		}
		if !artificial && len(rvalues) > 0 {
			if rvalues[0] {
				t = l.rvalue(t)
			}
			rvalues = rvalues[1:]
		}
		row := abi.ParamRow{Name: l.b.Bytes(p.bytes(sName)), Type: t}
		if destructor || artificial || len(ps.rows) < hidden {
			row.Flags |= abi.ParamArtificial
		} else {
			ps.sig = mix(ps.sig, uint64(l.plain(t)))
		}
		if pack {
			row.Flags |= abi.ParamPack
		}
		ps.rows = append(ps.rows, row)
	}
	c.each(func(p ref) { take(p, false) })
	l.paramRoom = ps.rows
	return ps
}

// explicitObject reports whether a mangled name is that of a member function whose
// object is an ordinary parameter ([dcl.fct]/6, "deducing this"): Itanium's begin
// with "_ZNH", in Microsoft's the first parameter of a static function has "_V".
func explicitObject(linkage []byte) bool {
	if bytes.HasPrefix(linkage, []byte("_ZNH")) {
		return true
	}
	if len(linkage) == 0 || linkage[0] != '?' {
		return false
	}
	for _, static := range []string{"@@SA", "@@KA", "@@CA"} {
		if i := bytes.LastIndex(linkage, []byte(static)); i >= 0 && bytes.Contains(linkage[i:], []byte("_V")) {
			return true
		}
	}
	return false
}

// unprototyped reports whether a function or function type of C has no
// prototype. Then compilers write for parameters of which nothing is said what
// they write for "..." (DWARF 5 §3.3.4), but arguments of such a call don't
// travel as those of "..." do (C17 §6.5.2.2; on RISC-V, ARM and Apple's AArch64
// they go to other places).
func unprototyped(r ref) bool { return r.u.lang.C() && !r.flag(sPrototyped) }

// paramType is the type of a parameter as it is written.
func (l *loader) paramType(p ref) abi.TypeID {
	if t := l.typeAt(p, sType); t != 0 {
		return t
	}
	if t := l.typeAt(spec(p), sType); t != 0 || !p.u.file.lossy {
		return t
	}
	return l.lost()
}

// plain is a parameter's type in the type of its function: const and volatile
// of the parameter itself are no part of that ([dcl.fct]). In the names that
// Microsoft's compiler writes they are.
func (l *loader) plain(t abi.TypeID) abi.TypeID {
	for range maxTypeDepth {
		n := l.b.Node(t)
		if n.Kind != abi.KindConst && n.Kind != abi.KindVolatile {
			break
		}
		t = n.Elem
	}
	return t
}

// flagSlots are the attributes of functions that are flags.
var flagSlots = [...]struct {
	slot uint8
	flag abi.FuncFlags
}{
	{sExternal, abi.FuncExternal}, {sExplicit, abi.FuncExplicit}, {sDeleted, abi.FuncDeleted}, {sArtificial, abi.FuncArtificial},
	{sNoreturn, abi.FuncNoReturn}, {sRefQ, abi.FuncRefL}, {sRvalQ, abi.FuncRefR},
	{sMain, abi.FuncMain}, {sConstExpr, abi.FuncConstexpr},
}

func (l *loader) funcFlags(c ref, owner abi.TypeID, name []byte, this abi.TypeID) (fl abi.FuncFlags) {
	set := func(on bool, f abi.FuncFlags) {
		if on {
			fl |= f
		}
	}
	wanted := c.wanted()
	for _, x := range &flagSlots {
		if wanted&(1<<x.slot) != 0 && c.flag(x.slot) {
			fl |= x.flag
		}
	}
	if wanted&(1<<sVirtuality) != 0 {
		virt, _ := c.uint(sVirtuality)
		set(virt != 0, abi.FuncVirtual)
		set(virt == 2, abi.FuncPure)
	}
	set(owner == 0 && unprototyped(c), abi.FuncUnprototyped)
	set(c.u.lang.Foreign(), abi.FuncForeign)
	if wanted&(1<<sDefaulted) != 0 {
		def, _ := c.uint(sDefaulted)
		set(def == 1, abi.FuncDefaulted)
		set(def == 2, abi.FuncDefaultedOut)
	}
	if owner != 0 && c.u.u.Version < 5 {
		fl |= refQualifier(c.bytes(sLinkage))
	}
	set(owner != 0, abi.FuncMember)
	set(owner != 0 && this == 0, abi.FuncStatic)
	if owner != 0 {
		own, _, _ := bytes.Cut(l.ownerName(c), []byte("<"))
		rest, same := bytes.CutPrefix(name, own)
		set(same && (len(rest) == 0 || rest[0] == '<'), abi.FuncConstructor)
		set(name[0] == '~', abi.FuncDestructor)
		if fl&(abi.FuncConstructor|abi.FuncDestructor) != 0 && this == 0 {
			fl &^= abi.FuncStatic
		}
	}
	if rest, ok := bytes.CutPrefix(name, []byte("operator")); ok && len(rest) > 0 && !word(rest[0]) {
		set(true, abi.FuncOperator)
		if rest[0] == ' ' {
			first := strings.TrimSpace(string(rest))
			if i := strings.IndexAny(first, " <["); i > 0 {
				first = first[:i]
			}
			conv := first != "new" && first != "delete" && first != "co_await" && !strings.HasPrefix(first, `""`)
			set(conv, abi.FuncConversion)
		}
	}
	if this != 0 {
		fl |= l.thisFlags(this)
	}
	set(owner == 0 && c.u.lang.Cxx() && !c.has(sLinkage) && fl&abi.FuncExternal != 0 && string(name) != "main", abi.FuncExternC)
	return fl
}

func word(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func (l *loader) ownerName(c ref) []byte {
	if p := naming(c); p.ok() {
		return typeName(nominalEntry(p))
	}
	if p := strayMember(c); p.ok() {
		return typeName(nominalEntry(p))
	}
	return nil
}

// thisFlags reads the cv-qualifiers of a member function from the type of its
// this.
func (l *loader) thisFlags(this abi.TypeID) (fl abi.FuncFlags) {
	n := l.b.Node(this)
	if n.Kind == abi.KindConst {
		n = l.b.Node(n.Elem)
	}
	if n.Kind != abi.KindPointer {
		return 0
	}
	for range 4 {
		switch n = l.b.Node(n.Elem); n.Kind {
		case abi.KindConst:
			fl |= abi.FuncConstThis
		case abi.KindVolatile:
			fl |= abi.FuncVolatileThis
		default:
			return fl
		}
	}
	return fl
}

// define adds what a definition says: its symbol and address.
func (l *loader) define(f *function, r ref) {
	if cc, _ := r.uint(sCC); cc == 3 {
		f.row.Flags |= abi.FuncABIChanged
	}
	if v, _ := r.uint(sInline); v == 1 || v == 3 {
		f.row.Flags |= abi.FuncInline
	}
	if n := l.b.Bytes(r.bytes(sLinkage)); n != 0 && n != f.row.Linkage {
		b := l.bodyOf(f)
		b.names = append(b.names, n)
		l.inherit(f, r)
	}
	if d, _ := r.uint(sDefaulted); d == 2 {
		f.row.Flags |= abi.FuncDefaultedOut
	}
	low, ok := r.entry()
	if !ok {
		return
	}
	at := symAddr{r.u.im.Name, low}
	l.complete(f, r)
	whole := l.syms.wholeAt(at)
	l.settle(f, r, whole)
	l.nameParams(f, r)
	if r == spec(r) {
		l.checkParams(f, r.str(sLinkage))
	}
	b := l.bodyOf(f)
	b.addrs = append(b.addrs, at)
	if whole {
		l.locate(f, r, low)
	}
	if r.flag(sPrototyped) {
		f.row.Flags &^= abi.FuncUnprototyped
	}
	if r.u.lang.Foreign() {
		f.row.Flags |= abi.FuncForeign
	}
	if (r.u.option != "" || takesMore(f, r)) && f.row.CC == abi.CCDefault {
		f.row.CC = abi.CCOther
	}
}

// takesMore reports whether a definition has a parameter besides those that are
// declared: g++ adds some to constructors and destructors, which their symbols tell,
// and gcc's attribute strub("at-calls") (14 and later) a last one to any function.
func takesMore(f *function, r ref) bool {
	if f.row.Flags&(abi.FuncConstructor|abi.FuncDestructor) != 0 {
		return false
	}
	added := 0
	if f.row.Owner != 0 {
		added = -1 // this
	}
	r.each(func(p ref) {
		if p.tag() == dwarf.TagFormalParameter && p.flag(sArtificial) {
			added++
		}
	})
	return added > 0
}

// defined reports whether a definition of f with an address was seen.
func (l *loader) defined(f *function) bool { return len(l.bodies[f.body].addrs) > 0 }

// entry is the address of a function: its low address, or that of its first
// piece when the compiler split it (-freorder-blocks-and-partition).
func (r ref) entry() (uint64, bool) {
	if low, ok := r.u.u.Address(r.get(sLowPC)); ok {
		return low, true
	}
	v := r.get(sRanges)
	if v.Class == dwarf.ClassNone {
		return 0, false
	}
	if r.u.u.Version < 5 {
		home := r.u.home()
		data, err := home.file.debug.Ranges()
		if err != nil {
			return 0, false
		}
		if home != r.u {
			v.U += home.u.RnglistsBase // DW_AT_GNU_ranges_base
		}
		return r.u.u.RangeStart(v, r.u.base(), data, nil)
	}
	data, err := r.u.file.debug.RngLists()
	if err != nil {
		return 0, false
	}
	return r.u.u.RangeStart(v, r.u.base(), nil, data)
}

// home is the unit that is linked: the skeleton of a split one.
func (u *unit) home() *unit {
	if u.skeleton != nil {
		return u.skeleton
	}
	return u
}

// base is the address that lists of ranges and places count from.
func (u *unit) base() uint64 {
	low, _ := u.u.Address(u.home().entry(0).get(sLowPC))
	return low
}

// emitFunctions joins functions to symbols and writes them.
func (l *loader) emitFunctions() {
	l.syms.claimNames(l)
	for id := abi.FuncID(1); int(id) <= l.funcs.n; id++ {
		f := l.funcs.at(id)
		syms := l.syms.join(l, f)
		undefined := false
		for _, s := range syms {
			l.syms.claim(s.Sym)
			undefined = undefined || l.syms.undefined(s.Sym)
		}
		if !l.defined(f) {
			f.row.Flags |= abi.FuncDeclaration
			if undefined {
				f.row.Flags |= abi.FuncImported
			}
		}
		l.rvaluesBySymbol(f, syms)
		if f.row.Result == 0 && f.row.Flags&(abi.FuncConstructor|abi.FuncDestructor) == 0 && l.unitOf(f).file.lossy {
			f.row.Result = l.lost()
		}
		f.row.Symbols = l.b.FuncSymbols(syms)
		l.b.SetFuncRow(id, f.row)
	}
}
