package load

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
)

// clang -gsimple-template-names leaves template arguments out of the names of
// classes and functions where the entries of the parameters say the same
// (llvm.org, "Debug info: simplified template names"), and out of those of
// variables always. Vec<int> and Vec<char> are then two types called Vec. The
// full names are written anew, in clang's spelling, so that a type has one name
// in all units.

// fullNames are the names of a unit's entries that are not what DW_AT_name
// says. Nobody changes them once all units have theirs.
type fullNames map[int32][]byte

// nameTemplates writes the full names of all units.
func (l *loader) nameTemplates() {
	workers(l.jobs, len(l.units), func() func(int) {
		return func(i int) {
			u := l.units[i]
			if len(u.templates) == 0 || u.gcc || !u.lang.Cxx() {
				return
			}
			size := int(u.u.End - u.u.Off)
			s := speller{u: u, full: fullNames{}, room: 4096 + spelledPerByte*size, time: 4096 + stepsPerByte*size}
			for _, i := range u.templates {
				s.steps = 0
				s.entry(u.entry(i))
			}
			for i, n := range s.full {
				if bytes.Equal(n, u.entry(i).bytes(sName)) {
					delete(s.full, i)
				}
			}
			u.full, u.templates, u.unspelled = s.full, nil, s.failed
		}
	})
	for _, u := range l.units {
		if u.unspelled > 0 {
			l.issue("template-names", abi.Error, fmt.Sprintf("the template arguments of %d names are not known: what has one of these names may be taken for another instance", u.unspelled), u.im.Name, u.u.Off)
		}
	}
}

// entityName is the name of a function or variable.
func entityName(r ref) []byte {
	if r.i >= 0 && r.u.full != nil {
		if n, ok := r.u.full[r.i]; ok {
			return n
		}
	}
	n := r.bytes(sName)
	if r.ok() && r.u.modules {
		n = withoutModules(n)
	}
	return n
}

// speller writes the names of one unit.
type speller struct {
	u      *unit
	full   fullNames // of entries of the unit, as far as known
	steps  int       // for one name
	depth  int
	room   int // bytes that names may still take
	time   int // types that may still be looked at
	failed int // classes and functions whose arguments are not known
}

const (
	maxSpellSteps  = 1 << 14
	maxSpellDepth  = 64
	maxSpelled     = 1 << 16 // bytes of one name
	spelledPerByte = 64      // bytes of all names for each of the unit's
	stepsPerByte   = 4
)

// entry is an entry's own name with its template arguments.
func (s *speller) entry(r ref) []byte {
	own := r.u == s.u && r.i >= 0
	if own {
		if n, ok := s.full[r.i]; ok {
			return n
		}
	}
	name := r.bytes(sName)
	if len(name) == 0 && r.tag() == dwarf.TagVariable {
		name = spec(r).bytes(sName) // only the definition of an instance has the arguments
	}
	if own {
		s.full[r.i] = name // of a name within itself
	}
	if s.simple(r, name) {
		args, some, ok := s.arguments(r)
		if s.room -= len(args); ok && s.room > 0 {
			name = []byte(string(name) + args)
		} else if some && own && r.tag() != dwarf.TagVariable { // see declareVar
			s.failed++
		}
	}
	if own {
		s.full[r.i] = name
	}
	return name
}

// simple reports whether a name may lack template arguments. Those of operators
// never do, and those of constructors are written like the others.
func (s *speller) simple(r ref, name []byte) bool {
	switch r.tag() {
	case dwarf.TagStructureType, dwarf.TagClassType, dwarf.TagUnionType, dwarf.TagSubprogram, dwarf.TagVariable, dwarf.TagTemplateAlias:
	default:
		return false
	}
	return len(name) > 0 && bytes.IndexByte(name, '<') < 0 && !bytes.HasPrefix(name, []byte("operator")) && !r.u.gcc
}

// arguments spells the template arguments of an entry, if it has some; ok is
// false if one of them is not known.
func (s *speller) arguments(r ref) (text string, some, ok bool) {
	var list []string
	size, known := 0, true
	var take func(c ref)
	take = func(c ref) {
		if size > maxSpelled {
			return
		}
		switch c.tag() {
		case dwarf.TagTemplateTypeParameter:
			list = append(list, s.typ(c.target(sType)))
		case dwarf.TagTemplateValueParameter:
			v, ok := s.value(c)
			known = known && ok
			list = append(list, v)
		case dwarf.TagGNUTemplateTemplateParam:
			list = append(list, c.str(sTemplName))
		case dwarf.TagGNUTemplateParameterPack:
			c.each(take)
		default:
			return
		}
		if some = true; len(list) > 0 {
			size += len(list[len(list)-1])
		}
	}
	r.each(take)
	if !some || !known || s.steps > maxSpellSteps || size > maxSpelled {
		return "", some, false
	}
	text = "<" + strings.Join(list, ", ")
	if strings.HasSuffix(text, ">") {
		text += " "
	}
	return text + ">", true, true
}

