package load

import "math/rand/v2"

// table finds values by hashes. It takes a hash for the thing itself: whoever
// asks has mixed 64 bits of everything that matters. An own table takes one
// access to memory where a map takes three.
type table[V any] struct {
	seed  uint64 // keys come from files: nobody shall choose where they go
	slots []tableSlot[V]
	used  int
}

type tableSlot[V any] struct {
	key   uint64 // 0 is a free slot
	value V
}

// newTable makes a table with room for n values.
func newTable[V any](n int) *table[V] {
	size := 64
	for size < 2*n {
		size *= 2
	}
	return &table[V]{seed: rand.Uint64() | 1, slots: freshSlots[V](size)}
}

// at is the slot of a key, or the free one where it belongs.
func (t *table[V]) at(key uint64) *tableSlot[V] {
	mask := uint64(len(t.slots) - 1)
	h := key * t.seed
	for i := (h ^ h>>32) & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.key == key || s.key == 0 {
			return s
		}
	}
}

// get is the value of a key, the zero value if there is none.
func (t *table[V]) get(key uint64) V {
	s := t.at(max(key, 1))
	return s.value
}

// has reports whether a key has a value.
func (t *table[V]) has(key uint64) bool { return t.at(max(key, 1)).key != 0 }

// put sets the value of a key.
func (t *table[V]) put(key uint64, v V) {
	key = max(key, 1)
	s := t.at(key)
	if s.key == 0 {
		if t.used++; t.used*4 > len(t.slots)*3 {
			t.grow()
			s = t.at(key)
		}
		s.key = key
	}
	s.value = v
}

func (t *table[V]) grow() { t.resize(2 * len(t.slots)) }

// reserve makes room for n values in all.
func (t *table[V]) reserve(n int) {
	size := len(t.slots)
	for size*3 < n*4 {
		size *= 2
	}
	if size > len(t.slots) {
		t.resize(size)
	}
}

func (t *table[V]) resize(size int) {
	old := t.slots
	t.slots = freshSlots[V](size)
	for i := range old {
		if old[i].key != 0 {
			*t.at(old[i].key) = old[i]
		}
	}
}

// freshSlots makes free slots. They are written to at once: the system maps a fresh
// page that is read first a second time when it is written, and interrupts all cores
// for it (5% of the time of loading libceph-common).
func freshSlots[V any](size int) []tableSlot[V] {
	slots := make([]tableSlot[V], size)
	clear(slots)
	return slots
}
