//go:build clang && cgo

package header

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/go-clang/clang-v15/clang"
)

// Built says whether this build can read headers.
const Built = true

// Read parses headers with libclang and collects what they declare. Headers
// that do not compile under the flags are an error: facts of half a header
// would be wrong facts.
func Read(opt Options) (*Facts, error) {
	if len(opt.Headers) == 0 {
		return nil, errors.New("no headers were given")
	}
	if opt.Triple == "unknown" && !slices.ContainsFunc(opt.Flags, func(f string) bool { return f == "-target" || strings.HasPrefix(f, "--target=") }) {
		return nil, errors.New("the target of the object is not one that has a name here: give --target= among the flags")
	}
	r := &reader{facts: &Facts{Headers: opt.Headers, Flags: opt.Flags, Triple: opt.Triple, C: opt.C},
		seen: map[string]bool{}, funcs: map[string]int{}, texts: map[string][]byte{}, macros: map[string]Macro{}, near: map[string]bool{}}
	var text strings.Builder
	for _, h := range opt.Headers {
		abs, err := filepath.Abs(h)
		if err != nil {
			return nil, err
		}
		if strings.ContainsAny(abs, "\"\n") {
			return nil, fmt.Errorf("%q: a header's path can't have quotes or line ends", h)
		}
		r.files = append(r.files, abs)
		fmt.Fprintf(&text, "#include \"%s\"\n", abs)
	}
	tu, done, err := parse(opt, text.String(), true)
	if err != nil {
		return nil, err
	}
	defer done()
	info := tu.TargetInfo()
	r.pointer = int64(info.PointerWidth()) / 8
	info.Dispose()
	r.scope(tu.TranslationUnitCursor())
	for len(r.queue) > 0 {
		c := r.queue[0]
		r.queue = r.queue[1:]
		r.declared(c, false)
	}
	if err := r.ask(opt, text.String()); err != nil {
		return nil, err
	}
	r.sort()
	if opt.Macros {
		r.values(opt, text.String())
	}
	r.facts.Files = r.included()
	r.facts.Skipped = r.skipped(tu)
	return r.facts, nil
}

// parse runs libclang over a text that exists in memory only. Errors in it are
// errors.
func parse(opt Options, text string, macros bool) (clang.TranslationUnit, func(), error) {
	tu, done, err := parseAny(opt, text, macros)
	if err != nil {
		return tu, nil, err
	}
	if err := problems(tu); err != nil {
		done()
		return tu, nil, err
	}
	return tu, done, nil
}

// parseAny goes on after errors in the text.
func parseAny(opt Options, text string, macros bool) (clang.TranslationUnit, func(), error) {
	name := "tenon-headers.cc"
	if opt.C {
		name = "tenon-headers.c"
	}
	args := []string{"-Wno-everything", "-ferror-limit=20"}
	if opt.Triple != "" && opt.Triple != "unknown" {
		// Rust's triple names the extensions, clang's does not.
		args = append(args, "--target="+strings.Replace(opt.Triple, "riscv64gc-", "riscv64-", 1))
	}
	args = append(args, opt.Flags...)
	flags := uint32(clang.TranslationUnit_SkipFunctionBodies | clang.TranslationUnit_IncludeAttributedTypes)
	if macros {
		flags |= uint32(clang.TranslationUnit_DetailedPreprocessingRecord)
	}
	index := clang.NewIndex(0, 0)
	var tu clang.TranslationUnit
	code := index.ParseTranslationUnit2(name, args, []clang.UnsavedFile{clang.NewUnsavedFile(name, text)}, flags, &tu)
	if code != clang.Error_Success {
		index.Dispose()
		return tu, nil, fmt.Errorf("libclang could not start on the headers (%s): are the flags right: %s", code.Spelling(), strings.Join(opt.Flags, " "))
	}
	return tu, func() { tu.Dispose(); index.Dispose() }, nil
}