// value spells the argument of a parameter that is none of types.
func (s *speller) value(c ref) (string, bool) {
	v := c.get(sConst)
	if v.Class != dwarf.ClassUint && v.Class != dwarf.ClassSint {
		return "", false
	}
	t := plainEntry(c.target(sType))
	if !t.ok() {
		return "", false
	}
	signed, unsigned := strconv.FormatInt(int64(v.U), 10), strconv.FormatUint(v.U, 10)
	if isEnum(t) {
		if v.Class == dwarf.ClassUint {
			signed = unsigned
		}
		return "(" + s.qualified(t) + ")" + signed, true
	}
	switch name := t.str(sName); name {
	case "bool":
		return strconv.FormatBool(v.U != 0), true
	case "int":
		return signed, true
	case "long":
		return signed + "L", true
	case "long long":
		return signed + "LL", true
	case "unsigned int":
		return unsigned + "U", true
	case "unsigned long":
		return unsigned + "UL", true
	case "unsigned long long":
		return unsigned + "ULL", true
	case "short":
		return "(short)" + signed, true
	case "unsigned short":
		return "(unsigned short)" + unsigned, true
	case "char":
		return character(v.U), true
	case "signed char", "unsigned char":
		return "(" + name + ")" + character(v.U), true
	case "wchar_t":
		return "L" + character(v.U), true
	case "char8_t":
		return "u8" + character(v.U), true
	case "char16_t":
		return "u" + character(v.U), true
	case "char32_t":
		return "U" + character(v.U), true
	}
	return "", false
}

// character is a literal as clang writes it.
func character(v uint64) string {
	if i := strings.IndexByte("\a\b\f\n\r\t\v\\'", byte(v)); v < 0x80 && i >= 0 {
		return `'\` + `abfnrtv\'`[i:i+1] + "'"
	}
	if v&^0xff == ^uint64(0xff) {
		v &= 0xff
	}
	switch {
	case v >= 32 && v < 127:
		return "'" + string(rune(v)) + "'"
	case v < 1<<8:
		return fmt.Sprintf(`'\x%02x'`, v)
	case v < 1<<16:
		return fmt.Sprintf(`'\u%04x'`, v)
	}
	return fmt.Sprintf(`'\U%08x'`, v)
}

// plainEntry goes through typedefs and qualifiers.
func plainEntry(t ref) ref {
	for range maxSpellDepth {
		if !t.ok() || t.tag() != dwarf.TagTypedef && t.tag() != dwarf.TagConstType && t.tag() != dwarf.TagVolatileType {
			break
		}
		t = t.target(sType)
	}
	return t
}

// typ spells a type.
func (s *speller) typ(t ref) string {
	before, after := s.parts(t)
	return before + after
}

// parts spells a type as what stands before and behind a declared name
// ([dcl.meaning]).
func (s *speller) parts(t ref) (before, after string) {
	s.steps++
	s.time--
	if s.depth > maxSpellDepth || s.steps > maxSpellSteps || s.time < 0 {
		s.steps = maxSpellSteps + 1
		return "", ""
	}
	s.depth++
	defer func() { s.depth-- }()
	if !t.ok() {
		return "void", ""
	}
	switch t.tag() {
	case dwarf.TagTypedef, dwarf.TagTemplateAlias:
		return s.parts(t.target(sType))
	case dwarf.TagConstType, dwarf.TagVolatileType:
		return s.qualify(t)
	case dwarf.TagPointerType:
		return s.pointing(t, "*")
	case dwarf.TagReferenceType:
		return s.pointing(t, "&")
	case dwarf.TagRvalueReferenceType:
		return s.pointing(t, "&&")
	case dwarf.TagPtrToMemberType:
		return s.pointing(t, s.typ(t.target(sContaining))+"::*")
	case dwarf.TagArrayType:
		before, after = s.parts(t.target(sType))
		bounds := ""
		t.each(func(c ref) {
			if n, flags := bound(c); flags == 0 {
				bounds += fmt.Sprintf("[%d]", n)
			} else {
				bounds += "[]"
			}
		})
		return before, bounds + after
	case dwarf.TagSubroutineType:
		return s.function(t)
	case dwarf.TagBaseType:
		return scalarName(t), ""
	case dwarf.TagUnspecifiedType:
		if strings.Contains(t.str(sName), "nullptr") {
			return "std::nullptr_t", ""
		}
	}
	return s.qualified(t), ""
}

