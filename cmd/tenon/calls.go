package main

import (
	"encoding/json"
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/spf13/cobra"
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/abi/names"
)

func callsCmd(e *env) *cobra.Command {
	var functions string
	cmd := &cobra.Command{
		Use:   "calls OBJECT... [--function RE]",
		Short: "how each parameter and result travels, in C++ and in the Rust signature that matches",
		Long: `calls prints for every function that has a symbol its C++ signature, the calling
convention, how each value travels and the fact that decides it, and the Rust
signature that passes the same values the same way, or why there is none.

How a value travels is one of: direct (registers or argument slots), indirect
(its address), indirect-result (the address of room for the result),
byval-stack (the object itself, on the stack), ignored, void, refused.

RE is a regular expression that matches the whole qualified name (with or without
inline namespaces), the whole name without scopes, or the whole symbol.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := e.oneOf("text", "json"); err != nil {
				return err
			}
			re, err := wholeName(functions)
			if err != nil {
				return err
			}
			m, err := e.load(args)
			if err != nil {
				return err
			}
			var list []callEntry
			c, witness := callconv.NewContext(m), names.New(m, names.Options{})
			m.Funcs(func(f abi.Function) bool {
				syms := f.Symbols()
				if len(syms) > 0 && nameMatches(re, f.QualifiedName(), f.PlainName(), f.Name(), syms[0].Name) {
					list = append(list, newCall(c, witness, f, syms[0]))
				}
				return true
			})
			if len(list) == 0 && re != nil {
				return fmt.Errorf("no function with a symbol is named %s among the %d functions of the input", functions, m.NumFuncs()-1)
			}
			sort.SliceStable(list, func(i, j int) bool {
				if list[i].symbol != list[j].symbol {
					return list[i].symbol < list[j].symbol
				}
				return list[i].cpp < list[j].cpp
			})
			return e.write(func(w io.Writer) error {
				if e.format == "json" {
					return callsJSON(w, list)
				}
				return callsText(w, list)
			})
		},
	}
	cmd.Flags().StringVar(&functions, "function", "", "only functions whose name or symbol matches `RE`")
	return cmd
}

// callEntry is one function: values in order of declaration, this first.
type callEntry struct {
	symbol, cpp, convention string
	result                  callValue
	params                  []callValue
	hidden                  string // where the result's address travels
	rust                    string
	refused, why            string
}

type callValue struct {
	name, cpp string
	travel    callconv.Travel
	form      callconv.Form
}

func newCall(c *callconv.Context, witness *names.Namer, f abi.Function, s abi.Symbol) callEntry {
	sig := f.Signature()
	plan, call := c.PlanCall(sig)
	if f.Has(abi.FuncParamsLost) {
		plan.Refused, plan.Why = callconv.ReasonParamsLost, "debug information lists fewer parameters than the symbol has"
	}
	if f.Has(abi.FuncABIChanged) {
		plan.Refused, plan.Why = callconv.ReasonABIChanged, "the compiler changed the interface of this definition"
	}
	if reason, why := callconv.Receiver(f, c.Target()); reason != "" {
		plan.Refused, plan.Why = reason, why
	}
	if plan.Refused == "" {
		if d, ok := witness.CheckSymbol(f, s.Name); ok {
			plan.Refused, plan.Why = "symbol-disagrees", "the symbol and debug info disagree: "+d.String()
		} else if why := c.Misplaced(f); why != "" {
			plan.Refused, plan.Why = "places-disagree", why
		}
	}
	x := callEntry{symbol: strings.TrimPrefix(s.Name, abi.Verbatim), cpp: f.Declaration(), convention: call.Convention, refused: plan.Refused, why: plan.Why}
	if call.ResultAt != callconv.HiddenNone {
		x.hidden = call.ResultAt.String()
	}
	x.result = callValue{cpp: sig.Result.String(), travel: call.Result, form: plan.Result.Form}
	if sig.Constructor || sig.Destructor {
		x.result.cpp = "void"
	}
	if call.This.Passing != callconv.Void {
		x.params = append(x.params, callValue{"this", thisText(f, sig), call.This, callconv.FormPointer})
	}
	own := paramNames(f)
	for i, p := range sig.Params {
		v := callValue{cpp: p.String(), travel: call.Params[i]}
		if i < len(own) {
			v.name = own[i]
		}
		if i < len(plan.Params) {
			v.form = plan.Params[i].Form
		}
		x.params = append(x.params, v)
	}
	if plan.Refused == "" {
		x.rust = rustSignature(f, sig, plan)
	}
	return x
}

func thisText(f abi.Function, sig abi.Signature) string {
	if !sig.This.IsNone() {
		return sig.This.String()
	}
	return f.Owner().QualifiedName() + " *"
}

func paramNames(f abi.Function) []string {
	var out []string
	for _, p := range f.Params() {
		if p.Flags&abi.ParamArtificial == 0 {
			out = append(out, p.Name)
		}
	}
	return out
}

// rustSignature spells the Rust function type that matches.
func rustSignature(f abi.Function, sig abi.Signature, p callconv.Plan) string {
	var ps []string
	out := "out: *mut " + rustName(sig.Result)
	if p.Result.Form == callconv.FormOutFirst {
		ps = append(ps, out)
	}
	if p.This.Form == callconv.FormPointer {
		this := "this: *mut "
		if f.Has(abi.FuncConstThis) {
			this = "this: *const "
		}
		ps = append(ps, this+rustName(f.Owner()))
	}
	if p.Result.Form == callconv.FormOutAfterThis {
		ps = append(ps, out)
	}
	own := paramNames(f)
	for i, s := range p.Params {
		name := fmt.Sprintf("a%d", i)
		if i < len(own) && own[i] != "" {
			name = own[i]
		}
		switch s.Form {
		case callconv.FormPointer:
			ps = append(ps, name+": *mut "+rustName(sig.Params[i]))
		case callconv.FormByte:
			ps = append(ps, name+": u8")
		case callconv.FormDirect:
			ps = append(ps, name+": "+rustType(sig.Params[i], s.Shape))
		}
	}
	if p.Variadic {
		ps = append(ps, "...")
	}
	ret := ""
	switch p.Result.Form {
	case callconv.FormDirect, callconv.FormByte:
		ret = " -> " + rustType(sig.Result, p.Result.Shape)
	case callconv.FormWrapped:
		ret = fmt.Sprintf(" -> Returned<%s, %d>", rustName(sig.Result), p.Result.Shape.Size)
	case callconv.FormX8:
		ret = " /* result at x8: " + rustName(sig.Result) + " */"
	case callconv.FormOutFirst, callconv.FormOutAfterThis:
		if p.ReturnsPointer {
			ret = " -> *mut " + rustName(sig.Result)
		}
	}
	return fmt.Sprintf("extern %q fn(%s)%s", p.ABI, strings.Join(ps, ", "), ret)
}

// rustType spells a value that travels by value.
func rustType(t abi.Type, s *callconv.Shape) string {
	switch {
	case s == nil:
		return "()"
	case s.Lanes > 0:
		return fmt.Sprintf("Vector<%s, %d>", s.Scalar, s.Lanes)
	case s.Scalar == callconv.Ptr:
		return rustPointer(t.Strip())
	case s.Scalar != callconv.NoScalar && !t.Strip().IsRecord() && t.Strip().Kind() != abi.KindEnum:
		return s.Scalar.String()
	}
	return rustName(t)
}

func rustPointer(t abi.Type) string {
	e := t.Elem()
	if k := t.Kind(); k != abi.KindPointer && !k.IsReference() {
		return "*mut core::ffi::c_void"
	}
	if e.Strip().Kind() == abi.KindFunc {
		return "*const core::ffi::c_void"
	}
	word := "*mut "
	if e.IsConst() {
		word = "*const "
	}
	if e.IsVoid() || e.IsNone() {
		return word + "core::ffi::c_void"
	}
	return word + rustName(e)
}

// rustName is a readable stand-in for the name the bindings choose.
func rustName(t abi.Type) string {
	t = t.Strip()
	if k := t.Kind(); k == abi.KindPointer || k.IsReference() {
		return rustPointer(t)
	}
	if n := t.Node(); n.Kind == abi.KindBase {
		return rustScalar(n)
	}
	if t.Kind() == abi.KindNone || t.IsVoid() {
		return "core::ffi::c_void"
	}
	var b strings.Builder
	for _, r := range t.QualifiedName() {
		switch {
		case r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == ':':
			b.WriteRune(r)
		default:
			b.WriteByte('_')
		}
	}
	return b.String()
}

func rustScalar(n abi.Node) string {
	switch n.Enc {
	case abi.EncBool:
		return "bool"
	case abi.EncFloat:
		return fmt.Sprintf("f%d", n.Size*8)
	case abi.EncSigned, abi.EncCharSigned:
		return fmt.Sprintf("i%d", n.Size*8)
	}
	return fmt.Sprintf("u%d", n.Size*8)
}

type jsonCalls struct {
	Schema    int        `json:"schema"`
	Functions []jsonCall `json:"functions"`
}

type jsonCall struct {
	Symbol     string      `json:"symbol"`
	Cpp        string      `json:"cpp"`
	Convention string      `json:"convention"`
	Result     jsonValue   `json:"result"`
	Params     []jsonValue `json:"params"`
	Rust       string      `json:"rust"`
	Reason     string      `json:"reason,omitempty"` // why there is no Rust signature
	Why        string      `json:"why,omitempty"`    // the same in words
	Hidden     string      `json:"hidden,omitempty"` // where the result's address travels
}

type jsonValue struct {
	Name      string `json:"name,omitempty"`
	Cpp       string `json:"cpp"`
	Passing   string `json:"passing"`
	Reason    string `json:"reason,omitempty"`
	Why       string `json:"why,omitempty"`
	Certainty string `json:"certainty,omitempty"`
}

func jsonOf(v callValue) jsonValue {
	j := jsonValue{Name: v.name, Cpp: v.cpp, Passing: v.travel.Passing.String(), Reason: v.travel.Reason, Why: v.travel.Why}
	if v.travel.Passing != callconv.Refused {
		j.Certainty = v.travel.Certainty.String()
	}
	return j
}

func callsJSON(w io.Writer, list []callEntry) error {
	out := jsonCalls{Schema: 1, Functions: []jsonCall{}}
	for _, c := range list {
		j := jsonCall{Symbol: c.symbol, Cpp: c.cpp, Convention: c.convention, Result: jsonOf(c.result), Params: []jsonValue{},
			Rust: c.rust, Reason: c.refused, Why: c.why, Hidden: c.hidden}
		for _, p := range c.params {
			j.Params = append(j.Params, jsonOf(p))
		}
		out.Functions = append(out.Functions, j)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

func callsText(w io.Writer, list []callEntry) error {
	for i, c := range list {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s\n  symbol %s, convention %s\n", c.cpp, c.symbol, c.convention)
		for _, p := range c.params {
			name := p.name
			if name == "" {
				name = "(unnamed)"
			}
			fmt.Fprintf(w, "  %s: %s: %s\n", name, p.cpp, travelText(p.travel))
		}
		result := travelText(c.result.travel)
		if c.hidden != "" {
			result += ", its address " + map[string]string{"first": "first", "after-this": "after this", "x8": "in x8"}[c.hidden]
		}
		fmt.Fprintf(w, "  result: %s: %s\n", c.result.cpp, result)
		if c.refused != "" {
			fmt.Fprintf(w, "  rust: refused (%s): %s\n", c.refused, c.why)
			continue
		}
		fmt.Fprintf(w, "  rust: %s\n", c.rust)
	}
	return nil
}

func travelText(t callconv.Travel) string {
	text := t.String()
	if t.Why != "" {
		text += "; " + t.Why
	}
	if t.CalleeDestroys {
		text += "; the callee destroys it"
	}
	return text
}
