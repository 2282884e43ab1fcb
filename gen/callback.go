package gen

import (
	"fmt"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// emitCallbacks writes, for functions that C++ declares and Rust must define,
// constants that compile only if the Rust function has the signature that C++
// calls: `const _: unsafe extern "C" fn(i32) -> i32 = crate::name;`.
func (g *generator) emitCallbacks() {
	if g.f.callbacks == nil {
		return
	}
	for f := range g.m.Funcs {
		if !hits(g.f.callbacks, f) || !f.Has(abi.FuncDeclaration) {
			continue
		}
		skip := Skip{Kind: "function", Name: f.Declaration()}
		sig := f.Signature()
		plan := g.ctx.Plan(sig)
		if plan.Refused != "" {
			skip.Reason, skip.Why = plan.Refused, plan.Why
			g.skip(skip)
			continue
		}
		if reason, why := g.oldRefuses(sig, true); reason != "" {
			skip.Reason, skip.Why = reason, why
			g.skip(skip)
			continue
		}
		c := g.callOf(sig, plan, 0, 0)
		if c.reason != "" {
			skip.Reason, skip.Why = c.reason, c.why
			g.skip(skip)
			continue
		}
		var params []string
		for _, p := range c.params {
			params = append(params, p.Type)
		}
		typ := fmt.Sprintf("unsafe extern %q fn(%s)", plan.ABI, strings.Join(params, ", "))
		if c.result != "" {
			typ += " -> " + c.result
		}
		g.root.items = append(g.root.items, rs.Const{Doc: "C++ calls " + g.funcDoc(f), Name: "_", Type: typ, Value: "crate::" + rs.Ident(f.Name())})
		g.out.count("callbacks")
	}
}
