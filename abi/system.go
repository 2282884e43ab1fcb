package abi

import (
	"regexp"
	"strings"
)

// OfSystem reports whether a type comes from the implementation: the standard
// library or the system's headers. It is another one on another system.
func (t Type) OfSystem() bool {
	return t.m != nil && t.m.DeclaredBySystem(t.Origin(), t.Scope()) || strings.HasPrefix(t.Name(), "__va_list")
}

// DeclaredBySystem reports whether a place in the source is in the
// implementation's headers or namespaces.
func (m *Model) DeclaredBySystem(o Origin, scope ScopeID) bool {
	if SystemFile(m.Str(o.File)) {
		return true
	}
	for _, s := range m.ScopePath(scope) {
		row := m.Scope(s)
		n := m.Str(row.Name)
		return row.Kind == ScopeNamespace && (n == "std" || n == "__gnu_cxx" || n == "__cxxabiv1")
	}
	return false
}

// SystemFile reports whether a path is one of the implementation's headers: of
// the host, of a cross compiler (/usr/x86_64-w64-mingw32/include), of a folder
// with another system's headers (Apple's SDK, --sysroot), of a compiler
// anywhere, of Visual C++ and its SDK.
func SystemFile(file string) bool {
	for _, dir := range []string{"/usr/include/", "/lib/gcc/", "/lib/clang/", "/include/c++/"} {
		if strings.Contains(file, dir) {
			return true
		}
	}
	for _, dir := range []string{"Windows Kits", "VC/Tools/MSVC"} {
		if strings.Contains(strings.ReplaceAll(file, `\`, "/"), "/"+dir+"/") {
			return true
		}
	}
	rest, ok := strings.CutPrefix(file, "/usr/")
	dir, below, _ := strings.Cut(rest, "/")
	return ok && (dir == "include" || dir == "lib" || dir != "local" && strings.HasPrefix(below, "include/"))
}

const processor = `(x86|x86_64|i[3-6]86|amd64|aarch64|arm|arm64|armv\d+\w*|riscv\d*|powerpc\w*|ppc\w*|s390x?|mips\w*)([-.].*)?`

var (
	ofProcessor = regexp.MustCompile(`^(.*/)?` + processor + `/`)
	ofMachine   = regexp.MustCompile(`/lib/(gcc|clang)/|/(bits|sys|asm|` + processor + `)/|/fpu_control\.h$`)
)

// OtherElsewhere reports whether what a file declares may be something else on
// another target: a file of the implementation on another system, and on
// another processor
//   - a compiler's own file,
//   - one in a folder named after a processor: /usr/include/x86_64-linux-gnu,
//     sysdeps/x86 (not in whole paths of others than the implementation, where
//     it may be the name of a folder for building),
//   - one where glibc keeps what depends on the processor elsewhere.
func OtherElsewhere(file string, from, to Target) bool {
	system := SystemFile(file)
	switch {
	case from == to:
		return false
	case system && (from.OS != to.OS || from.Env != to.Env && from.Env != EnvGNUEABIHF && to.Env != EnvGNUEABIHF):
		return true
	case from.Arch == to.Arch:
		return false
	case system:
		return ofMachine.MatchString(file)
	}
	return !strings.HasPrefix(file, "/") && ofProcessor.MatchString(file)
}
