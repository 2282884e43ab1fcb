package link

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// rustdoc's JSON as far as it is needed (rustdoc-types of Rust 1.95, format
// 57). Unknown fields are ignored; a newer format that moved what is read here
// shows up as types of Kind Unknown, never as a wrong one.
type (
	rdCrate struct {
		FormatVersion int               `json:"format_version"`
		Root          json.Number       `json:"root"`
		Index         map[string]rdItem `json:"index"`
		Paths         map[string]rdPath `json:"paths"`
		Target        struct {
			Triple string `json:"triple"`
		} `json:"target"`
	}
	rdItem struct {
		CrateID int               `json:"crate_id"`
		Name    string            `json:"name"`
		Attrs   []json.RawMessage `json:"attrs"`
		Span    *struct {
			Filename string `json:"filename"`
			Begin    [2]int `json:"begin"`
		} `json:"span"`
		Inner rdInner `json:"inner"`
	}
	// rdInner is what an item is, by its kind: an object of one key, or for a
	// kind without contents its name.
	rdInner map[string]json.RawMessage
	rdPath  struct {
		Path []string `json:"path"`
		Kind string   `json:"kind"`
	}
	rdSig struct {
		Inputs    [][2]json.RawMessage `json:"inputs"`
		Output    json.RawMessage      `json:"output"`
		CVariadic bool                 `json:"is_c_variadic"`
	}
	rdFunction struct {
		Sig      rdSig `json:"sig"`
		Generics struct {
			Params []json.RawMessage `json:"params"`
		} `json:"generics"`
		Header  rdHeader `json:"header"`
		HasBody bool     `json:"has_body"`
	}
	rdHeader struct {
		ABI json.RawMessage `json:"abi"`
	}
)

func (in *rdInner) UnmarshalJSON(data []byte) error {
	var kind string
	if json.Unmarshal(data, &kind) == nil {
		*in = rdInner{kind: json.RawMessage("{}")}
		return nil
	}
	return json.Unmarshal(data, (*map[string]json.RawMessage)(in))
}

// rustdocFormats are the format versions that this reader was run against.
const minRustdocFormat, maxRustdocFormat = 45, 60

// FromRustdoc reads the JSON of one crate, made with
//
//	RUSTC_BOOTSTRAP=1 rustdoc -Zunstable-options --output-format json --document-private-items
//
// and returns every function and static of extern blocks, and every exported
// definition.
func FromRustdoc(data []byte) (*Crate, error) {
	var doc rdCrate
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("rustdoc JSON: %w", err)
	}
	if doc.FormatVersion < minRustdocFormat || doc.FormatVersion > maxRustdocFormat {
		return nil, fmt.Errorf("rustdoc JSON has format version %d; versions %d to %d are understood", doc.FormatVersion, minRustdocFormat, maxRustdocFormat)
	}
	target, ok := abi.ParseTarget(doc.Target.Triple)
	if !ok {
		return nil, fmt.Errorf("rustdoc JSON is for target %q, which is not covered", doc.Target.Triple)
	}
	r := &rustdoc{doc: &doc, target: target, crate: &Crate{Target: target, Source: "source", Types: map[string]*Type{}}, seen: map[string]*Type{}}
	root := doc.Index[doc.Root.String()]
	r.crate.Name = root.Name
	r.module(doc.Root.String(), root.Name, map[string]bool{})
	return r.crate, nil
}

type rustdoc struct {
	doc    *rdCrate
	target abi.Target
	crate  *Crate
	seen   map[string]*Type // items without generic arguments, by id
	depth  int
	self   json.RawMessage // what Self stands for, in an impl block
}

const maxRustDepth = 64

// module walks a module's items in source order.
func (r *rustdoc) module(id, path string, open map[string]bool) {
	item, ok := r.doc.Index[id]
	if !ok || open[id] || len(open) > maxRustDepth {
		return
	}
	open[id] = true
	defer delete(open, id)
	var mod struct {
		Items []json.Number `json:"items"`
	}
	if json.Unmarshal(item.Inner["module"], &mod) != nil {
		return
	}
	for _, n := range mod.Items {
		child := r.doc.Index[n.String()]
		p := path + "::" + child.Name
		switch {
		case child.Inner["module"] != nil:
			r.module(n.String(), p, open)
		case child.Inner["function"] != nil:
			r.function(child, p)
		case child.Inner["static"] != nil:
			r.static(child, p)
		case child.Inner["struct"] != nil || child.Inner["union"] != nil || child.Inner["enum"] != nil:
			r.define(n.String(), child, p)
			r.impls(child, p)
		}
	}
}

// impls walks the functions in the impl blocks of a type.
func (r *rustdoc) impls(item rdItem, path string) {
	for _, raw := range item.Inner { // one key
		var body struct {
			Impls []json.Number `json:"impls"`
		}
		if json.Unmarshal(raw, &body) != nil {
			continue
		}
		for _, n := range body.Impls {
			var impl struct {
				Items []json.Number   `json:"items"`
				For   json.RawMessage `json:"for"`
			}
			if json.Unmarshal(r.doc.Index[n.String()].Inner["impl"], &impl) != nil {
				continue
			}
			for _, m := range impl.Items {
				if child := r.doc.Index[m.String()]; child.Inner["function"] != nil && child.CrateID == 0 {
					r.self = impl.For
					r.function(child, path+"::"+child.Name)
					r.self = nil
				}
			}
		}
	}
}

