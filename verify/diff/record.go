package diff

import (
	"slices"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// layoutChange is what about a type's layout differs, apart from the changes
// that are its own.
type layoutChange struct {
	size    bool
	moved   []string // members and bases at another offset
	align   string   // how the alignment changed, where nothing else did
	old     string
	new     string
	message string
}

// dataFields are the members that the source names: no vptr, nothing made by
// the compiler.
func dataFields(t abi.Type) []abi.Field {
	all := t.Fields()
	out := all[:0]
	for _, f := range all {
		if f.Flags&(abi.FieldVptr|abi.FieldArtificial) == 0 && !strings.HasPrefix(f.Name, "_vptr") {
			out = append(out, f)
		}
	}
	return out
}

func lambda(t abi.Type) bool {
	return t.Has(abi.TypeLambda) || strings.HasPrefix(t.Name(), "<lambda")
}

func (c *comparer) compareRecord(n int, a, b abi.Type) {
	if a.IsDeclaration() || b.IsDeclaration() {
		switch {
		case !a.IsDeclaration():
			c.lost[a.QualifiedName()] = true
			c.unread = append(c.unread, n)
		case !b.IsDeclaration():
			c.gained[b.QualifiedName()] = true
		default:
			c.unread = append(c.unread, n)
		}
		return
	}
	if !c.family && (lambda(a) || lambda(b)) {
		return // closures are named and filled by each compiler in its own way
	}
	if (a.Kind() == abi.KindUnion) != (b.Kind() == abi.KindUnion) {
		c.change(n, "TN2203", Breaking, Change{Message: "a " + a.Kind().String() + " became a " + b.Kind().String(), Why: "its members lie at other places and mean something else"})
	}
	before := len(c.g.Changes)
	l := &layoutChange{size: a.Node().Size != b.Node().Size}
	c.compareBases(n, a, b, l)
	c.compareFields(n, a, b, l)
	c.soften(before, a, b)
	c.compareVirtual(n, a, b)
	c.compareStatics(n, a, b)
	c.comparePassing(n, a, b)
	if !l.size && len(l.moved) == 0 && !c.compareAlignment(a, b, l) {
		return
	}
	l.old, l.new = itoa(a.Node().Size)+" bytes", itoa(b.Node().Size)+" bytes"
	switch {
	case l.align != "":
		l.message = l.align + "; the size stays " + l.new
	case l.size:
		l.message = l.old + " became " + l.new
	default:
		l.message = "the size stays " + l.new
	}
	if len(l.moved) > 0 {
		l.message += "; moved: " + list(l.moved, 8)
	}
	c.layout[n] = l
	own := false
	for i := before; i < len(c.g.Changes); i++ {
		if ch := &c.g.Changes[i]; layoutKind(ch.Kind) && (ch.Grade == Breaking || c.cross) {
			own = true
			ch.Message += "; " + l.message
		}
	}
	if own {
		l.message = "" // said by the cause
	}
}

// soften lowers the grade of bases and members that are gone or new where the
// class holds what it held, in another arrangement: the standard library's
// classes have other bases for another -std.
func (c *comparer) soften(from int, a, b abi.Type) {
	is := func(ch *Change) bool {
		return ch.Grade == Breaking && (ch.Kind == "TN2204" || ch.Kind == "TN2205" || ch.Kind == "TN2211" || ch.Kind == "TN2212")
	}
	own := c.g.Changes[from:]
	if i := slices.IndexFunc(own, func(ch Change) bool { return is(&ch) }); i < 0 || !regrouped(a, b) {
		return
	}
	for i := range own {
		if ch := &own[i]; is(ch) {
			ch.Grade, ch.Why = Risky, "the same values lie at the same places, in other bases or under other names; what they mean may not be the same"
		}
	}
}

// layoutKind reports whether a kind of change explains a new size or offset.
func layoutKind(kind string) bool {
	switch kind {
	case "TN2203", "TN2204", "TN2205", "TN2207", "TN2209", "TN2211", "TN2212", "TN2214", "TN2219":
		return true
	}
	return false
}

func list(names []string, limit int) string {
	if len(names) > limit {
		return strings.Join(names[:limit], ", ") + " and " + itoa(uint64(len(names)-limit)) + " more"
	}
	return strings.Join(names, ", ")
}

// bases lists the base classes themselves: clang names them through the
// typedefs that the source used.
func bases(t abi.Type) []abi.Base {
	list := t.Bases()
	for i := range list {
		list[i].Type = list[i].Type.Strip()
	}
	return list
}

func (c *comparer) compareBases(n int, a, b abi.Type, l *layoutChange) {
	p, q := bases(a), bases(b)
	used := make([]bool, len(q))
	var order []int
	for _, x := range p {
		k := -1
		for j, y := range q {
			if !used[j] && c.sameName(x.Type, y.Type) {
				k = j
				break
			}
		}
		name := x.Type.QualifiedName()
		if k < 0 {
			c.change(n, "TN2212", Breaking, Change{Detail: "base " + name, Message: "the base " + quote(name) + " is gone", Old: name})
			continue
		}
		used[k] = true
		order = append(order, k)
		y := q[k]
		c.edge(n, c.typeNode(x.Type.ID(), y.Type.ID()), true)
		switch {
		case x.Virtual != y.Virtual:
			c.change(n, "TN2214", Breaking, Change{Detail: "base " + name, Message: "the base " + quote(name) + either(y.Virtual, " became virtual", " is no longer virtual")})
		case x.Known && y.Known && !x.Virtual && x.Offset != y.Offset:
			l.moved = append(l.moved, "base "+name)
		}
		if x.Access != y.Access {
			c.change(n, "TN2215", gradeIf(y.Access > x.Access, Risky, Compatible), Change{Detail: "base " + name, Message: "the base " + quote(name) + " became " + y.Access.String() + ", was " + x.Access.String()})
		}
	}
	for i := 1; i < len(order); i++ {
		if order[i] < order[i-1] {
			c.change(n, "TN2213", Breaking, Change{Detail: "bases", Message: "the bases stand in another order", Why: "conversions to a base and calls through its virtual table use the old places"})
			break
		}
	}
	for j, y := range q {
		if !used[j] {
			name := y.Type.QualifiedName()
			c.change(n, "TN2211", Breaking, Change{Detail: "base " + name, Message: "the base " + quote(name) + " is new", New: name})
		}
	}
}

// compareFields pairs members by name; unnamed ones in their order.
func (c *comparer) compareFields(n int, a, b abi.Type, l *layoutChange) {
	f, g := dataFields(a), dataFields(b)
	key := func(fs []abi.Field) map[string]int {
		out := make(map[string]int, len(fs))
		anon := 0
		for i, x := range fs {
			k := x.Name
			if k == "" {
				anon++
				k = "(unnamed " + itoa(uint64(anon)) + ")"
			}
			if _, ok := out[k]; !ok {
				out[k] = i
			}
		}
		return out
	}
	old, now := key(f), key(g)
	var gone, added []string
	for _, k := range keysOf(old) {
		if j, ok := now[k]; ok {
			c.compareField(n, k, f[old[k]], g[j], l)
		} else {
			gone = append(gone, k)
		}
	}
	for _, k := range keysOf(now) {
		if _, ok := old[k]; !ok {
			added = append(added, k)
		}
	}
	gone, added = c.renamed(n, f, g, old, now, gone, added)
	for _, k := range gone {
		c.change(n, "TN2204", Breaking, Change{Detail: "member " + k, Message: "the member " + quote(k) + " is gone", Old: f[old[k]].Type.String(), Why: "code that uses it reads or writes something else"})
	}
	inner := a.Node().Size == b.Node().Size && len(l.moved) == 0
	for _, k := range added {
		grade, why := Breaking, "code compiled against the old layout allocates and copies too little, or finds members at other places"
		if inner {
			grade, why = Risky, "it lies in what was padding or overlaps: old code leaves it unset"
			if a.Kind() == abi.KindUnion {
				grade, why = Compatible, "the union has the same size"
			}
		}
		c.change(n, "TN2205", grade, Change{Detail: "member " + k, Message: "the member " + quote(k) + " is new", New: g[now[k]].Type.String(), Why: why})
	}
}

// renamed takes out pairs of a member that is gone and one that is new, at the
// same place and of the same type.
func (c *comparer) renamed(n int, f, g []abi.Field, old, now map[string]int, gone, added []string) (restGone, restAdded []string) {
	taken := map[string]bool{}
next:
	for _, k := range gone {
		x := f[old[k]]
		for _, m := range added {
			y := g[now[m]]
			if taken[m] || x.Offset != y.Offset || x.Bits != y.Bits || x.BitField != y.BitField || !c.sameShape(x.Type, y.Type, 0) {
				continue
			}
			taken[m] = true
			c.change(n, "TN2208", Risky, Change{Detail: "member " + k, Message: "the member " + quote(k) + " is called " + quote(m) + " now", Old: k, New: m,
				Why: "the layout agrees; what it means may not, and source that uses the old name does not compile"})
			c.slot(n, x.Type, y.Type, true)
			continue next
		}
		restGone = append(restGone, k)
	}
	for _, m := range added {
		if !taken[m] {
			restAdded = append(restAdded, m)
		}
	}
	return restGone, restAdded
}

// width is how many bits a member has.
func width(f abi.Field) abi.Bits {
	if f.BitField {
		return abi.Bits(f.Bits)
	}
	s, _ := f.Type.Size()
	return s.Bits()
}

func (c *comparer) compareField(n int, name string, x, y abi.Field, l *layoutChange) {
	detail := "member " + name
	switch {
	case x.BitField != y.BitField && x.Offset == y.Offset && width(x) == width(y):
		// g++ describes a bit-field as wide as its type as a plain member
	case x.BitField != y.BitField:
		c.change(n, "TN2209", Breaking, Change{Detail: detail, Message: "the member " + quote(name) + either(y.BitField, " became a bit-field", " is no longer a bit-field")})
	case x.BitField && x.Bits != y.Bits:
		c.change(n, "TN2209", Breaking, Change{Detail: detail, Message: "the bit-field " + quote(name) + " has " + itoa(uint64(y.Bits)) + " bits instead of " + itoa(uint64(x.Bits))})
	case x.Offset != y.Offset:
		l.moved = append(l.moved, name)
	case x.BitField && c.old.Target().BigEndian != c.new.Target().BigEndian:
		c.change(n, "TN2209", Risky, Change{Detail: detail, Message: "the bit-field " + quote(name) + " lies at the other end of its bytes, as the byte order is another",
			Why: "bits are counted from the lowest on one target and from the highest on the other"})
	}
	if d := c.slot(n, x.Type, y.Type, true); d != nil {
		kind := "TN2207"
		if !d.size && d.grade < Breaking {
			kind = "TN2206"
		}
		c.change(n, d.kindOr(kind), d.grade, Change{Detail: detail, Message: "the member " + quote(name) + " is " + quote(d.new) + " instead of " + quote(d.old) + d.because(), Old: d.old, New: d.new})
	}
	if x.Access != y.Access {
		c.change(n, "TN2210", gradeIf(y.Access > x.Access, Risky, Compatible), Change{Detail: detail + " access", Message: "the member " + quote(name) + " became " + y.Access.String() + ", was " + x.Access.String()})
	}
}

// compareStatics compares the values of constants; static members with a
// symbol are variables of their own.
func (c *comparer) compareStatics(n int, a, b abi.Type) {
	now := map[string]abi.Variable{}
	for _, v := range b.Statics() {
		now[v.Name()] = v
	}
	for _, v := range a.Statics() {
		w, ok := now[v.Name()]
		if !ok {
			if c.family && v.Symbol().ID == 0 && v.Value().Kind != abi.ConstNone {
				c.change(n, "TN2108", Risky, Change{Detail: "constant " + v.Name(), Message: "the constant " + quote(v.Name()) + " is gone"})
			}
			continue
		}
		if v.Symbol().ID == 0 || w.Symbol().ID == 0 {
			c.constant(n, v.Name(), valueOf(v), valueOf(w), Risky)
		}
	}
}

func (c *comparer) compareEnum(n int, a, b abi.Type) {
	if a.IsDeclaration() || b.IsDeclaration() {
		if !a.IsDeclaration() {
			c.lost[a.QualifiedName()] = true
		} else if !b.IsDeclaration() {
			c.gained[b.QualifiedName()] = true
		}
		return
	}
	s, _ := a.Size()
	z, _ := b.Size()
	if s != z {
		c.change(n, "TN2304", Breaking, Change{Detail: "size", Message: itoa(uint64(s)) + " bytes became " + itoa(uint64(z)), Why: "it travels and is stored in another width"})
		c.layout[n] = &layoutChange{size: true}
	} else if u, v := a.Elem().Strip(), b.Elem().Strip(); !u.IsNone() && !v.IsNone() && sign(u.Encoding()) != sign(v.Encoding()) && !newNegative(a, b) && !newNegative(b, a) {
		// Without a declared type a new enumerator below 0 makes it signed, and is told of.
		c.change(n, "TN2304", Risky, Change{Detail: "sign", Message: "the underlying type is " + quote(v.Name()) + " instead of " + quote(u.Name()) + ": the sign changed",
			Why: "values without a name that are large or negative mean something else"})
	}
	now, seen := map[string]abi.Enumerator{}, map[string]bool{}
	for _, e := range b.Enumerators() {
		now[e.Name] = e
	}
	values := map[uint64]string{}
	for _, e := range a.Enumerators() {
		seen[e.Name] = true
	}
	for _, e := range b.Enumerators() {
		if !seen[e.Name] {
			values[e.Value] = e.Name
		}
	}
	renamed := map[string]bool{}
	for _, e := range a.Enumerators() {
		w, ok := now[e.Name]
		detail := "enumerator " + e.Name
		switch {
		case !ok && values[e.Value] != "":
			to := values[e.Value]
			renamed[to] = true
			c.change(n, "TN2305", Risky, Change{Detail: detail, Message: "the enumerator " + quote(e.Name) + " is called " + quote(to) + " now", Old: e.Name, New: to})
		case !ok:
			c.change(n, "TN2302", Breaking, Change{Detail: detail, Message: "the enumerator " + quote(e.Name) + " is gone", Old: enumValue(e)})
		case mask(e.Value, s) != mask(w.Value, z):
			c.change(n, "TN2301", Breaking, Change{Detail: detail, Message: "the enumerator " + quote(e.Name) + " is " + enumValue(w) + " instead of " + enumValue(e), Old: enumValue(e), New: enumValue(w),
				Why: "both sides exchange the number, not the name"})
		}
	}
	for _, e := range b.Enumerators() {
		if !seen[e.Name] && !renamed[e.Name] {
			c.change(n, "TN2303", Compatible, Change{Detail: "enumerator " + e.Name, Message: "the enumerator " + quote(e.Name) + " = " + enumValue(e) + " is new", New: enumValue(e),
				Why: "fine unless a reader treats the old list as complete"})
		}
	}
}

// newNegative reports whether b has an enumerator below 0 of a name that a has not.
func newNegative(a, b abi.Type) bool {
	return slices.ContainsFunc(b.Enumerators(), func(e abi.Enumerator) bool {
		return e.Signed && int64(e.Value) < 0 && !slices.ContainsFunc(a.Enumerators(), func(f abi.Enumerator) bool { return f.Name == e.Name })
	})
}

// mask keeps the bits that an enumeration of size bytes stores.
func mask(x uint64, size abi.Bytes) uint64 {
	if size == 0 || size >= 8 {
		return x
	}
	return x & (1<<(8*size) - 1)
}

func enumValue(e abi.Enumerator) string {
	if e.Signed && int64(e.Value) < 0 {
		return "-" + itoa(-e.Value)
	}
	return itoa(e.Value)
}
