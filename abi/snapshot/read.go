package snapshot

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// ErrVersion says that a snapshot has another version of the format.
var ErrVersion = errors.New("the snapshot has another format version")

// ErrSyntax says that a file is not a snapshot, or a damaged one.
var ErrSyntax = errors.New("not a valid snapshot")

// Read reads a snapshot. What it allocates is proportional to the input.
func Read(r io.Reader) (*abi.Model, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	rd := &reader{text: string(data), refs: map[string]abi.TypeID{}, types: map[string]abi.TypeID{},
		scopes: map[string]abi.ScopeID{"": 0}, syms: map[string]abi.SymID{}, funcs: map[string]abi.FuncID{}, vars: map[string]abi.VarID{}}
	data = nil
	rd.vocabularies()
	if err := rd.version(); err != nil {
		return nil, err
	}
	rd.define()
	rd.lines(rd.line)
	rd.flush(0)
	rd.finish()
	if rd.err != nil {
		return nil, rd.err
	}
	m, err := rd.b.Finish()
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrSyntax, err)
	}
	return m, nil
}

// reader builds a model in two passes over the lines: the first gives every
// id its place in file order, the second fills the rows.
type reader struct {
	text string
	b    *abi.Builder
	err  error
	at   int // line number

	fields []string // of the current line
	refs   map[string]abi.TypeID
	types  map[string]abi.TypeID
	scopes map[string]abi.ScopeID
	syms   map[string]abi.SymID
	funcs  map[string]abi.FuncID
	vars   map[string]abi.VarID

	symRows []abi.SymbolRow
	scope   []scopeLine
	aliases []aliasLine
	target  abi.Target
	images  []abi.StrID

	typ *typeLines
	fn  *funcLines
	vr  *varLines

	kind, enc, cc, access, scopeKind, arg, konst, alias, severity, compiler, bind, vis, symKind, variant vocabulary
	typeFlags, fieldFlags, funcFlags, paramFlags, varFlags, symFlags                                     vocabulary
}

func (r *reader) vocabularies() {
	r.kind, r.enc, r.cc = vocab(kindWords_), vocab(encWords_), vocab(ccWords_)
	r.access, r.scopeKind, r.arg, r.konst = vocab(accessWords), vocab(scopeWords), vocab(argWords), vocab(constWords)
	r.alias, r.severity, r.compiler = vocab(aliasWords), vocab(severityWords), vocab(compilerWords)
	r.bind, r.vis, r.symKind, r.variant = vocab(bindWords), vocab(visWords), vocab(symKindWords), vocab(variantWords)
	r.typeFlags, r.fieldFlags, r.funcFlags = vocab(typeFlagWords), vocab(fieldFlagWords), vocab(funcFlagWords)
	r.paramFlags, r.varFlags, r.symFlags = vocab(paramFlagWords), vocab(varFlagWords), vocab(symFlagWords)
}

// fail records the first error with its line.
func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: line %d: %s", ErrSyntax, r.at, fmt.Sprintf(format, args...))
	}
}

// version checks the first line and reads the target, which ids depend on.
func (r *reader) version() error {
	first, _, _ := strings.Cut(r.text, "\n")
	v, ok := strings.CutPrefix(first, Magic)
	if !ok {
		return fmt.Errorf("%w: the first line is not %q", ErrSyntax, Magic+itoa(Version))
	}
	if n, err := strconv.ParseUint(strings.TrimSpace(v), 10, 32); err != nil || n != Version {
		return fmt.Errorf("%w: it says %q, this tenon reads %d; write it again with `tenon abi OBJECT -o FILE.abi`", ErrVersion, clip(v), Version)
	}
	r.b = abi.NewBuilder(abi.Target{})
	return nil
}

func clip(s string) string { return cut(strings.TrimSpace(s), 40) }

