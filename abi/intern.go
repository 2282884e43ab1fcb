package abi

import "hash/maphash"

// interner keeps each string once: the texts in one piece, their ends, and a
// hash table of ids with linear probing.
type interner struct {
	seed  maphash.Seed
	text  []byte
	offs  []uint32 // string id lies at text[offs[id]:offs[id+1]]
	table []slot   // a power of two long; id 0 is a free slot
	used  int
}

type slot struct {
	hash uint32
	id   StrID
}

func newInterner() interner {
	return interner{seed: maphash.MakeSeed(), offs: []uint32{0, 0}, table: make([]slot, 1<<10)}
}

func (t *interner) at(id StrID) []byte { return t.text[t.offs[id]:t.offs[id+1]] }

// add answers the id of a string whose hash is h; it does not keep s.
func (t *interner) add(h uint64, s string) StrID {
	if s == "" {
		return 0
	}
	mask := uint64(len(t.table) - 1)
	i := h & mask
	for ; t.table[i].id != 0; i = (i + 1) & mask {
		if t.table[i].hash == uint32(h>>32) && string(t.at(t.table[i].id)) == s {
			return t.table[i].id
		}
	}
	id := StrID(len(t.offs) - 1)
	t.text = append(room(t.text, len(s)), s...)
	t.offs = append(room(t.offs, 1), uint32(len(t.text)))
	t.table[i] = slot{uint32(h >> 32), id}
	if t.used++; t.used*2 > len(t.table) {
		t.grow()
	}
	return id
}

// find is add for strings that are not to be kept: 0 if s is not there.
func (t *interner) find(h uint64, s []byte) StrID {
	mask := uint64(len(t.table) - 1)
	for i := h & mask; t.table[i].id != 0; i = (i + 1) & mask {
		if t.table[i].hash == uint32(h>>32) && string(t.at(t.table[i].id)) == string(s) {
			return t.table[i].id
		}
	}
	return 0
}

func (t *interner) grow() {
	old := len(t.table)
	t.table = make([]slot, old*4)
	clear(t.table) // fresh memory that is read first is mapped twice
	mask := uint64(len(t.table) - 1)
	for id := StrID(1); int(id) < len(t.offs)-1; id++ {
		h := maphash.Bytes(t.seed, t.at(id))
		i := h & mask
		for t.table[i].id != 0 {
			i = (i + 1) & mask
		}
		t.table[i] = slot{uint32(h >> 32), id}
	}
}
