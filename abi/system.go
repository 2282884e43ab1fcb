package abi

import "strings"

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
// the host, of a cross compiler (/usr/x86_64-w64-mingw32/include), of Apple's
// SDK, of Visual C++ and its SDK.
func SystemFile(file string) bool {
	if strings.Contains(file, ".sdk/usr/include/") {
		return true
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
