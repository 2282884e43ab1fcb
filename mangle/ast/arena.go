package ast

// Arena is the storage of a reader's trees: nodes in pieces, and the slices of
// their Kids in one. It is used again for the next name, which ends the life
// of the trees of the one before. The zero value is ready.
type Arena struct {
	Stack []*Node // nodes being collected for a Kids slice

	pieces [][]Node
	piece  int // in use
	used   int // nodes of it
	kids   []*Node
}

// Reset takes everything back.
func (a *Arena) Reset() {
	for i := 0; i <= a.piece && i < len(a.pieces); i++ {
		n := len(a.pieces[i])
		if i == a.piece {
			n = a.used
		}
		clear(a.pieces[i][:n])
	}
	a.piece, a.used = 0, 0
	if cap(a.kids) == 0 {
		a.kids = make([]*Node, 0, 64)
	}
	a.kids, a.Stack = a.kids[:0], a.Stack[:0]
}

// New hands out a zeroed node.
func (a *Arena) New(k Kind) *Node {
	if a.piece < len(a.pieces) && a.used == len(a.pieces[a.piece]) {
		a.piece++
		a.used = 0
	}
	if a.piece == len(a.pieces) {
		size := 24
		if len(a.pieces) > 0 {
			size = min(2*len(a.pieces[len(a.pieces)-1]), 512)
		}
		a.pieces = append(a.pieces, make([]Node, size))
	}
	n := &a.pieces[a.piece][a.used]
	a.used++
	n.Kind = k
	return n
}

// Pieces is the number of pieces, of at most 512 nodes, that are in use.
func (a *Arena) Pieces() int { return a.piece + 1 }

// Take moves the collected nodes above mark into a slice of their own.
func (a *Arena) Take(mark int) []*Node {
	part := a.Stack[mark:]
	a.Stack = a.Stack[:mark]
	if len(part) == 0 {
		return nil
	}
	if len(a.kids)+len(part) > cap(a.kids) {
		a.kids = make([]*Node, 0, max(2*cap(a.kids), len(part)))
	}
	at := len(a.kids)
	a.kids = append(a.kids, part...)
	return a.kids[at:len(a.kids):len(a.kids)]
}
