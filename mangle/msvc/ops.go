package msvc

// opInfo is a row of the table of operators and compiler helpers.
type opInfo struct {
	Code  string // Microsoft: what follows "?"
	Itan  string // Itanium code (ABI §5.1.3); helpers: the Microsoft code
	Unary string // Itanium code if there is one operand
	Text  string // as printed
}

// ops lists what can be the name of a function besides identifiers,
// constructors, destructors, conversions and literal operators. The helpers in
// backquotes have the names llvm-undname prints.
var ops = [...]opInfo{
	{"2", "nw", "", "operator new"}, {"3", "dl", "", "operator delete"}, {"4", "aS", "", "operator="},
	{"5", "rs", "", "operator>>"}, {"6", "ls", "", "operator<<"}, {"7", "nt", "", "operator!"},
	{"8", "eq", "", "operator=="}, {"9", "ne", "", "operator!="}, {"A", "ix", "", "operator[]"},
	{"C", "pt", "", "operator->"}, {"D", "ml", "de", "operator*"}, {"E", "pp", "", "operator++"},
	{"F", "mm", "", "operator--"}, {"G", "mi", "ng", "operator-"}, {"H", "pl", "ps", "operator+"},
	{"I", "an", "ad", "operator&"}, {"J", "pm", "", "operator->*"}, {"K", "dv", "", "operator/"},
	{"L", "rm", "", "operator%"}, {"M", "lt", "", "operator<"}, {"N", "le", "", "operator<="},
	{"O", "gt", "", "operator>"}, {"P", "ge", "", "operator>="}, {"Q", "cm", "", "operator,"},
	{"R", "cl", "", "operator()"}, {"S", "co", "", "operator~"}, {"T", "eo", "", "operator^"},
	{"U", "or", "", "operator|"}, {"V", "aa", "", "operator&&"}, {"W", "oo", "", "operator||"},
	{"X", "mL", "", "operator*="}, {"Y", "pL", "", "operator+="}, {"Z", "mI", "", "operator-="},
	{"_0", "dV", "", "operator/="}, {"_1", "rM", "", "operator%="}, {"_2", "rS", "", "operator>>="},
	{"_3", "lS", "", "operator<<="}, {"_4", "aN", "", "operator&="}, {"_5", "oR", "", "operator|="},
	{"_6", "eO", "", "operator^="}, {"_U", "na", "", "operator new[]"}, {"_V", "da", "", "operator delete[]"},
	{"__L", "aw", "", "operator co_await"}, {"__M", "ss", "", "operator<=>"},
	{"_F", "_F", "", "`default ctor closure'"}, {"_H", "_H", "", "`vector ctor iterator'"}, {"_I", "_I", "", "`vector dtor iterator'"},
	{"_J", "_J", "", "`vector vbase ctor iterator'"}, {"_K", "_K", "", "`virtual displacement map'"},
	{"_L", "_L", "", "`eh vector ctor iterator'"}, {"_M", "_M", "", "`eh vector dtor iterator'"},
	{"_N", "_N", "", "`eh vector vbase ctor iterator'"}, {"_O", "_O", "", "`copy ctor closure'"},
	{"_T", "_T", "", "`local vftable ctor closure'"},
	{"__A", "__A", "", "`managed vector ctor iterator'"}, {"__B", "__B", "", "`managed vector dtor iterator'"},
	{"__C", "__C", "", "`EH vector copy ctor iterator'"}, {"__D", "__D", "", "`EH vector vbase copy ctor iterator'"},
	{"__G", "__G", "", "`vector copy ctor iterator'"}, {"__H", "__H", "", "`vector vbase copy constructor iterator'"},
	{"__I", "__I", "", "`managed vector vbase copy constructor iterator'"},
}

// opByCode finds an operator by its Microsoft code.
func opByCode(code string) *opInfo {
	for i := range ops {
		if ops[i].Code == code {
			return &ops[i]
		}
	}
	return nil
}

// opByItanium finds an operator by its Itanium code.
func opByItanium(code string) *opInfo {
	for i := range ops {
		if ops[i].Itan == code || ops[i].Unary == code && code != "" {
			return &ops[i]
		}
	}
	return nil
}

// unaryOf is the Itanium code of an operator that has one operand.
func unaryOf(code string) string {
	if op := opByItanium(code); op != nil && op.Unary != "" {
		return op.Unary
	}
	return code
}

// structorText is how the compiler's variants of a destructor are printed, by
// their letter.
func structorText(variant string) string {
	switch variant {
	case "D":
		return "`vbase dtor'"
	case "E":
		return "`vector deleting dtor'"
	case "G":
		return "`scalar deleting dtor'"
	}
	return ""
}