// qualify adds const and volatile: before the name of a type, and behind what
// points.
func (s *speller) qualify(t ref) (before, after string) {
	constant, volatile := false, false
	for range maxSpellDepth {
		if !t.ok() || t.tag() != dwarf.TagTypedef && t.tag() != dwarf.TagConstType && t.tag() != dwarf.TagVolatileType {
			break
		}
		constant, volatile = constant || t.tag() == dwarf.TagConstType, volatile || t.tag() == dwarf.TagVolatileType
		t = t.target(sType)
	}
	before, after = s.parts(t)
	text := qualifiers(constant, volatile)
	if t.ok() {
		switch t.tag() {
		case dwarf.TagPointerType, dwarf.TagPtrToMemberType:
			return before + text[1:], after
		case dwarf.TagSubroutineType: // of a member function
			return before, after + text
		}
	}
	return text[1:] + " " + before, after
}

// qualifiers spells const and volatile, each after a space.
func qualifiers(constant, volatile bool) (text string) {
	if constant {
		text = " const"
	}
	if volatile {
		text += " volatile"
	}
	return text
}

// spaced ends the name of a type with a space, which nothing that points has.
func spaced(before string) string {
	if n := len(before); n == 0 || strings.IndexByte("*&(", before[n-1]) >= 0 {
		return before
	}
	return before + " "
}

// pointing is a pointer, a reference or a pointer to member.
func (s *speller) pointing(t ref, mark string) (before, after string) {
	in := t.target(sType)
	before, after = s.parts(in)
	if in = plainEntry(in); in.ok() && (in.tag() == dwarf.TagSubroutineType || in.tag() == dwarf.TagArrayType) {
		return spaced(strings.TrimSuffix(before, " ")) + "(" + mark, ")" + after
	}
	return spaced(before) + mark, after
}

// function is a function's type. The object of a member function is no
// parameter, its qualifiers stand behind.
func (s *speller) function(t ref) (before, after string) {
	before, after = s.parts(t.target(sType))
	var list []string
	behind, size := "", 0
	t.each(func(p ref) {
		if size > maxSpelled {
			s.steps = maxSpellSteps + 1
			return
		}
		switch p.tag() {
		case dwarf.TagFormalParameter:
			if p.flag(sArtificial) && len(list) == 0 {
				behind = objectQualifiers(p.target(sType))
				return
			}
			list = append(list, s.typ(p.target(sType)))
			size += len(list[len(list)-1])
		case dwarf.TagUnspecifiedParameters:
			list = append(list, "...")
		}
	})
	if t.flag(sRefQ) {
		behind += " &"
	} else if t.flag(sRvalQ) {
		behind += " &&"
	}
	if after == "" {
		before = spaced(before)
	}
	return before, "(" + strings.Join(list, ", ") + ")" + behind + after
}

// objectQualifiers are those of what a this pointer points to.
func objectQualifiers(this ref) string {
	for this.ok() && this.tag() == dwarf.TagConstType {
		this = this.target(sType)
	}
	if !this.ok() || this.tag() != dwarf.TagPointerType {
		return ""
	}
	constant, volatile := false, false
	for t := this.target(sType); t.ok(); t = t.target(sType) {
		switch t.tag() {
		case dwarf.TagConstType:
			constant = true
		case dwarf.TagVolatileType:
			volatile = true
		default:
			return qualifiers(constant, volatile)
		}
	}
	return ""
}

// qualified is a name with the namespaces and classes around it; functions
// around a local type are left out.
func (s *speller) qualified(t ref) string {
	t = nominalEntry(spec(t))
	text := string(s.entry(t))
	for range maxSpellDepth {
		p := naming(t)
		if !p.ok() || p.tag() == dwarf.TagSubprogram {
			break
		}
		p = nominalEntry(p)
		name := string(s.entry(p))
		if p.tag() == dwarf.TagNamespace && name == "" {
			name = "(anonymous namespace)"
		}
		text, t = name+"::"+text, p
		if len(text) > maxSpelled {
			s.steps = maxSpellSteps + 1
			break
		}
	}
	return text
}
