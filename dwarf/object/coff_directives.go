package object

import (
	"strconv"
	"strings"
)

// Directives are the linker options that a COFF object carries in its .drectve
// sections (PE specification, "The .drectve Section"; their meaning: Microsoft's
// linker options of the same names). Names are as the object spells them: decorated by
// compilers for Visual C++, without the underscore of i386 by those for MinGW.
type Directives struct {
	Exports     []ExportDirective
	Alternates  []AlternateName
	DefaultLibs []string // /DEFAULTLIB: libraries to search
	Includes    []string // /INCLUDE: symbols that are needed
	GuardSyms   []string // /GUARDSYM: targets of indirect calls, with their kind
	Merges      []string // /MERGE: FROM=TO, sections
	Other       []string // all other options, unquoted
}

// ExportDirective is /EXPORT:NAME[=SYMBOL][,@ORDINAL[,NONAME]][,DATA]: dllexport in the
// source. The DLL is made later, from this and other objects.
type ExportDirective struct {
	Name    string // in the DLL's export table
	Symbol  string // of the objects; "" for a forwarder
	Forward string // "other.target"
	Ordinal uint32 // 0: the linker chooses
	NoName  bool   // by ordinal alone
	Data    bool   // a variable: DATA or CONSTANT
	Private bool   // not in the import library
	plain   bool   // spelled as for MinGW: without the underscore of i386
}

// AlternateName is /ALTERNATENAME:NAME=DEFAULT: NAME means DEFAULT if nothing defines it.
type AlternateName struct{ Name, Default string }

// coffDirectives reads all .drectve sections.
func (im *Image) coffDirectives() error {
	for i := 1; i < len(im.Sections); i++ {
		s := &im.Sections[i]
		if s.Name != ".drectve" || s.NoBits {
			continue
		}
		b, err := im.SectionData(i)
		if err == nil {
			err = im.names.take(len(b))
		}
		if err != nil {
			return badSection(im.Name, s.Name, 0, "linker directives cannot be read: %w", err)
		}
		if im.Directives == nil {
			im.Directives = &Directives{}
		}
		// The mark of UTF-8; without it names are in the code page of the compiler's machine.
		for _, opt := range splitDirectives(strings.TrimPrefix(string(b), "\xef\xbb\xbf")) {
			im.Directives.add(opt)
		}
	}
	if im.Directives != nil {
		im.applyDirectives()
	}
	return nil
}

// splitDirectives splits at white space and zero bytes outside of double quotes, which are
// dropped. Backslashes are literal except before a quote, by the rules of Windows
// command lines: two stand for one, and one makes the quote a letter.
func splitDirectives(s string) []string {
	var out []string
	var word strings.Builder
	quoted, some := false, false
	s = strings.TrimRight(s, "\x00") // padding
	end := func() {
		if some {
			out = append(out, word.String())
		}
		word.Reset()
		some = false
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			n := len(s[i:]) - len(strings.TrimLeft(s[i:], `\`))
			quote := strings.HasPrefix(s[i+n:], `"`)
			some = true
			i += n - 1
			if !quote {
				word.WriteString(s[i+1-n : i+1])
				break
			}
			word.WriteString(strings.Repeat(`\`, n/2))
			if n%2 == 1 {
				word.WriteByte('"')
				i++
			}
		case c == '"':
			quoted, some = !quoted, true
		case !quoted && (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0):
			end()
		default:
			word.WriteByte(c)
			some = true
		}
	}
	end()
	return out
}

// add takes one option; names of options may be in either case and begin with / or -.
func (d *Directives) add(opt string) {
	if opt == "" {
		return
	}
	name, arg, has := strings.Cut(opt[1:], ":")
	if opt[0] != '/' && opt[0] != '-' || !has || arg == "" {
		d.Other = append(d.Other, opt)
		return
	}
	switch strings.ToLower(name) {
	case "export":
		if x, ok := parseExport(arg); ok {
			x.plain = opt[0] == '-'
			d.Exports = append(d.Exports, x)
			return
		}
	case "alternatename":
		if from, to, ok := strings.Cut(arg, "="); ok && from != "" && to != "" {
			d.Alternates = append(d.Alternates, AlternateName{from, to})
			return
		}
	case "defaultlib":
		d.DefaultLibs = append(d.DefaultLibs, arg)
		return
	case "include":
		d.Includes = append(d.Includes, arg)
		return
	case "guardsym":
		d.GuardSyms = append(d.GuardSyms, arg)
		return
	case "merge":
		d.Merges = append(d.Merges, arg)
		return
	}
	d.Other = append(d.Other, opt)
}

// parseExport reads the operand of /EXPORT.
func parseExport(arg string) (x ExportDirective, ok bool) {
	parts := strings.Split(arg, ",")
	name, sym, renamed := strings.Cut(parts[0], "=")
	x.Name, x.Symbol = name, name
	if renamed {
		if x.Symbol = sym; strings.Contains(sym, ".") {
			x.Symbol, x.Forward = "", sym
		}
	}
	for _, p := range parts[1:] {
		switch strings.ToLower(p) {
		case "noname":
			x.NoName = true
		case "data", "constant":
			x.Data = true
		case "private":
			x.Private = true
		default:
			n, err := strconv.ParseUint(strings.TrimPrefix(p, "@"), 10, 16)
			if err != nil || !strings.HasPrefix(p, "@") || n == 0 {
				return x, false
			}
			x.Ordinal = uint32(n)
		}
	}
	return x, x.Name != "" && x.Symbol+x.Forward != ""
}

// applyDirectives marks the symbols that will be exported under their own names and
// gives undefined ones their alternates.
func (im *Image) applyDirectives() {
	at := make(map[string]int, len(im.Symbols))
	for i := range im.Symbols {
		if s := &im.Symbols[i]; s.Binding != BindLocal {
			at[s.Raw] = i
		}
	}
	find := func(name string, plain bool) *Symbol {
		if plain && im.Machine == I386 && !coffDecorated(name) {
			name = "_" + name
		}
		i, ok := at[name]
		if !ok && im.Machine == I386 { // written by hand
			i, ok = at["_"+name]
		}
		if !ok {
			return nil
		}
		return &im.Symbols[i]
	}
	for _, x := range im.Directives.Exports {
		s := find(x.Symbol, x.plain)
		if s == nil || s.Undefined || x.Name != x.Symbol {
			continue
		}
		s.DLLExport = true
		if x.Ordinal != 0 {
			s.Ordinal = x.Ordinal
		}
	}
	for _, a := range im.Directives.Alternates {
		s, def := find(a.Name, false), find(a.Default, false)
		if s == nil || !s.Undefined || s.Alias != "" {
			continue
		}
		s.Binding, s.Alias = BindWeak, a.Default
		if def != nil && def != s {
			im.coffWeak(s, def)
		}
	}
}

// coffDecorated tells names of i386 that MinGW's tools take as they are: fastcall,
// vectorcall and Microsoft's C++ names.
func coffDecorated(name string) bool {
	return strings.HasPrefix(name, "@") || strings.HasPrefix(name, "?") || strings.Contains(name, "@@")
}