// lines hands every line to visit: its indentation and its fields.
func (r *reader) lines(visit func(depth int)) {
	text := r.text
	for r.at = 1; text != "" && r.err == nil; r.at++ {
		line := text
		if i := strings.IndexByte(text, '\n'); i >= 0 {
			line, text = text[:i], text[i+1:]
		} else {
			text = ""
		}
		if r.at == 1 || line == "" || line[0] == '#' {
			continue
		}
		depth := 0
		for depth < len(line) && line[depth] == '\t' {
			depth++
		}
		line = line[depth:]
		r.fields = r.fields[:0]
		for {
			i := strings.IndexByte(line, '\t')
			if i < 0 {
				r.fields = append(r.fields, line)
				break
			}
			r.fields = append(r.fields, line[:i])
			line = line[i+1:]
		}
		visit(depth)
	}
}

// define is the first pass: it reserves ids in file order.
func (r *reader) define() {
	r.lines(func(depth int) {
		if depth != 0 {
			return
		}
		word, id := r.fields[0], ""
		if len(r.fields) > 1 {
			id = r.fields[1]
		}
		taken := false
		switch word {
		case "target":
			r.readTarget()
			return
		case "scope":
			_, taken = r.scopes[id]
			r.scopes[id] = r.b.AddScope(abi.ScopeRow{})
		case "symbol":
			_, taken = r.syms[id]
			r.syms[id] = abi.SymID(len(r.syms) + 1)
		default:
			if _, ok := r.kind[word]; !ok {
				return
			}
			_, taken = r.types[id]
			r.types[id] = r.b.NewType()
		}
		if taken {
			r.fail("%s %q is there twice", word, clip(id))
		}
	})
	r.symRows = make([]abi.SymbolRow, len(r.syms)+1)
}

func (r *reader) readTarget() {
	t := &r.target
	t.Arch, t.OS, t.Env = abi.Arch(r.small(2, 63)), abi.OS(r.small(3, 63)), abi.Env(r.small(4, 63))
	t.PointerSize, t.BigEndian = abi.Bytes(r.small(5, 64)), r.small(6, 1) == 1
	r.b.SetTarget(*t)
}

// line is the second pass.
func (r *reader) line(depth int) {
	r.flush(depth)
	if depth > 0 {
		r.subLine(depth)
		return
	}
	switch word := r.fields[0]; word {
	case "target":
	case "image":
		r.images = append(r.images, r.str(1))
	case "scope":
		r.readScope()
	case "symbol":
		r.readSymbol()
	case "fn":
		r.readFunc(0)
	case "var":
		r.readVar(0)
	case "alias":
		r.readAlias()
	case "macro":
		r.b.AddMacro(abi.MacroRow{Name: r.str(1), Params: r.str(2), Body: r.str(3)})
	case "unit":
		r.readUnit()
	case "issue":
		r.b.AddIssue(abi.Issue{Code: r.plain(1), Severity: abi.Severity(r.word(r.severity, 2)), Entity: r.plain(3), File: r.plain(4), Message: r.plain(5)})
	default:
		if k, ok := r.kind[word]; ok {
			r.readType(abi.Kind(k))
			return
		}
		r.fail("unknown word %q", clip(word))
	}
}

func (r *reader) field(i int) string {
	if i < len(r.fields) {
		return r.fields[i]
	}
	return ""
}

// plain is a field without its escapes.
func (r *reader) plain(i int) string {
	s, ok := unescape(r.field(i))
	if !ok {
		r.fail("field %d has a bad escape", i)
	}
	return s
}

func (r *reader) str(i int) abi.StrID { return r.b.Str(r.plain(i)) }

// number is an unsigned field; empty is 0.
func (r *reader) number(i int, limit uint64) uint64 {
	s := r.field(i)
	if s == "" {
		return 0
	}
	x, err := strconv.ParseUint(s, 10, 64)
	if err != nil || x > limit {
		r.fail("field %d: %q is not a number up to %d", i, clip(s), limit)
		return 0
	}
	return x
}

func (r *reader) small(i int, limit uint64) uint64 { return r.number(i, limit) }
func (r *reader) u32(i int) uint32                 { return uint32(r.number(i, math.MaxUint32)) }
func (r *reader) u64(i int) uint64                 { return r.number(i, math.MaxUint64) }