// problems are the errors of a unit.
func problems(tu clang.TranslationUnit) error {
	var errs []string
	for i := range tu.NumDiagnostics() {
		d := tu.Diagnostic(i)
		if d.Severity() >= clang.Diagnostic_Error {
			errs = append(errs, d.FormatDiagnostic(uint32(clang.Diagnostic_DisplaySourceLocation)))
		}
		d.Dispose()
	}
	if len(errs) == 0 {
		return nil
	}
	more := ""
	if len(errs) > 5 {
		more = fmt.Sprintf("\n  and %d more", len(errs)-5)
		errs = errs[:5]
	}
	return errors.New("the headers do not compile under these flags:\n  " + strings.Join(errs, "\n  ") + more)
}

// reader collects facts from one translation unit.
type reader struct {
	facts  *Facts
	files  []string // given headers, absolute
	seen   map[string]bool
	funcs  map[string]int // symbol → index in facts.Functions
	queue  []clang.Cursor // types outside of the given headers that those use
	texts  map[string][]byte
	macros map[string]Macro
	// pointer is the size of a pointer in bytes.
	pointer int64
	near    map[string]bool // files by whether they belong to the given headers
}

// included lists the given headers and those beside or below them that were
// read.
func (r *reader) included() []string {
	files := map[string]bool{}
	for _, f := range r.files {
		files[f] = true
	}
	for f, is := range r.near {
		if abs, err := filepath.Abs(f); err == nil && is {
			files[abs] = true
		}
	}
	out := make([]string, 0, len(files))
	for f := range files {
		out = append(out, f)
	}
	sort.Strings(out)
	return out
}

// skipped collects names of functions from conditional text that was left out.
func (r *reader) skipped(tu clang.TranslationUnit) map[string]Place {
	out := map[string]Place{}
	list := tu.AllSkippedRanges()
	if list == nil {
		return out
	}
	for _, e := range list.Ranges() {
		f, line, _, from := e.Start().FileLocation()
		_, _, _, to := e.End().FileLocation()
		name := f.Name()
		if !r.main(name) {
			continue
		}
		data := r.content(name)
		if int(to) > len(data) || from > to {
			continue
		}
		for n, text := range strings.Split(string(data[from:to]), "\n") {
			for _, id := range called(text) {
				if _, ok := out[id]; !ok {
					out[id] = Place{filepath.Clean(name), line + uint32(n)}
				}
			}
		}
	}
	return out
}

// systemRoots hold headers of many owners: a header there stands for itself.
var systemRoots = []string{"/usr/include", "/usr/local/include"}

// main reports whether a file is one of the given headers or lies beside or
// below one.
func (r *reader) main(file string) bool {
	is, ok := r.near[file]
	if !ok {
		is = r.belongs(file)
		r.near[file] = is
	}
	return is
}

