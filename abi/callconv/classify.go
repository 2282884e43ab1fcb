package callconv

import "github.com/tenon-abi/tenon/abi"

// state is what a convention keeps while it walks the values of one call.
type state struct {
	target       abi.Target
	cxx          bool // C++ side; false: rustc
	ints, floats int  // registers left
	cc           abi.CallConv
	variadic     bool
	unnamed      bool // no parameter of a variadic function is named
	compiler     abi.Compiler
	newGCC       bool
	blockArgs    bool // Microsoft x86: some argument is built in the argument block
	nulls        int  // x86-64 System V: registers that hold a std::nullptr_t, see nullSplits
}

// rules are one convention. arg and ret see values that travel by the
// platform's C rule; classes that C++ passes by address never reach them.
type rules struct {
	name string
	init func(*state)
	arg  func(*state, *ty) Travel
	ret  func(*state, *ty) Travel
}

// rulesFor is the C convention of a target; cc is what the function states.
func rulesFor(t abi.Target, cc abi.CallConv) (rules, bool) {
	switch {
	case t.Arch == abi.X86_64 && cc == abi.CCSysV64:
		return sysv64(), true
	case t.Arch == abi.X86_64 && (cc == abi.CCWin64 || t.OS == abi.Windows):
		return win64(), t.OS == abi.Windows
	case t.Arch == abi.X86_64:
		return sysv64(), true
	case t.Arch == abi.I386 && t.OS == abi.Windows && t.Env == abi.EnvMSVC:
		return winX86(cc), true
	case t.Arch == abi.I386 && t.OS == abi.Linux:
		return i386(cc), true
	case t.Arch == abi.AArch64 && t.OS == abi.Windows:
		return winARM64(), true
	case t.Arch == abi.AArch64 && t.OS == abi.Apple:
		return apple64(), true
	case t.Arch == abi.AArch64 && t.ELF():
		return aapcs64(), true
	case t.Arch == abi.ARM:
		return aapcs32(), true
	case t.Arch == abi.RISCV64:
		return riscv64(), true
	}
	return rules{}, false
}

func refuse(reason, why string) Travel {
	return Travel{Passing: Refused, Reason: reason, Why: why}
}

// Classify says how the values of a C++ call travel.
func Classify(c *Context, sig abi.Signature) Call {
	if !c.target.Known() {
		return refusedCall(sig, ReasonTarget, "no rules for this platform")
	}
	r, ok := rulesFor(c.target, sig.CC)
	if !ok || !conventionKnown(c.target, sig.CC) {
		return refusedCall(sig, ReasonConvention, "convention "+sig.CC.String()+" is not modelled for "+c.target.String())
	}
	st := &state{target: c.target, cxx: true, cc: sig.CC, variadic: sig.Variadic, compiler: c.compiler, newGCC: c.newGCC}
	st.unnamed = sig.Variadic && len(sig.Params) == 0 && !sig.Member
	call := Call{Convention: r.name, Variadic: sig.Variadic}
	if st.target.Arch == abi.I386 && st.target.Microsoft() {
		st.blockArgs = c.usesBlock(sig)
		if sig.Member && sig.CC == abi.CCDefault && !sig.Variadic {
			st.cc = abi.CCThiscall
			r, _ = rulesFor(c.target, st.cc)
			call.Convention = r.name
		}
	}
	r.init(st)
	c.classifyResult(&call, r, st, sig)
	hasThis := !sig.This.IsNone() || sig.Member
	this := func() {
		if hasThis {
			p := c.target.PointerSize
			call.This = r.arg(st, &ty{kind: kPtr, size: p, align: p, natural: p})
			call.This.Why, call.This.Certainty = "the object's address", abi.Computed
			if call.Convention == "thiscall" {
				call.This.Pieces = []Piece{{ClassIntReg, 0, p}}
			}
		}
	}
	hidden := func() {
		p := c.target.PointerSize
		r.arg(st, &ty{kind: kPtr, size: p, align: p, natural: p})
	}
	switch call.ResultAt {
	case HiddenFirst:
		hidden()
		this()
	case HiddenAfterThis:
		this()
		hidden()
	default:
		this()
	}
	call.Params = make([]Travel, 0, len(sig.Params))
	for _, p := range sig.Params {
		call.Params = append(call.Params, c.param(r, st, c.of(p)))
	}
	return call
}

