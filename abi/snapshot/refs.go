package snapshot

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/zeebo/xxh3"
)

func itoa(n uint64) string { return strconv.FormatUint(n, 10) }

// op is the letter that spells a node without a line of its own, 0 if the node
// needs a line. Capital letters: the size is not stated.
func (n *names) op(nd abi.Node) byte {
	if nd.Name != 0 || nd.Align != 0 || nd.Scope != 0 || nd.Enc != 0 {
		return 0
	}
	if nd.Kind == abi.KindArray {
		if nd.Flags&^(abi.TypeFlexible|abi.TypeVLA) == 0 && nd.Side == 0 && nd.Flags != abi.TypeFlexible|abi.TypeVLA && (nd.Flags == 0 || nd.Size == 0) {
			return '['
		}
		return 0
	}
	if nd.Flags != 0 || nd.Side != 0 {
		return 0
	}
	sized := nd.Size == uint64(n.m.Target().PointerSize) && nd.Size != 0
	if !sized && nd.Size != 0 {
		return 0
	}
	switch nd.Kind {
	case abi.KindPointer:
		return either(sized, '*', 'P')
	case abi.KindLValueRef:
		return either(sized, '&', 'L')
	case abi.KindRValueRef:
		return either(sized, '^', 'R')
	}
	if sized {
		return 0
	}
	switch nd.Kind {
	case abi.KindConst:
		return 'c'
	case abi.KindVolatile:
		return 'v'
	case abi.KindRestrict:
		return 'r'
	case abi.KindAtomic:
		return 'a'
	}
	return 0
}

func either(b bool, x, y byte) byte {
	if b {
		return x
	}
	return y
}

// needsLine reports whether references cannot spell the unnamed type out.
func (n *names) needsLine(id abi.TypeID) bool {
	if n.op(n.m.Type(id).Node()) == 0 {
		return true
	}
	for range maxDepth {
		nd := n.m.Type(id).Node()
		if id == 0 || n.op(nd) == 0 {
			return false
		}
		id = nd.Elem
	}
	return true
}

// ops appends the letters of the nodes from id inwards and returns the type
// that has a line, 0 for none.
func (n *names) ops(b []byte, id abi.TypeID) ([]byte, abi.TypeID) {
	for depth := 0; id != 0; depth++ {
		nd := n.m.Type(id).Node()
		op := n.op(nd)
		if op == 0 || depth >= maxDepth {
			break
		}
		if op == '[' {
			b = append(b, '[')
			switch {
			case nd.Flags&abi.TypeVLA != 0:
				b = append(b, '?')
			case nd.Flags&abi.TypeFlexible == 0:
				b = strconv.AppendUint(b, nd.Size, 10)
			}
			b = append(b, ']')
		} else {
			b = append(b, op)
		}
		id = nd.Elem
	}
	return b, id
}

// appendRef spells a reference: "-" for none, OPS "|" ID, or ID alone.
func (n *names) appendRef(b []byte, id abi.TypeID) []byte {
	if id == 0 {
		return append(b, '-')
	}
	at := len(b)
	b, last := n.ops(b, id)
	name := ""
	if last != 0 {
		name = n.typ[last]
	}
	if len(b) > at || name == "-" || strings.IndexByte(name, '|') >= 0 {
		b = append(b, '|')
	}
	return appendEscaped(b, name)
}

// contentID gives a type without a name, such as a function type, an id from
// a hash of what it says.
func (n *names) contentID(id abi.TypeID, depth int) {
	for range maxDepth { // to the type that needs a line
		nd := n.m.Type(id).Node()
		if id == 0 || named(nd.Kind) || n.state[id] == 2 {
			return
		}
		if n.op(nd) == 0 {
			break
		}
		id = nd.Elem
	}
	nd := n.m.Type(id).Node()
	if n.state[id] == 1 || depth > maxDepth || n.op(nd) != 0 {
		n.cycles++
		n.typ[id] = n.arena.add("(cycle ", itoa(uint64(n.cycles)), ")")
		n.state[id] = 2
		return
	}
	n.state[id] = 1
	n.m.Visit(id, &abi.Visitor{Edge: func(_ string, _ int, to abi.TypeID) { n.contentID(to, depth+1) }})
	if n.state[id] == 2 {
		return // a cycle named it
	}
	body := n.appendTypeBody(nil, id)
	n.typ[id] = n.unique(n.arena.add(nd.Kind.String(), "~", base32(xxh3.Hash(body))), n.contents)
	n.state[id] = 2
}

// orderContents appends the types with content ids to the order.
func (n *names) orderContents() {
	at := len(n.order)
	for i, id := range n.state {
		if id == 2 && !named(n.m.Type(abi.TypeID(i)).Kind()) {
			n.order = append(n.order, abi.TypeID(i))
		}
	}
	slices.SortFunc(n.order[at:], func(a, b abi.TypeID) int { return strings.Compare(n.typ[a], n.typ[b]) })
}

// appendEscaped writes s so that it holds no tab, newline or other control
// byte; a backslash starts an escape.
func appendEscaped(b []byte, s string) []byte {
	if clean(s) {
		return append(b, s...)
	}
	const hex = "0123456789abcdef"
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\t':
			b = append(b, `\t`...)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\\':
			b = append(b, `\\`...)
		case c < ' ' || c == 0x7f:
			b = append(b, '\\', 'x', hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return b
}

// clean reports whether a string has nothing to escape. It looks at eight bytes
// at a time: x-1 borrows into the top bit of a byte that is zero, and x-0x20
// into that of one below 0x20.
func clean(s string) bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	for len(s) >= 8 {
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		slash, del := x^'\\'*ones, x^0x7f*ones
		if ((x-' '*ones)&^x|(slash-ones)&^slash|(del-ones)&^del)&tops != 0 {
			return false
		}
		s = s[8:]
	}
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] == '\\' || s[i] == 0x7f {
			return false
		}
	}
	return true
}

// unescape reverses appendEscaped.
func unescape(s string) (string, bool) {
	if strings.IndexByte(s, '\\') < 0 {
		return s, true
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b = append(b, s[i])
			continue
		}
		i++
		if i >= len(s) {
			return "", false
		}
		switch s[i] {
		case 't':
			b = append(b, '\t')
		case 'n':
			b = append(b, '\n')
		case '\\':
			b = append(b, '\\')
		case 'x':
			if i+2 >= len(s) {
				return "", false
			}
			v, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
			if err != nil {
				return "", false
			}
			b = append(b, byte(v))
			i += 2
		default:
			return "", false
		}
	}
	return string(b), true
}
