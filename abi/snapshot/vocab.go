package snapshot

import (
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// Magic starts every snapshot file.
const Magic = "tenon-abi "

// Version is the version of the format that this package writes and reads.
const Version = 2

// Words of the format. Their order is the order of the constants of package
// abi; a test checks that none is missing.
var (
	typeFlagWords = []string{"declaration", "scoped", "flexible", "vla", "variadic", "unprototyped", "by-value", "by-reference",
		"lambda", "export", "polymorphic", "object"}
	fieldFlagWords = []string{"artificial", "bit-field", "mutable", "vptr", "no-unique-address"}
	funcFlagWords  = []string{"external", "declaration", "member", "static", "virtual", "pure", "explicit", "deleted", "defaulted",
		"defaulted-out", "artificial", "inline", "noreturn", "variadic", "unprototyped", "constructor", "destructor", "conversion",
		"operator", "&", "&&", "const", "volatile", "template", "constexpr", "noexcept", "extern-c", "imported", "main",
		"abi-changed", "params-lost", "foreign"}
	paramFlagWords = []string{"artificial", "pack", "optional"}
	varFlagWords   = []string{"external", "declaration", "static", "thread-local", "constexpr", "inline", "artificial", "imported", "template", "several-values"}
	symFlagWords   = []string{"undefined", "exported", "default", "absolute", "comdat", "joined"}
	bindWords      = []string{"local", "global", "weak", "unique"}
	visWords       = []string{"default", "protected", "hidden", "internal"}
	symKindWords   = []string{"none", "func", "object", "tls", "ifunc", "common", "other"}
	variantWords   = []string{"plain", "complete", "base", "deleting", "unified", "vector-deleting", "vbase", "clone"}
	accessWords    = []string{"public", "protected", "private"}
	scopeWords     = []string{"global", "namespace", "inline-namespace", "anonymous-namespace", "record", "function", "enum"}
	argWords       = []string{"type", "value", "template", "pack", "unknown"}
	constWords     = []string{"none", "int", "uint", "bytes", "string", "address"}
	aliasWords     = []string{"unknown", "namespace", "directive", "type", "function", "variable"}
	severityWords  = []string{"note", "warning", "error"}
	compilerWords  = []string{"unknown", "gcc", "clang", "rustc", "msvc", "go", "other"}
	locWords       = []string{"-", "v", "i", "r", "p", "o"}
)

func kindWords() []string {
	var w []string
	for k := abi.KindNone; k <= abi.KindNullptr; k++ {
		w = append(w, k.String())
	}
	return w
}

func encWords() []string {
	var w []string
	for e := abi.EncNone; e <= abi.EncAddress; e++ {
		w = append(w, e.String())
	}
	return w
}

func ccWords() []string {
	var w []string
	for c := abi.CCDefault; c <= abi.CCOther; c++ {
		w = append(w, c.String())
	}
	return w
}

// word is the word of a value; unknown values are spelled by number so that
// nothing is lost.
func word(words []string, i int) string {
	if i >= 0 && i < len(words) {
		return words[i]
	}
	return "?" + itoa(uint64(i))
}

// appendFlags spells a set of flags as words joined by commas.
func appendFlags(b []byte, words []string, set uint64) []byte {
	first := true
	for i := 0; set != 0; i, set = i+1, set>>1 {
		if set&1 == 0 {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(b, word(words, i)...)
	}
	return b
}

// vocabulary finds the values of words.
type vocabulary map[string]int

func vocab(words []string) vocabulary {
	v := vocabulary{}
	for i, w := range words {
		v[w] = i
	}
	return v
}

func (v vocabulary) flags(s string) (set uint64, ok bool) {
	for s != "" {
		var w string
		w, s, _ = strings.Cut(s, ",")
		i, found := v[w]
		if !found || i > 63 {
			return 0, false
		}
		set |= 1 << i
	}
	return set, true
}
