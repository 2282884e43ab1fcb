//go:build clang && cgo

package header

import (
	"fmt"
	"strings"

	"github.com/go-clang/clang-v15/clang"

	"github.com/tenon-abi/tenon/abi"
)

// record collects a class that is defined, and what it declares.
func (r *reader) record(c clang.Cursor, main bool) {
	usr := c.USR()
	if !c.IsCursorDefinition() || r.seen[usr] {
		return
	}
	r.seen[usr] = true
	if main {
		c.Visit(func(m, _ clang.Cursor) clang.ChildVisitResult {
			switch m.Kind() {
			case clang.Cursor_FieldDecl, clang.Cursor_CXXBaseSpecifier:
			default:
				if m.Kind().IsDeclaration() {
					r.declared(m, true)
				}
			}
			return clang.ChildVisit_Continue
		})
	}
	t := c.Type()
	rec := Record{Doc: r.doc(c), Name: qualified(c), Place: placeOf(c), Union: c.Kind() == clang.Cursor_UnionDecl, Size: t.SizeOf(), Align: t.AlignOf(), Main: main}
	if rec.Name == "" || rec.Size < 0 || c.IsAnonymousRecordDecl() {
		return
	}
	r.fields(&rec, c, "", 0, 0)
	c.Visit(func(m, _ clang.Cursor) clang.ChildVisitResult {
		switch m.Kind() {
		case clang.Cursor_CXXBaseSpecifier:
			bt := r.typ(m.Type(), 0)
			rec.Bases = append(rec.Bases, Base{Name: bt.Name, Type: bt, Virtual: m.IsVirtualBase(), Offset: -1})
		case clang.Cursor_CXXMethod, clang.Cursor_ConversionFunction:
			if m.CXXMethod_IsVirtual() {
				rec.Virtuals = append(rec.Virtuals, Virtual{m.Spelling(), r.plain(m.Mangling()), int(m.NumArguments()), overrides(m)})
			}
		case clang.Cursor_Destructor:
			if m.CXXMethod_IsVirtual() {
				rec.VirtualDestructor = true
				rec.Virtuals = append(rec.Virtuals, Virtual{Name: m.Spelling(), Overrides: overrides(m)})
			}
		}
		return clang.ChildVisit_Continue
	})
	r.facts.Records = append(r.facts.Records, rec)
}

func overrides(c clang.Cursor) bool {
	list := c.OverriddenCursors()
	if len(list) == 0 {
		return false
	}
	clang.Dispose(list)
	return true
}

// fields appends the named members of c. Members of unnamed classes are listed
// as theirs: "u.a" for a member u of unnamed type, "a" for an anonymous one.
func (r *reader) fields(rec *Record, c clang.Cursor, prefix string, base int64, depth int) {
	if depth > maxTypeDepth {
		return
	}
	parent := c.Type()
	c.Visit(func(m, _ clang.Cursor) clang.ChildVisitResult {
		switch m.Kind() {
		case clang.Cursor_FieldDecl:
			f := Field{Doc: r.doc(m), Name: prefix + m.Spelling(), Place: placeOf(m), Type: r.typ(m.Type(), 0), Offset: m.OffsetOfField(), Bits: -1}
			if f.Offset >= 0 {
				f.Offset += base
			}
			if m.IsBitField() {
				f.Bits = m.FieldDeclBitWidth()
			}
			if m.Spelling() == "" {
				break // padding bits
			}
			rec.Fields = append(rec.Fields, f)
			if d := m.Type().CanonicalType().Declaration(); f.Type.Class == ClassRecord && f.Type.Name == "" && f.Offset >= 0 && unnamedDecl(d) {
				r.fields(rec, d, f.Name+".", f.Offset, depth+1)
			}
		case clang.Cursor_StructDecl, clang.Cursor_UnionDecl, clang.Cursor_ClassDecl:
			if m.IsAnonymousRecordDecl() {
				r.anonymous(rec, parent, m, prefix, base, depth)
			}
		}
		return clang.ChildVisit_Continue
	})
}

// unnamedDecl reports whether a class has no name. One that has a name but no
// qualified one is an instance of a template or lies in one.
func unnamedDecl(d clang.Cursor) bool {
	s := d.Spelling()
	return d.Type().NumTemplateArguments() <= 0 && (s == "" || strings.ContainsAny(s, " ("))
}

