package load

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// changesCalls is the compiler option by which functions of a unit are called in
// another way than the platform's are, "" if none is known. gcc lists options in
// DW_AT_producer (-grecord-gcc-switches, which is on), clang on request
// (-grecord-command-line); the entries of functions don't tell of these (GCC
// manual, "x86 Options", "Options for Code Generation Conventions", "Options
// Controlling C++ Dialect").
func changesCalls(t abi.Target, lang abi.Language, producer string) string {
	x86 := t.Arch == abi.X86_64 || t.Arch == abi.I386
	for _, word := range strings.Fields(producer) {
		name, value, _ := strings.Cut(word, "=")
		n, _ := strconv.Atoi(value)
		changes := false
		switch name {
		case "-mrtd", "-msseregparm", "-mno-fp-ret-in-387", "-mno-80387", "-msoft-float":
			changes = t.Arch == abi.I386
		case "-mregparm":
			changes = t.Arch == abi.I386 && n != 0
		case "-freg-struct-return":
			changes = t.Arch == abi.I386 && t.OS == abi.Linux
		case "-fpcc-struct-return":
			changes = t.Arch != abi.I386 || t.OS != abi.Linux
		case "-mabi":
			changes = x86 && (value == "ms" && t.OS != abi.Windows || value == "sysv" && t.OS == abi.Windows) ||
				t.Arch == abi.ARM && (value == "apcs-gnu" || value == "atpcs")
		case "-fabi-version": // 12 and 13 changed which classes travel by address
			changes = lang.Cxx() && n > 0 && n < 13
		case "-fpack-struct": // lowers alignments, which decide places of arguments
			changes = value == "" || n < 16
		case "-fclang-abi-compat":
			changes = value != "latest"
		default:
			changes = strings.HasPrefix(word, "-fcall-used-") || strings.HasPrefix(word, "-fcall-saved-")
		}
		if changes {
			return word
		}
	}
	return ""
}

// reportOptions says which units were compiled so that their functions are not
// called as others are.
func (l *loader) reportOptions() {
	units := map[string][]*unit{}
	for _, u := range l.units {
		if u.option != "" {
			units[u.option] = append(units[u.option], u)
		}
	}
	for _, o := range sortedNames(units) {
		first := units[o][0]
		l.issue("calls-changed", abi.Warning, fmt.Sprintf("%d units were compiled with %s, which changes how functions are called: %s", len(units[o]), o, first.entry(0).str(sName)),
			first.im.Name, first.u.Off)
	}
}
