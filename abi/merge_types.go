package abi

// joinTypes gives every type of every model its id in the result.
func (g *merger) joinTypes() {
	groups := g.unnamedGroups()
	for i := range g.owner {
		if g.node(uint32(i)).Kind != KindNone {
			g.join(uint32(i), groups, 0)
		}
	}
}

// joining marks a type whose id is being worked out.
const joining = ^TypeID(0)

// maxJoinDepth bounds the recursion of join: deeper types are not joined.
const maxJoinDepth = 4096

func (g *merger) join(i uint32, groups map[uint32]uint32, depth int) TypeID {
	if i == 0 {
		return 0
	}
	switch id := g.out[i]; id {
	case 0:
	case joining: // a typedef that leads to itself
		return g.newType(i)
	default:
		return id
	}
	n := g.node(i)
	var buf [96]byte
	t := buf[:0]
	switch {
	case depth > maxJoinDepth || n.Kind == KindUnsupported && n.Size == 0:
		return g.newType(i)
	case isNominal(n.Kind) && n.Name == 0:
		t = num32(append(t, 'A'), groups[i])
	case isNominal(n.Kind):
		t = g.nominalKey(t, i, n)
	default:
		g.out[i] = joining
		if t = g.structuralKey(t, i, n, groups, depth); g.out[i] != joining {
			return g.out[i]
		}
	}
	id, ok := g.nodes[string(t)]
	if !ok {
		id = g.newType(i)
		g.nodes[string(t)] = id
		return id
	}
	g.out[i] = id
	if n.Kind.IsRecord() || n.Kind == KindEnum {
		g.further(id, i, n)
	}
	return id
}

func (g *merger) newType(i uint32) TypeID {
	id := g.b.NewType()
	g.rep = append(g.rep, i)
	g.out[i] = id
	return id
}

// further takes another description of a nominal type: a definition takes the
// place of a declaration.
func (g *merger) further(id TypeID, i uint32, n *Node) {
	declared := n.Flags&TypeDeclaration != 0
	if old := g.node(g.rep[id]); old.Flags&TypeDeclaration != 0 && !declared {
		g.rep[id] = i
		delete(g.more, id) // members of declarations are not a class's list
		return
	} else if old.Flags&TypeDeclaration == 0 && declared {
		return
	}
	if n.Kind.IsRecord() {
		g.more[id] = append(g.more[id], i)
	}
}

func (g *merger) nominalKey(t []byte, i uint32, n *Node) []byte {
	t = num32(append(t, 'N'), g.key[i])
	if n.Flags&TypeDeclaration == 0 {
		return num32(t, g.class[i])
	}
	if class, ok := g.resolve(i); ok {
		return num32(t, class)
	}
	return append(t, '?', byte(flag(n.Kind == KindEnum, 1)))
}

// structuralKey spells a type that is made of others, with their new ids.
func (g *merger) structuralKey(t []byte, i uint32, n *Node, groups map[uint32]uint32, depth int) []byte {
	mi, id := g.model(i)
	m := g.models[mi]
	next := func(id TypeID) { t = num32(t, uint32(g.join(g.to(mi, id), groups, depth+1))) }
	t = append(t, 'S', byte(n.Kind), byte(n.Enc), byte(n.Flags), byte(n.Flags>>8))
	t = text(num64(num32(num32(t, g.scopes[mi][n.Scope]), n.Align), n.Size), m.Str(n.Name))
	switch n.Kind {
	case KindMemberPointer:
		next(TypeID(n.Side))
	case KindFunc:
		s := m.Type(id).Signature()
		t = append(t, byte(s.CC))
		next(s.This.id)
		for _, p := range s.Params {
			next(p.id)
		}
	default:
		t = num32(t, n.Side)
	}
	next(n.Elem)
	return t
}

