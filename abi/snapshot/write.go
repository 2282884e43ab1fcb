package snapshot

import (
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// writer formats one model. It is read-only after newWriter, so that chunks
// can be formatted side by side.
type writer struct {
	m       *abi.Model
	n       *names
	symID   []string // "" for symbols that are left out
	symBy   []abi.SymID
	nested  []uint64 // functions written inside their class
	inside  []uint64 // variables written inside their class
	funcKey map[abi.FuncID]string
	varKey  map[abi.VarID]string
	funcs   []abi.FuncID
	vars    []abi.VarID
	images  []string
}

// Write writes a snapshot. Equal models give equal bytes for any number of
// processors.
func Write(w io.Writer, m *abi.Model) error {
	wr := newWriter(m)
	if _, err := w.Write(wr.header()); err != nil {
		return err
	}
	sections := []struct {
		n    int
		item func(b []byte, i int) []byte
	}{
		{len(wr.n.scopes), func(b []byte, i int) []byte { return wr.appendScope(b, wr.n.scopes[i]) }},
		{len(wr.n.order), func(b []byte, i int) []byte { return wr.appendType(b, wr.n.order[i]) }},
		{len(wr.funcs), func(b []byte, i int) []byte { return wr.appendFunc(b, wr.funcs[i], 0) }},
		{len(wr.vars), func(b []byte, i int) []byte { return wr.appendVar(b, wr.vars[i], 0) }},
		{len(wr.symBy), func(b []byte, i int) []byte { return wr.appendSymbol(b, wr.symBy[i]) }},
		{1, func(b []byte, _ int) []byte { return wr.appendRest(b) }},
	}
	for _, s := range sections {
		if err := emit(w, s.n, s.item); err != nil {
			return err
		}
	}
	return nil
}

// emit formats items in chunks side by side and writes them in order.
func emit(w io.Writer, count int, item func([]byte, int) []byte) error {
	const chunk = 64
	workers := min(runtime.GOMAXPROCS(0), (count+chunk-1)/chunk)
	if workers <= 1 {
		var b []byte
		for i := range count {
			b = item(b, i)
		}
		_, err := w.Write(b)
		return err
	}
	// Chunk n is formatted by whoever is free, and written by this goroutine
	// after chunk n-1. Formatters may be some chunks ahead.
	type part struct {
		n int
		b []byte
	}
	chunks := (count + chunk - 1) / chunk
	next := make(chan int, chunks)
	for n := range chunks {
		next <- n
	}
	close(next)
	idle := make(chan []byte, 4*workers)
	for range cap(idle) {
		idle <- nil
	}
	done := make(chan part, cap(idle))
	for range workers {
		go func() {
			for b := range idle {
				n, ok := <-next
				if !ok {
					return
				}
				b = b[:0]
				for i := n * chunk; i < min((n+1)*chunk, count); i++ {
					b = item(b, i)
				}
				done <- part{n, b}
			}
		}()
	}
	defer close(idle)
	waiting := map[int][]byte{}
	var err error
	for n := 0; n < chunks; {
		p := <-done
		waiting[p.n] = p.b
		for b, ok := waiting[n]; ok; b, ok = waiting[n] {
			delete(waiting, n)
			n++
			if err == nil {
				_, err = w.Write(b)
			}
			idle <- b
		}
	}
	return err
}

func newWriter(m *abi.Model) *writer {
	w := &writer{m: m, n: newNames(m), funcKey: map[abi.FuncID]string{}, varKey: map[abi.VarID]string{}}
	w.nested = make([]uint64, m.NumFuncs()/64+1)
	w.inside = make([]uint64, m.NumVars()/64+1)
	w.markMembers()
	w.keepSymbols()
	w.giveKeys()
	w.sortEntities()
	return w
}

func bit(set []uint64, i uint32) bool { return set[i/64]&(1<<(i%64)) != 0 }
func setBit(set []uint64, i uint32)   { set[i/64] |= 1 << (i % 64) }

// markMembers finds what is written inside of a class: its functions and
// static members, each in the first class that lists it.
func (w *writer) markMembers() {
	for t := range w.m.Types {
		if !t.IsRecord() {
			continue
		}
		for _, id := range t.MethodIDs() {
			if w.m.Func(id).Row().Owner == t.ID() {
				setBit(w.nested, uint32(id))
			}
		}
		for _, id := range t.StaticIDs() {
			if w.m.Var(id).Row().Owner == t.ID() {
				setBit(w.inside, uint32(id))
			}
		}
	}
}

// keepSymbols gives ids to the symbols that are written: all but local ones
// that nothing owns.
func (w *writer) keepSymbols() {
	rows := w.m.Symbols()
	owned := make([]uint64, len(rows)/64+1)
	for f := range w.m.Funcs {
		for _, s := range f.SymbolRows() {
			setBit(owned, uint32(s.Sym))
		}
	}
	for v := range w.m.Vars {
		setBit(owned, uint32(v.Row().Symbol))
	}
	w.symID = make([]string, len(rows))
	for i := 1; i < len(rows); i++ {
		if rows[i].Binding != abi.BindLocal || bit(owned, uint32(i)) {
			w.symBy = append(w.symBy, abi.SymID(i))
		}
	}
	name := func(s abi.SymID) string { return w.m.Str(rows[s].Name) }
	slices.SortStableFunc(w.symBy, func(a, b abi.SymID) int {
		if c := strings.Compare(name(a), name(b)); c != 0 {
			return c
		}
		return strings.Compare(w.m.Str(rows[a].Version), w.m.Str(rows[b].Version))
	})
	ordinal := 1
	var ar arena
	for i, s := range w.symBy {
		id := name(s)
		if v := w.m.Str(rows[s].Version); v != "" {
			id = ar.add(id, "@", v)
		}
		if i > 0 && name(w.symBy[i-1]) == name(s) && rows[w.symBy[i-1]].Version == rows[s].Version {
			ordinal++
			id = ar.add(id, "#", itoa(uint64(ordinal)))
		} else {
			ordinal = 1
		}
		w.symID[s] = id
	}
	for i := 1; i < len(rows); i++ {
		im := w.m.Str(rows[i].Image)
		if im != "" && !slices.Contains(w.images, im) && len(w.images) < 1<<16 {
			w.images = append(w.images, im)
		}
	}
	slices.Sort(w.images)
}

// giveKeys names the functions and variables that scopes and aliases refer to.
func (w *writer) giveKeys() {
	taken := map[string]int{}
	fn := func(id abi.FuncID) {
		if id == 0 || w.funcKey[id] != "" {
			return
		}
		f := w.m.Func(id)
		key := f.LinkageName()
		if key == "" {
			key = w.n.scope[w.n.canon[f.Row().Scope]] + "::" + f.Name()
		}
		w.funcKey[id] = w.n.unique("f:"+key, taken)
	}
	for s := 1; s < w.m.NumScopes(); s++ {
		fn(w.m.Scope(abi.ScopeID(s)).Func)
	}
	for _, a := range w.m.Aliases() {
		switch a.Kind {
		case abi.AliasFunction:
			if int(a.Target) < w.m.NumFuncs() {
				fn(abi.FuncID(a.Target))
			}
		case abi.AliasVariable:
			id := abi.VarID(a.Target)
			if id == 0 || int(id) >= w.m.NumVars() || w.varKey[id] != "" {
				continue
			}
			v := w.m.Var(id)
			w.varKey[id] = w.n.unique("v:"+w.n.scope[w.n.canon[v.Row().Scope]]+"::"+v.Name(), taken)
		}
	}
}

// sortEntities orders the functions and variables that stand outside of
// classes: by scope, name, linkage name, then as the model has them.
func (w *writer) sortEntities() {
	rank := make([]uint32, w.m.NumScopes())
	for i, s := range w.n.scopes {
		rank[s] = uint32(i)
	}
	type key struct {
		rank          uint32
		id            uint32
		name, linkage abi.StrID
	}
	order := func(keys []key) {
		slices.SortFunc(keys, func(a, b key) int {
			switch {
			case a.rank != b.rank:
				return int(int64(a.rank) - int64(b.rank))
			case a.name != b.name:
				return strings.Compare(w.m.Str(a.name), w.m.Str(b.name))
			case a.linkage != b.linkage:
				return strings.Compare(w.m.Str(a.linkage), w.m.Str(b.linkage))
			}
			return int(int64(a.id) - int64(b.id))
		})
	}
	var keys []key
	for f := range w.m.Funcs {
		if r := f.Row(); !bit(w.nested, uint32(f.ID())) {
			keys = append(keys, key{rank[w.n.canon[r.Scope]], uint32(f.ID()), r.Name, r.Linkage})
		}
	}
	order(keys)
	for _, k := range keys {
		w.funcs = append(w.funcs, abi.FuncID(k.id))
	}
	keys = keys[:0]
	for v := range w.m.Vars {
		if r := v.Row(); !bit(w.inside, uint32(v.ID())) {
			keys = append(keys, key{rank[w.n.canon[r.Scope]], uint32(v.ID()), r.Name, r.Linkage})
		}
	}
	order(keys)
	for _, k := range keys {
		w.vars = append(w.vars, abi.VarID(k.id))
	}
}

// header is the version, the target and the built files.
func (w *writer) header() []byte {
	b := append([]byte(Magic), itoa(Version)...)
	b = append(b, '\n')
	t := w.m.Target()
	b = append(b, "target\t"...)
	b = append(b, t.Triple()...)
	for _, x := range []uint64{uint64(t.Arch), uint64(t.OS), uint64(t.Env), uint64(t.PointerSize), flag(t.BigEndian)} {
		b = append(b, '\t')
		b = strconv.AppendUint(b, x, 10)
	}
	b = append(b, '\n')
	for _, im := range w.images {
		b = append(b, "image\t"...)
		b = appendEscaped(b, baseName(im))
		b = append(b, '\n')
	}
	return b
}

func flag(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// baseName drops the folder: where a build ran is not part of the ABI.
func baseName(s string) string { return s[strings.LastIndexByte(s, '/')+1:] }
