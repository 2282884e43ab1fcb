package itanium

// opShape says how an operator's operands are encoded and printed.
type opShape uint8

const (
	prefixOp opShape = iota
	postfixOp
	binaryOp
	arrayOp
	memberOp
	newOp
	delOp
	callOp
	castOp // C-style conversion
	condOp
	namedCast
	ofIDOp // sizeof, alignof, typeid
	nameOnly
)

// prec is an operator precedence, tightest first.
type prec uint8

const (
	precPrimary prec = iota
	precPostfix
	precUnary
	precCast
	precPtrMem
	precMul
	precAdd
	precShift
	precSpaceship
	precRel
	precEq
	precAnd
	precXor
	precIor
	precAndIf
	precOrIf
	precCond
	precAssign
	precComma
	precDefault
)

// opInfo is a row of the operator table (ABI §5.1.3).
type opInfo struct {
	Code  string
	Shape opShape
	Flag  bool // ofIDOp: of a type; newOp, delOp: of an array; memberOp: -> rather than .
	Prec  prec
	Text  string // "+", "new[]", "sizeof "
}

// nameable reports whether the operator can be a function's name.
func (o *opInfo) nameable() bool {
	switch o.Shape {
	case namedCast, castOp, ofIDOp:
		return false
	case memberOp:
		return o.Code == "pt" || o.Code == "pm"
	}
	return true
}

// symbol is the operator's function name.
func (o *opInfo) symbol() string {
	switch o.Code {
	case "nw", "na", "dl", "da", "aw":
		return "operator " + o.Text
	}
	return "operator" + o.Text
}

var ops = [...]opInfo{
	{"aN", binaryOp, false, precAssign, "&="}, {"aS", binaryOp, false, precAssign, "="}, {"aa", binaryOp, false, precAndIf, "&&"},
	{"ad", prefixOp, false, precUnary, "&"}, {"an", binaryOp, false, precAnd, "&"}, {"at", ofIDOp, true, precUnary, "alignof "},
	{"aw", nameOnly, false, precPrimary, "co_await"}, {"az", ofIDOp, false, precUnary, "alignof "}, {"cc", namedCast, false, precPostfix, "const_cast"},
	{"cl", callOp, false, precPostfix, "()"}, {"cm", binaryOp, false, precComma, ","}, {"co", prefixOp, false, precUnary, "~"},
	{"cv", castOp, false, precCast, ""}, {"dV", binaryOp, false, precAssign, "/="}, {"da", delOp, true, precUnary, "delete[]"},
	{"dc", namedCast, false, precPostfix, "dynamic_cast"}, {"de", prefixOp, false, precUnary, "*"}, {"dl", delOp, false, precUnary, "delete"},
	{"ds", memberOp, false, precPtrMem, ".*"}, {"dt", memberOp, false, precPostfix, "."}, {"dv", binaryOp, false, precMul, "/"},
	{"eO", binaryOp, false, precAssign, "^="}, {"eo", binaryOp, false, precXor, "^"}, {"eq", binaryOp, false, precEq, "=="},
	{"ge", binaryOp, false, precRel, ">="}, {"gt", binaryOp, false, precRel, ">"}, {"ix", arrayOp, false, precPostfix, "[]"},
	{"lS", binaryOp, false, precAssign, "<<="}, {"le", binaryOp, false, precRel, "<="}, {"ls", binaryOp, false, precShift, "<<"},
	{"lt", binaryOp, false, precRel, "<"}, {"mI", binaryOp, false, precAssign, "-="}, {"mL", binaryOp, false, precAssign, "*="},
	{"mi", binaryOp, false, precAdd, "-"}, {"ml", binaryOp, false, precMul, "*"}, {"mm", postfixOp, false, precPostfix, "--"},
	{"na", newOp, true, precUnary, "new[]"}, {"ne", binaryOp, false, precEq, "!="}, {"ng", prefixOp, false, precUnary, "-"},
	{"nt", prefixOp, false, precUnary, "!"}, {"nw", newOp, false, precUnary, "new"}, {"oR", binaryOp, false, precAssign, "|="},
	{"oo", binaryOp, false, precOrIf, "||"}, {"or", binaryOp, false, precIor, "|"}, {"pL", binaryOp, false, precAssign, "+="},
	{"pl", binaryOp, false, precAdd, "+"}, {"pm", memberOp, true, precPtrMem, "->*"}, {"pp", postfixOp, false, precPostfix, "++"},
	{"ps", prefixOp, false, precUnary, "+"}, {"pt", memberOp, true, precPostfix, "->"}, {"qu", condOp, false, precCond, "?"},
	{"rM", binaryOp, false, precAssign, "%="}, {"rS", binaryOp, false, precAssign, ">>="}, {"rc", namedCast, false, precPostfix, "reinterpret_cast"},
	{"rm", binaryOp, false, precMul, "%"}, {"rs", binaryOp, false, precShift, ">>"}, {"sc", namedCast, false, precPostfix, "static_cast"},
	{"ss", binaryOp, false, precSpaceship, "<=>"}, {"st", ofIDOp, true, precUnary, "sizeof "}, {"sz", ofIDOp, false, precUnary, "sizeof "},
	{"te", ofIDOp, false, precPostfix, "typeid "}, {"ti", ofIDOp, true, precPostfix, "typeid "},
}

// findOp looks an operator code up; nil if it is none.
func findOp(code string) *opInfo {
	lo, hi := 0, len(ops)
	for lo < hi {
		mid := (lo + hi) / 2
		if ops[mid].Code < code {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(ops) && ops[lo].Code == code {
		return &ops[lo]
	}
	return nil
}

// OperatorName spells the operator function with an Itanium code:
// "operator+" for "pl"; "" if there is no such code.
func OperatorName(code string) string {
	if o := findOp(code); o != nil && o.nameable() {
		return o.symbol()
	}
	return ""
}

// OperatorCode is the inverse of [OperatorName]. An operator that exists with
// one and with two operands needs to know which (member functions count this).
func OperatorCode(name string, operands int) string {
	unary := map[string]string{"operator+": "ps", "operator-": "ng", "operator*": "de", "operator&": "ad"}
	if c := unary[name]; c != "" && operands == 1 {
		return c
	}
	for i := range ops {
		o := &ops[i]
		if o.nameable() && o.symbol() == name && (unary[name] == "" || o.Shape == binaryOp) {
			return o.Code
		}
	}
	return ""
}