// word is a field of one word; empty is 0.
func (r *reader) word(v vocabulary, i int) int {
	s := r.field(i)
	if s == "" {
		return 0
	}
	x, ok := v[s]
	if !ok {
		if n, err := strconv.ParseUint(strings.TrimPrefix(s, "?"), 10, 8); s[0] == '?' && err == nil {
			return int(n)
		}
		r.fail("field %d: unknown word %q", i, clip(s))
	}
	return x
}

func (r *reader) flags(v vocabulary, i int) uint64 {
	x, ok := v.flags(r.field(i))
	if !ok {
		r.fail("field %d: unknown flag in %q", i, clip(r.field(i)))
	}
	return x
}

func (r *reader) scopeID(i int) abi.ScopeID {
	id, ok := r.scopes[r.field(i)]
	if !ok {
		r.fail("scope %q is not defined", clip(r.field(i)))
	}
	return id
}

// ref is a field that names a type; empty and "-" are none.
func (r *reader) ref(i int) abi.TypeID { return r.resolve(r.field(i)) }

func (r *reader) resolve(s string) abi.TypeID {
	if s == "" || s == "-" {
		return 0
	}
	if id, ok := r.refs[s]; ok {
		return id
	}
	bar := strings.IndexByte(s, '|')
	if bar < 0 {
		return r.typeID(s)
	}
	return r.spelled(s, bar, 0)
}

func (r *reader) typeID(s string) abi.TypeID {
	id, ok := r.types[s]
	if !ok {
		r.fail("type %q is not defined", clip(s))
	}
	return id
}

// spelled reads OPS "|" ID, making one node per different spelling.
func (r *reader) spelled(s string, bar, depth int) abi.TypeID {
	if bar == 0 {
		if len(s) == 1 {
			return 0
		}
		return r.typeID(s[1:])
	}
	if id, ok := r.refs[s]; ok {
		return id
	}
	nd, n := r.opNode(s[:bar])
	if n == 0 || depth > maxDepth {
		r.fail("bad reference %q", clip(s))
		return 0
	}
	nd.Elem = r.spelled(s[n:], bar-n, depth+1)
	id := r.b.AddType(nd, abi.Origin{})
	r.refs[s] = id
	return id
}

// opNode reads the first letter of a reference and says how long it is.
func (r *reader) opNode(s string) (nd abi.Node, n int) {
	ptr := uint64(r.target.PointerSize)
	switch s[0] {
	case '*':
		return abi.Node{Kind: abi.KindPointer, Size: ptr}, 1
	case '&':
		return abi.Node{Kind: abi.KindLValueRef, Size: ptr}, 1
	case '^':
		return abi.Node{Kind: abi.KindRValueRef, Size: ptr}, 1
	case 'P':
		return abi.Node{Kind: abi.KindPointer}, 1
	case 'L':
		return abi.Node{Kind: abi.KindLValueRef}, 1
	case 'R':
		return abi.Node{Kind: abi.KindRValueRef}, 1
	case 'c':
		return abi.Node{Kind: abi.KindConst}, 1
	case 'v':
		return abi.Node{Kind: abi.KindVolatile}, 1
	case 'r':
		return abi.Node{Kind: abi.KindRestrict}, 1
	case 'a':
		return abi.Node{Kind: abi.KindAtomic}, 1
	case '[':
		end := strings.IndexByte(s, ']')
		if end < 0 {
			return nd, 0
		}
		nd = abi.Node{Kind: abi.KindArray}
		switch bound := s[1:end]; bound {
		case "":
			nd.Flags = abi.TypeFlexible
		case "?":
			nd.Flags = abi.TypeVLA
		default:
			x, err := strconv.ParseUint(bound, 10, 64)
			if err != nil {
				return nd, 0
			}
			nd.Size = x
		}
		return nd, end + 1
	}
	return nd, 0
}
