package load_test

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// library is a library of Debian 12 with debug information, and the package
// that has it.
type library struct{ path, pkg string }

const libs = "/usr/lib/x86_64-linux-gnu/"

// judged are libraries in C and C++, of gcc 10 and 12, with and without
// optimisation, with units that dwz took apart, with indirect functions and
// assembly.
var judged = []library{
	{libs + "debug/libstdc++.so.6.0.30", "libstdc++6-12-dbg"},
	{libs + "libitpp.so.8", "libitpp8v5-dbg"},
	{libs + "libpcrecpp.so.0", "libpcre3-dbg"},
	{libs + "libpcre.so.3", "libpcre3-dbg"},
	{libs + "libm.so.6", "libc6-dbg"},
	{libs + "libc.so.6", "libc6-dbg"},
}

// others are the files that TENON_JUDGE names, separated by commas: any ELF
// file of a 64-bit little-endian target.
func others() (list []library) {
	for _, path := range strings.FieldsFunc(os.Getenv("TENON_JUDGE"), func(r rune) bool { return r == ',' }) {
		list = append(list, library{path, path})
	}
	return list
}

func (lib library) model(t *testing.T) *abi.Model {
	t.Helper()
	m, err := load.Files([]string{lib.path}, load.Options{})
	require.NoError(t, err, "package %s", lib.pkg)
	return m
}

// either are the facts of which units that are built differently have several:
// g++ describes in each unit what it uses, by other aliases of a type, with
// other template arguments left out. The model has one of them; of all other
// facts it has all.
var either = map[string]bool{"function": true, "result": true, "method": true, "static": true, "args": true, "variable": true, "record": true, "typedef": true}

// TestJudges: what the model says of real libraries is what a second reader
// finds in their debug entries, entry by entry, and nothing is missing: size,
// alignment, bases and members of every record, enumerators and underlying
// type of every enumeration, parameters, result, class, access, kind and
// virtual slot of every function, type and size of every variable, targets of
// typedefs, template arguments, and what is declared only.
//
// The second reader's limit: it can't tell the entry that g++ writes for a
// called function from the declaration of one without parameters and result,
// and takes it for that only where no unit says more.
func TestJudges(t *testing.T) {
	total := map[string]int{}
	for _, lib := range append(others(), judged...) {
		got := modelFacts(lib.model(t))
		want, err := walkFacts(lib.path)
		require.NoError(t, err, "package %s", lib.pkg)
		aliases := map[string]bool{} // functions that have the type of what their symbol names
		for _, i := range lib.model(t).Issues() {
			if strings.Contains(i.Message, "another type than what its symbol names") {
				aliases[i.Entity] = true
			}
		}
		shown := 0
		for _, key := range keysOf(got, want) {
			kind, name, _ := strings.Cut(key, " ")
			total[kind]++
			if aliases[name] {
				continue
			}
			if agrees(got[key], want[key], either[kind]) {
				continue
			}
			if shown++; shown <= 10 {
				t.Errorf("%s: %s\n  model: %s\n  entry: %s", lib.path, key, only(got, want, key), only(want, got, key))
			}
		}
		if shown > 10 {
			t.Errorf("%s: %d facts differ", lib.path, shown)
		}
	}
	t.Logf("facts compared: %v", total)
	for kind, least := range map[string]int{"args": 1500, "base": 800, "bytes": 1400, "declared": 200, "defined": 15000, "enum": 100, "function": 25000,
		"method": 18000, "result": 25000, "record": 3000, "shape": 3000, "static": 700, "typedef": 4000, "variable": 3500} {
		require.Greater(t, total[kind], least, kind)
	}
}

// agrees compares two sets of texts. One text of the second is enough if a
// thing is described by one of them.
func agrees(got, want map[string]bool, one bool) bool {
	if len(got) == 0 || len(want) == 0 || !one && len(got) != len(want) {
		return false
	}
	for text := range got {
		if !want[text] {
			return false
		}
	}
	return true
}