func refusedCall(sig abi.Signature, reason, why string) Call {
	call := Call{Convention: "unknown", Result: refuse(reason, why)}
	for range sig.Params {
		call.Params = append(call.Params, refuse(reason, why))
	}
	return call
}

func conventionKnown(t abi.Target, cc abi.CallConv) bool {
	switch cc {
	case abi.CCDefault, abi.CCCdecl:
		return true
	case abi.CCStdcall, abi.CCThiscall, abi.CCFastcall, abi.CCVectorcall:
		return t.Arch == abi.I386 || t.OS == abi.Windows && cc != abi.CCVectorcall
	case abi.CCWin64, abi.CCSysV64:
		return t.Arch == abi.X86_64
	case abi.CCAAPCSVFP:
		return t.Arch == abi.ARM
	}
	return false
}

func (c *Context) usesBlock(sig abi.Signature) bool {
	for _, p := range sig.Params {
		if t := c.of(p); t.kind == kRecord && t.byAddress {
			return true
		}
	}
	return false
}

// param classifies one parameter: first the C++ rule, then the C rule.
func (c *Context) param(r rules, st *state, t *ty) Travel {
	x := c.paramTravel(r, st, t)
	x.Size = t.size
	if why := c.emptyMembers(t); why != "" && x.Passing != Ignored && x.Differs == "" && (c.target.Arch != abi.AArch64 || len(x.Pieces) > 1) {
		x.Differs = why
	}
	if x.Certainty == abi.Unknown && x.Passing != Refused {
		x.Certainty = abi.Computed
	}
	if t.triv != nil && t.triv.Certainty == abi.Stated && x.Passing != Refused {
		x.Certainty = abi.Stated
	}
	if x.Why == "" {
		x.Why = t.why
	}
	if t.kind == kRecord && x.Passing != Refused && t.triv != nil && t.triv.Dtor != abi.StateTrivial {
		x.CalleeDestroys = c.target.Microsoft() || t.triv.TrivialABI
	}
	return x
}

func (c *Context) paramTravel(r rules, st *state, t *ty) Travel {
	switch {
	case t.kind == kBad || t.reason != "":
		return refuse(t.reason, t.why)
	case t.kind == kVoid:
		return refuse(ReasonUnsupportedType, "a parameter of type void")
	case t.kind == kRecord && t.byAddress:
		if c.target.Microsoft() && c.target.Arch == abi.I386 {
			return Travel{Passing: ByvalStack, Size: t.size, Align: 4, InArgBlock: true,
				Why: t.why + ", so it is built in the argument block"}
		}
		p := c.target.PointerSize
		x := r.arg(st, &ty{kind: kPtr, size: p, align: p, natural: p})
		return Travel{Passing: Indirect, Pieces: x.Pieces, Why: t.why}
	}
	return r.arg(st, t)
}

// emptyMembers is set for a class that holds nothing but empty classes: where they
// are [[no_unique_address]], which debug information does not tell, clang takes it
// for empty (CodeGen/ABIInfoImpl.cpp, isEmptyField).
func (c *Context) emptyMembers(t *ty) string {
	if t.kind == kRecord && !t.byAddress && t.noData() && !t.isEmpty() && !c.target.Microsoft() && c.compiler != abi.CompilerGCC {
		return "clang passes nothing if the members are [[no_unique_address]]"
	}
	return ""
}