func (r *reader) belongs(file string) bool {
	if abs, err := filepath.Abs(file); err == nil {
		file = abs
	}
	for _, h := range r.files {
		if file == h {
			return true
		}
		dir := filepath.Dir(h)
		shared := filepath.Dir(dir) == "/usr/include" && strings.Contains(filepath.Base(dir), "-linux-")
		for _, s := range systemRoots {
			shared = shared || dir == s
		}
		if !shared && strings.HasPrefix(file, dir+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

func placeOf(c clang.Cursor) Place {
	f, line, _, _ := c.Location().FileLocation()
	return Place{filepath.Clean(f.Name()), line}
}

// scope visits the declarations of a namespace or class.
func (r *reader) scope(parent clang.Cursor) {
	parent.Visit(func(c, _ clang.Cursor) clang.ChildVisitResult {
		switch c.Kind() {
		case clang.Cursor_Namespace, clang.Cursor_LinkageSpec, clang.Cursor_UnexposedDecl:
			r.scope(c)
		case clang.Cursor_MacroDefinition:
			r.macro(c)
		default:
			if c.Kind().IsDeclaration() && r.main(placeOf(c).File) {
				r.declared(c, true)
			}
		}
		return clang.ChildVisit_Continue
	})
}

func (r *reader) declared(c clang.Cursor, main bool) {
	switch c.Kind() {
	case clang.Cursor_StructDecl, clang.Cursor_ClassDecl, clang.Cursor_UnionDecl:
		r.record(c, main)
	case clang.Cursor_EnumDecl:
		r.enum(c, main)
	case clang.Cursor_FunctionDecl, clang.Cursor_CXXMethod, clang.Cursor_Constructor, clang.Cursor_Destructor, clang.Cursor_ConversionFunction:
		r.function(c, main)
	case clang.Cursor_VarDecl:
		r.variable(c, main)
	case clang.Cursor_FriendDecl:
		c.Visit(func(m, _ clang.Cursor) clang.ChildVisitResult {
			if m.Kind() == clang.Cursor_FunctionDecl {
				r.function(m, main)
			}
			return clang.ChildVisit_Continue
		})
	case clang.Cursor_TypedefDecl, clang.Cursor_TypeAliasDecl:
		r.typ(c.TypedefDeclUnderlyingType(), 0)
	}
}

// qualified spells a declaration with its scopes, "" if it or one of them has
// no name or is an instance of a template.
func qualified(c clang.Cursor) string {
	name := ownName(c)
	for p := c.SemanticParent(); name != ""; p = p.SemanticParent() {
		k := p.Kind()
		if p.IsNull() || k.IsTranslationUnit() || k.IsInvalid() {
			return name
		}
		if k == clang.Cursor_LinkageSpec || k == clang.Cursor_UnexposedDecl {
			continue
		}
		s := ownName(p)
		if s == "" {
			return ""
		}
		name = s + "::" + name
	}
	return name
}

func ownName(c clang.Cursor) string {
	s := c.Spelling()
	switch c.Kind() {
	case clang.Cursor_StructDecl, clang.Cursor_ClassDecl, clang.Cursor_UnionDecl, clang.Cursor_EnumDecl:
		if c.Type().NumTemplateArguments() > 0 {
			return ""
		}
		if s == "" || strings.ContainsAny(s, " (") {
			// typedef struct { … } name;
			s = c.Type().Spelling()
			if i := strings.LastIndex(s, "::"); i >= 0 {
				s = s[i+2:]
			}
			for _, tag := range []string{"struct ", "union ", "enum "} {
				s = strings.TrimPrefix(s, tag)
			}
			if strings.ContainsAny(s, " (<") {
				return ""
			}
		}
	case clang.Cursor_ClassTemplate, clang.Cursor_ClassTemplatePartialSpecialization, clang.Cursor_FunctionDecl, clang.Cursor_CXXMethod:
		if c.Kind() != clang.Cursor_FunctionDecl && c.Kind() != clang.Cursor_CXXMethod {
			return ""
		}
	}
	return s
}

func (r *reader) doc(c clang.Cursor) Doc {
	d := Doc{Comment: cleanComment(c.RawCommentText())}
	if c.Availability() == clang.Availability_Deprecated {
		d.Deprecated = true
		_, d.DeprecatedMessage, _, _, _ = c.PlatformAvailability(1)
	}
	return d
}

func (r *reader) sort() {
	f := r.facts
	sort.SliceStable(f.Records, func(i, j int) bool { return f.Records[i].Name < f.Records[j].Name })
	sort.SliceStable(f.Enums, func(i, j int) bool {
		return f.Enums[i].Scope+"::"+f.Enums[i].Name < f.Enums[j].Scope+"::"+f.Enums[j].Name
	})
	sort.SliceStable(f.Functions, func(i, j int) bool { return f.Functions[i].Symbols[0] < f.Functions[j].Symbols[0] })
	sort.SliceStable(f.Variables, func(i, j int) bool { return f.Variables[i].Name < f.Variables[j].Name })
	for _, m := range r.macros {
		f.Macros = append(f.Macros, m)
	}
	sort.Slice(f.Macros, func(i, j int) bool { return f.Macros[i].Name < f.Macros[j].Name })
}