// only lists the texts that the first says and the second does not.
func only(a, b facts, key string) string {
	var list []string
	for _, text := range a.texts(key) {
		if !b[key][text] {
			list = append(list, text)
		}
	}
	if len(list) == 0 {
		return fmt.Sprintf("(%d, which the other one has too)", len(a[key]))
	}
	return strings.Join(list, "\n         ")
}

func keysOf(all ...facts) []string {
	set := map[string]bool{}
	for _, f := range all {
		for key := range f {
			set[key] = true
		}
	}
	keys := make([]string, 0, len(set))
	for key := range set {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// described are libraries that libabigail describes in a few seconds.
var described = []library{
	{libs + "libitpp.so.8", "libitpp8v5-dbg"},
	{libs + "libgsl.so.27", "libgsl-dbg"},
	{libs + "libpcre.so.3", "libpcre3-dbg"},
	{libs + "libm.so.6", "libc6-dbg"},
}

// TestLibabigail: what libabigail says of real libraries the model says too:
// layouts of records, values of enumerations, and by exported symbol the
// function or variable behind it with its types, class, access and slot.
//
// libabigail takes same-named types of several units for one, so that the
// model may say more than it.
func TestLibabigail(t *testing.T) {
	total, limits := map[string]int{}, map[string]int{}
	for _, lib := range append(others(), described...) {
		got, want := symbolFacts(lib.model(t)), abidw(t, lib.path).describe()
		for _, key := range keysOf(want) {
			kind, _, _ := strings.Cut(key, " ")
			total[kind]++
			same := false
			for text := range got[key] {
				same = same || want[key][text]
			}
			if same {
				continue
			}
			if why := abigailLimit(key, got.texts(key), want.texts(key)); why != "" {
				limits[why]++
				continue
			}
			t.Errorf("%s: %s\n  model:      %s\n  libabigail: %s", lib.path, key, strings.Join(got.texts(key), "\n              "), strings.Join(want.texts(key), "\n              "))
		}
	}
	t.Logf("facts compared: %v, limits of libabigail met: %v", total, limits)
	for kind, least := range map[string]int{"code": 10000, "layout": 900, "object": 200, "values": 40} {
		require.Greater(t, total[kind], least, kind)
	}
}

// abigailLimit names the limit of libabigail 2.2 behind a difference, "" if
// none is known. Each was checked against the bytes.
func abigailLimit(key string, got, want []string) string {
	if len(got) != 1 || len(want) != 1 {
		return ""
	}
	g, w := got[0], want[0]
	switch {
	case strings.Contains(g, "member of ") && withoutMemberPointers(g) == w:
		return "members and parameters of pointer-to-member type are left out"
	case strings.HasPrefix(key, "object ") && strings.HasPrefix(w, "[]") && strings.HasSuffix(g, w[1:]) && g[0] == '[':
		return "the bound of an array that was declared without it"
	case strings.HasPrefix(key, "code ") && w == "void ()" && strings.HasSuffix(key, "_finite@GLIBC_2.15"):
		return "functions of assembly have no parameters, whatever C units declare"
	case strings.HasPrefix(key, "layout std::_Deque_") && strings.ReplaceAll(g, "***", "**") == w:
		return "_Map_pointer is taken for _Elt_pointer, an alias of the same template"
	}
	return ""
}

// withoutMemberPointers leaves out the members and parameters that libabigail
// leaves out.
func withoutMemberPointers(s string) string {
	for {
		i := strings.Index(s, "member of ")
		if i < 0 {
			return s
		}
		// A member begins with "; name @…", a parameter after "(" or ",". It
		// ends behind the function type and what that leads to.
		lo := max(strings.LastIndex(s[:i], ";"), 0)
		if s[lo] != ';' {
			lo = i
		}
		end, depth := i, 0
		for ; end < len(s); end++ {
			switch s[end] {
			case '(', '<':
				depth++
			case ')', '>':
				depth--
			}
			if depth == 0 && (s[end] == ';' || s[end] == ',') {
				break
			}
		}
		if s[lo] != ';' {
			end++ // the comma
		}
		s = s[:lo] + s[min(end, len(s)):]
	}
}
