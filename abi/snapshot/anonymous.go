package snapshot

import "github.com/tenon-abi/tenon/abi"

// anonymous finds names for types without one: the typedef that names it, the
// member it is the type of, its first enumerator. They hold still when another
// unnamed type is added before it; an ordinal would not.
type anonymous struct {
	m     *abi.Model
	by    map[abi.TypeID]string
	count map[ordinalKey]int
}

type ordinalKey struct {
	scope abi.ScopeID
	kind  abi.Kind
}

func newAnonymous(m *abi.Model) *anonymous {
	a := &anonymous{m: m, by: map[abi.TypeID]string{}, count: map[ordinalKey]int{}}
	for i := 1; i < m.NumTypes(); i++ {
		if t := m.Type(abi.TypeID(i)); t.IsRecord() {
			a.members(t)
		}
	}
	typedefs := map[abi.TypeID]string{}
	for i := 1; i < m.NumTypes(); i++ {
		t := m.Type(abi.TypeID(i))
		if t.Kind() == abi.KindTypedef {
			if e := t.Elem(); a.unnamed(e) && e.Scope() == t.Scope() {
				name := "(" + e.Kind().String() + " " + t.Name() + ")"
				if old := typedefs[e.ID()]; old == "" || name < old {
					typedefs[e.ID()] = name
				}
			}
		}
	}
	for id, name := range typedefs {
		a.by[id] = name
	}
	return a
}

func (a *anonymous) unnamed(t abi.Type) bool {
	nd := t.Node()
	return nd.Name == 0 && named(nd.Kind) && nd.Flags&abi.TypeLambda == 0
}

// members names the unnamed types that fields of t have.
func (a *anonymous) members(t abi.Type) {
	for i, f := range t.FieldRows() {
		e := a.m.Type(f.Type)
		for n := 0; n < 8 && (e.Kind() == abi.KindArray || e.Kind().IsQualifier() || e.Kind() == abi.KindPointer); n++ {
			e = e.Elem()
		}
		if !a.unnamed(e) || e.Scope() == t.Scope() {
			continue
		}
		name := a.m.Str(f.Name)
		if name == "" {
			name = "member " + itoa(uint64(i+1))
		}
		name = "(" + e.Kind().String() + " " + name + ")"
		if old := a.by[e.ID()]; old == "" || name < old {
			a.by[e.ID()] = name
		}
	}
}

func (a *anonymous) name(id abi.TypeID, nd abi.Node) string {
	if s := a.by[id]; s != "" {
		return s
	}
	if nd.Kind == abi.KindEnum {
		if v := a.m.Type(id).Enumerators(); len(v) > 0 {
			return "(enum of " + v[0].Name + ")"
		}
	}
	k := ordinalKey{nd.Scope, nd.Kind}
	a.count[k]++
	return "(unnamed " + nd.Kind.String() + " " + ordinal(a.count[k]) + ")"
}