// classifyResult decides about the result and where its address travels.
func (c *Context) classifyResult(call *Call, r rules, st *state, sig abi.Signature) {
	switch {
	case sig.Constructor, sig.Destructor:
		call.Result = Travel{Passing: Void, Certainty: abi.Computed, Why: "constructors and destructors have no result"}
		call.ReturnsPointer = c.returnsThis(sig)
		return
	case sig.Result.IsNone() || sig.Result.IsVoid():
		call.Result = Travel{Passing: Void, Certainty: abi.Computed, Why: "no result"}
		return
	}
	t := c.of(sig.Result)
	call.Result = c.resultTravel(r, st, t, sig, call)
	call.Result.Size = t.size
	if call.Result.Why == "" {
		call.Result.Why = t.why
	}
	if why := c.emptyMembers(t); why != "" && call.Result.Passing == IndirectResult && (c.target.Arch == abi.ARM || c.target.Arch == abi.RISCV64) {
		call.Result.Differs = why
	}
	if call.Result.Passing == Refused {
		return
	}
	call.Result.Certainty = abi.Computed
	if t.triv != nil && t.triv.Certainty == abi.Stated && !c.target.Microsoft() {
		call.Result.Certainty = abi.Stated
	}
	if call.Result.Passing == IndirectResult && call.ResultAt == HiddenNone {
		call.ResultAt = c.hiddenPlace()
	}
	switch call.ResultAt {
	case HiddenFirst, HiddenAfterThis:
		call.ReturnsPointer = c.target.Arch != abi.ARM && c.target.Arch != abi.RISCV64
		if c.target.Arch == abi.I386 && c.target.OS == abi.Linux {
			call.CalleePops = 4
		}
	}
}

func (c *Context) hiddenPlace() HiddenPos {
	if c.target.Arch == abi.AArch64 {
		return HiddenX8
	}
	return HiddenFirst
}

// returnsThis: ARM C++ ABI §3.1.1 (also Apple arm64), Microsoft constructors.
func (c *Context) returnsThis(sig abi.Signature) bool {
	if c.target.Microsoft() {
		return sig.Constructor
	}
	return c.target.Arch == abi.ARM || c.target.Arch == abi.AArch64 && c.target.OS == abi.Apple
}

func (c *Context) resultTravel(r rules, st *state, t *ty, sig abi.Signature, call *Call) Travel {
	if t.kind == kBad || t.reason != "" {
		return refuse(t.reason, t.why)
	}
	if t.kind == kRecord && c.target.Microsoft() {
		if x, done := c.microsoftResult(t, sig, call); done {
			return x
		}
	} else if t.kind == kRecord && t.byAddress {
		return Travel{Passing: IndirectResult, Why: t.why}
	}
	return r.ret(st, t)
}

// microsoftResult applies the rules for class results (ABI-RULES §2.2).
func (c *Context) microsoftResult(t *ty, sig abi.Signature, call *Call) (Travel, bool) {
	if sig.Member {
		call.ResultAt = HiddenAfterThis
		return Travel{Passing: IndirectResult, Why: "Microsoft member functions return every class by hidden pointer after this"}, true
	}
	if t.triv == nil {
		return refuse(ReasonUnknownTriviality, t.why), true
	}
	yes, why := t.triv.MicrosoftResult()
	if t.byAddress {
		yes, why = abi.No, t.why
	}
	switch {
	case yes == abi.Maybe:
		return refuse(ReasonUnknownTriviality, why), true
	case yes == abi.No:
		call.ResultAt = HiddenFirst
		return Travel{Passing: IndirectResult, Why: why}, true
	}
	x, done := Travel{}, false
	if t.triv.MemberNotPlain {
		// Decided by the platform rule, but compilers disagree.
		r, _ := rulesFor(c.target, abi.CCDefault)
		st := &state{target: c.target, cxx: true, compiler: c.compiler, newGCC: c.newGCC}
		r.init(st)
		x, done = r.ret(st, t), true
		x.Differs = "Microsoft's documentation applies the rule to members, clang to the class only"
	}
	return x, done
}
