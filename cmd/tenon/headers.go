package main

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen"
	"github.com/tenon-abi/tenon/verify"
	"github.com/tenon-abi/tenon/verify/header"
)

// headerSet is what --headers and the arguments after "--" say.
type headerSet struct {
	headers, flags []string
}

// split takes the compiler flags after "--" off the arguments.
func (h *headerSet) split(cmd *cobra.Command, args []string) []string {
	if n := cmd.ArgsLenAtDash(); n >= 0 && n <= len(args) {
		h.flags = args[n:]
		return args[:n]
	}
	return args
}

// read parses the headers for the target and language of a model.
func (h *headerSet) read(m *abi.Model) (*header.Facts, error) {
	if !header.Built {
		return nil, hinted{usageError{header.ErrNotBuilt}, "make build-clang (needs libclang-15-dev), then use bin/tenon-clang"}
	}
	f, err := header.Read(header.Options{Headers: h.headers, Flags: h.flags, Triple: m.Target().Triple(), C: onlyC(m), Macros: true})
	if err != nil {
		return nil, hinted{err, "give the flags of the build after --, for example: -- -Iinclude -DNDEBUG -std=c++17"}
	}
	return f, nil
}

// onlyC reports whether every unit of a model is C, or assembly beside it.
func onlyC(m *abi.Model) bool {
	n := 0
	for _, u := range m.Units()[1:] {
		switch {
		case u.Language.C():
			n++
		case !u.Language.Assembly():
			return false
		}
	}
	return n > 0
}

// headerName reports whether a path is named as headers are.
func headerName(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".h", ".hh", ".hpp", ".hxx", ".h++", ".inc", ".ipp", ".inl", ".tcc":
		return true
	}
	return false
}

// forBind turns facts of headers into what the generator takes.
func forBind(f *header.Facts) *gen.Headers {
	h := &gen.Headers{Functions: map[string]gen.HeaderFunction{}, Variables: map[string]gen.HeaderItem{}, Types: map[string]gen.HeaderItem{},
		Members: map[string]gen.HeaderItem{}}
	item := func(d header.Doc) gen.HeaderItem {
		return gen.HeaderItem{Comment: d.Comment, Deprecated: d.Deprecated, Message: d.DeprecatedMessage}
	}
	for i := range f.Functions {
		fn := headerFunction(&f.Functions[i])
		fn.HeaderItem = item(f.Functions[i].Doc)
		for _, s := range f.Functions[i].Symbols {
			h.Functions[s] = fn
		}
	}
	for _, v := range f.Variables {
		h.Variables[v.Symbol] = item(v.Doc)
	}
	for _, r := range f.Records {
		h.Types[r.Name] = item(r.Doc)
		for _, m := range r.Fields {
			h.Members[r.Name+"::"+m.Name] = item(m.Doc)
		}
	}
	for _, e := range f.Enums {
		h.Types[e.Name] = item(e.Doc)
		for _, v := range e.Values {
			h.Members[e.Name+"::"+v.Name] = item(v.Doc)
		}
	}
	for _, m := range f.Macros {
		if g, ok := headerMacro(m); ok {
			h.Macros = append(h.Macros, g)
		}
	}
	return h
}

func headerFunction(f *header.Function) gen.HeaderFunction {
	out := gen.HeaderFunction{Noexcept: f.Noexcept}
	for _, p := range f.Params {
		out.Params = append(out.Params, gen.HeaderParam{Name: p.Name, Default: p.Default, Null: gen.Nullability(p.Type.Nullable)})
	}
	if f.Result != nil {
		out.Result = gen.Nullability(f.Result.Nullable)
	}
	return out
}

func headerMacro(m header.Macro) (gen.HeaderMacro, bool) {
	g := gen.HeaderMacro{Name: m.Name, File: m.Place.File, Int: m.Int, Float: m.Float, Text: m.Text}
	if m.Type == nil {
		return g, false
	}
	g.Size = int(m.Type.Size)
	switch m.Type.Class {
	case header.ClassBool:
		g.Kind = 'b'
	case header.ClassFloat:
		g.Kind = 'f'
	case header.ClassPointer:
		g.Kind = 's'
	case header.ClassInt:
		g.Kind = 'u'
		if m.Type.Signed {
			g.Kind = 'i'
		}
	default:
		return g, false
	}
	return g, true
}

// forModels reads the headers once per target, and says when they disagree
// with the objects.
func (h *headerSet) forModels(e *env, models []*abi.Model) (func(abi.Target) *gen.Headers, error) {
	if len(h.headers) == 0 {
		return nil, nil
	}
	all := map[abi.Target]*gen.Headers{}
	for _, m := range models {
		f, err := h.read(m)
		if err != nil {
			return nil, err
		}
		r := header.Check(f, m)
		r.Finish()
		if n := r.Count(verify.Breaking); n > 0 {
			e.warn("the headers disagree with the objects in %d places that break: tenon verify --headers lists them", n)
		}
		all[m.Target()] = forBind(f)
	}
	return func(t abi.Target) *gen.Headers { return all[t] }, nil
}