func (r *rustdoc) function(item rdItem, path string) {
	var f rdFunction
	if json.Unmarshal(item.Inner["function"], &f) != nil {
		return
	}
	symbol, exported := linkName(item)
	if f.HasBody && !exported || f.HasBody && generic(f.Generics.Params) {
		return
	}
	fn := r.sig(f.Sig)
	fn.Path, fn.Symbol, fn.ABI, fn.Defined = path, symbol, abiString(f.Header.ABI), f.HasBody
	fn.File, fn.Line = where(item)
	r.crate.Funcs = append(r.crate.Funcs, *fn)
}

// generic reports whether a function has parameters but lifetimes: then there
// is none of its name.
func generic(params []json.RawMessage) bool {
	return slices.ContainsFunc(params, func(raw json.RawMessage) bool {
		var p struct {
			Kind map[string]json.RawMessage `json:"kind"`
		}
		return json.Unmarshal(raw, &p) != nil || p.Kind["lifetime"] == nil
	})
}

// define files a type under its path.
func (r *rustdoc) define(id string, item rdItem, path string) {
	for _, raw := range item.Inner { // one key
		var body struct {
			Generics struct {
				Params []json.RawMessage `json:"params"`
			} `json:"generics"`
		}
		if json.Unmarshal(raw, &body) == nil && !generic(body.Generics.Params) && item.CrateID == 0 {
			r.crate.Types[path] = r.item(id, item, nil)
		}
	}
}

func (r *rustdoc) static(item rdItem, path string) {
	var s struct {
		Type    json.RawMessage `json:"type"`
		Mutable bool            `json:"is_mutable"`
		Expr    string          `json:"expr"`
	}
	if json.Unmarshal(item.Inner["static"], &s) != nil {
		return
	}
	symbol, exported := linkName(item)
	if s.Expr != "" && !exported {
		return
	}
	file, line := where(item)
	perThread := slices.ContainsFunc(item.Attrs, func(a json.RawMessage) bool {
		return strings.Contains(attrText(a), "thread_local") || strings.Contains(attrText(a), "ThreadLocal")
	})
	r.crate.Statics = append(r.crate.Statics, Static{Path: path, Symbol: symbol, Type: r.typ(s.Type, nil), Mutable: s.Mutable, Defined: s.Expr != "", ThreadLocal: perThread, File: file, Line: line})
}

func where(item rdItem) (string, uint32) {
	if item.Span == nil || item.Span.Begin[0] < 0 {
		return "", 0
	}
	return item.Span.Filename, uint32(item.Span.Begin[0])
}

// linkName is the symbol an item binds, and whether its definition is exported.
func linkName(item rdItem) (symbol string, exported bool) {
	symbol = item.Name
	for _, raw := range item.Attrs {
		var plain map[string]json.RawMessage
		var name string
		if json.Unmarshal(raw, &plain) == nil && json.Unmarshal(plain["export_name"], &name) == nil {
			symbol, exported = strings.TrimPrefix(name, "\x01"), true
			continue
		}
		text := attrText(raw)
		switch bare := strings.Trim(text, "#[]"); {
		case bare == "no_mangle" || bare == "unsafe(no_mangle)" || bare == "attr = NoMangle":
			exported = true
		case strings.Contains(text, "LinkName"), strings.Contains(text, "link_name"),
			strings.Contains(text, "ExportName"), strings.Contains(text, "export_name"):
			if s, ok := quoted(text); ok {
				symbol = strings.TrimPrefix(s, "\x01")
			}
			exported = exported || strings.Contains(text, "xport")
		}
	}
	return symbol, exported
}

// attrText is an attribute as text, whatever form rustdoc gave it.
func attrText(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	var obj map[string]json.RawMessage
	if json.Unmarshal(raw, &obj) != nil {
		return ""
	}
	for key, v := range obj {
		if json.Unmarshal(v, &s) == nil && len(obj) == 1 {
			return key + " " + s
		}
	}
	return string(raw)
}

// quoted is the first Rust string literal of an attribute's text.
func quoted(text string) (string, bool) {
	from := strings.IndexByte(text, '"')
	to := strings.LastIndexByte(text, '"')
	if from < 0 || to <= from {
		return "", false
	}
	lit := strings.ReplaceAll(text[from:to+1], `\u{1}`, `\x01`)
	s, err := strconv.Unquote(lit)
	return s, err == nil
}

func abiString(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s // "Rust"
	}
	var obj map[string]json.RawMessage
	if json.Unmarshal(raw, &obj) != nil {
		return ""
	}
	for key, v := range obj { // one key
		var u struct {
			Unwind bool `json:"unwind"`
		}
		if key == "Other" && json.Unmarshal(v, &s) == nil {
			return strings.Trim(s, `"`)
		}
		name := strings.ToLower(key)
		if key == "C" {
			name = "C"
		}
		if json.Unmarshal(v, &u) == nil && u.Unwind {
			return name + "-unwind"
		}
		return name
	}
	return ""
}

func (r *rustdoc) sig(s rdSig) *Func {
	f := &Func{Variadic: s.CVariadic}
	for _, in := range s.Inputs {
		var name string
		_ = json.Unmarshal(in[0], &name)
		f.Params = append(f.Params, Param{name, r.typ(in[1], nil)})
	}
	if len(s.Output) > 0 && string(s.Output) != "null" {
		if t := r.typ(s.Output, nil); t.Kind != Unit || t.Name != "()" {
			f.Result = t
		}
	}
	return f
}