// unnamedGroups numbers the unnamed records and enums: equal numbers are one
// type. Equal ones at one place of the source are one; those of models that
// keep no places are one by role, and join the first place with that role.
func (g *merger) unnamedGroups() map[uint32]uint32 {
	groups := map[uint32]uint32{}
	ids := map[string]uint32{}
	number := func(b []byte) uint32 {
		if n, ok := ids[string(b)]; ok {
			return n
		}
		ids[string(b)] = uint32(len(ids) + 1)
		return uint32(len(ids))
	}
	type placed struct {
		file  string
		line  uint32
		group uint32
	}
	byRole := map[string]placed{}
	var unplaced []uint32
	roles := make([]map[TypeID]string, len(g.models))
	role := func(i uint32) []byte {
		mi, id := g.model(i)
		if roles[mi] == nil {
			roles[mi] = g.models[mi].roles()
		}
		r := roles[mi][id]
		if r == "" {
			return nil
		}
		return text(num32(num32([]byte{'R'}, g.scopes[mi][g.node(i).Scope]), g.class[i]), r)
	}
	mixed := g.anyUnplaced()
	for i := range uint32(len(g.owner)) {
		n := g.node(i)
		if !isNominal(n.Kind) || n.Name != 0 {
			continue
		}
		mi, id := g.model(i)
		o := g.models[mi].typeOrigin[id]
		if o.Line == 0 {
			unplaced = append(unplaced, i)
			continue
		}
		file := g.models[mi].Str(o.File)
		b := num32(num32(num32([]byte{'P'}, g.scopes[mi][n.Scope]), g.class[i]), o.Line)
		groups[i] = number(text(b, file))
		if !mixed {
			continue
		}
		if r := role(i); r != nil {
			if p, ok := byRole[string(r)]; !ok || file < p.file || file == p.file && o.Line < p.line {
				byRole[string(r)] = placed{file, o.Line, groups[i]}
			}
		}
	}
	for _, i := range unplaced {
		r := role(i)
		if p, ok := byRole[string(r)]; r != nil && ok {
			groups[i] = p.group
		} else if r != nil {
			groups[i] = number(r)
		} else {
			groups[i] = number(num32([]byte{'U'}, i))
		}
	}
	return groups
}

func (g *merger) anyUnplaced() bool {
	for _, m := range g.models {
		for id := range m.nodes {
			if n := &m.nodes[id]; isNominal(n.Kind) && n.Name == 0 && m.typeOrigin[id].Line == 0 {
				return true
			}
		}
	}
	return false
}

// roles names the unnamed types by what names them: a typedef of the same
// scope, the member they are the type of, their first enumerator.
func (m *Model) roles() map[TypeID]string {
	roles := map[TypeID]string{}
	set := func(id TypeID, r string) {
		if old := roles[id]; old == "" || r < old {
			roles[id] = r
		}
	}
	unnamed := func(id TypeID) bool { n := &m.nodes[id]; return isNominal(n.Kind) && n.Name == 0 }
	for id := range m.nodes {
		n := &m.nodes[id]
		t := m.Type(TypeID(id))
		switch {
		case n.Kind == KindTypedef && unnamed(n.Elem) && m.nodes[n.Elem].Scope == n.Scope:
			set(n.Elem, "typedef "+m.Str(n.Name))
		case n.Kind == KindEnum && n.Name == 0:
			if v := t.Enumerators(); len(v) > 0 {
				set(TypeID(id), "value "+v[0].Name)
			}
		case n.Kind.IsRecord():
			for k, f := range t.fieldRows() {
				e := m.Type(f.Type)
				for d := 0; d < 8 && (e.Kind() == KindArray || e.Kind().IsQualifier() || e.Kind() == KindPointer); d++ {
					e = e.Elem()
				}
				if unnamed(e.id) && e.Scope() != n.Scope {
					set(e.id, "member "+itoa(uint64(k))+" "+m.Str(f.Name))
				}
			}
		}
	}
	return roles
}