// anonymous appends the members of an anonymous member. libclang has no
// cursor for the member itself; its offset follows from a field's offset in
// the outer and in the inner class.
func (r *reader) anonymous(rec *Record, parent clang.Type, c clang.Cursor, prefix string, base int64, depth int) {
	inner := Record{}
	r.fields(&inner, c, prefix, 0, depth+1)
	for _, f := range inner.Fields {
		name := strings.TrimPrefix(f.Name, prefix)
		if off := parent.OffsetOf(name); off >= 0 && !strings.Contains(name, ".") {
			base += off - f.Offset
			for _, g := range inner.Fields {
				if g.Offset >= 0 {
					g.Offset += base
				}
				rec.Fields = append(rec.Fields, g)
			}
			return
		}
	}
}

// enum collects an enumeration.
func (r *reader) enum(c clang.Cursor, main bool) {
	usr := c.USR()
	if !c.IsCursorDefinition() || r.seen[usr] {
		return
	}
	r.seen[usr] = true
	e := Enum{Doc: r.doc(c), Name: qualified(c), Place: placeOf(c), Under: r.typ(c.EnumDeclIntegerType(), 0), Main: main}
	for p := c.SemanticParent(); !p.Kind().IsTranslationUnit() && !p.Kind().IsInvalid(); p = p.SemanticParent() {
		if p.Kind() != clang.Cursor_LinkageSpec && p.Kind() != clang.Cursor_UnexposedDecl {
			e.Scope = qualified(p)
			break
		}
	}
	c.Visit(func(m, _ clang.Cursor) clang.ChildVisitResult {
		if m.Kind() == clang.Cursor_EnumConstantDecl {
			v := Enumerator{Doc: r.doc(m), Name: m.Spelling(), Value: uint64(m.EnumConstantDeclValue())}
			if !e.Under.Signed {
				v.Value = m.EnumConstantDeclUnsignedValue()
			}
			e.Values = append(e.Values, v)
		}
		return clang.ChildVisit_Continue
	})
	r.facts.Enums = append(r.facts.Enums, e)
}

// ask asks the compiler what libclang 15 has no function for: where bases lie, and
// which classes travel by value. A second unit holds one constant per question;
// clang folds the pointer conversion under __builtin_constant_p, and its
// __is_trivially_relocatable answers canPassInRegisters of the class (clang 15,
// Type.cpp). Names that can't be written from outside stay without an answer.
func (r *reader) ask(opt Options, text string) error {
	var b strings.Builder
	b.WriteString(text)
	n := 0
	for i := range r.facts.Records {
		rec := &r.facts.Records[i]
		if !opt.C {
			fmt.Fprintf(&b, "static const int tenon_value_%d = __is_trivially_relocatable(::%s) ? %d : %d;\n", i, rec.Name, abi.Yes, abi.No)
			n++
		}
		for j := range rec.Bases {
			base := &rec.Bases[j]
			if base.Virtual || base.Name == "" {
				continue
			}
			e := fmt.Sprintf("(long long)(::%s *)(::%s *)4096", base.Name, rec.Name)
			fmt.Fprintf(&b, "static const long long tenon_base_%d_%d = __builtin_constant_p(%s) ? %s : %s;\n", i, j, e, e, e)
			n++
		}
	}
	if n == 0 {
		return nil
	}
	opt.Flags = append(append([]string{}, opt.Flags...), "-fno-access-control", "-ferror-limit=0")
	tu, done, err := parseAny(opt, b.String(), false)
	if err != nil {
		return err
	}
	defer done()
	tu.TranslationUnitCursor().Visit(func(c, _ clang.Cursor) clang.ChildVisitResult {
		name, ok := strings.CutPrefix(c.Spelling(), "tenon_")
		if !ok || c.Kind() != clang.Cursor_VarDecl {
			return clang.ChildVisit_Continue
		}
		v := c.Evaluate()
		defer v.Dispose()
		if v.Kind() != clang.Eval_Int {
			return clang.ChildVisit_Continue
		}
		// The headers may have such names too.
		var i, j int
		if _, err := fmt.Sscanf(name, "value_%d", &i); err == nil && i >= 0 && i < len(r.facts.Records) {
			r.facts.Records[i].ByValue = abi.Tri(v.AsLongLong())
		} else if _, err := fmt.Sscanf(name, "base_%d_%d", &i, &j); err == nil && i >= 0 && i < len(r.facts.Records) &&
			j >= 0 && j < len(r.facts.Records[i].Bases) && v.AsLongLong() >= 4096 {
			r.facts.Records[i].Bases[j].Offset = v.AsLongLong() - 4096
		}
		return clang.ChildVisit_Continue
	})
	return nil
}
