package object

func pick[T ~uint8](names []string, v T) string {
	if int(v) < len(names) {
		return names[v]
	}
	return "unknown"
}

func (k Kind) String() string {
	return pick([]string{"unknown", "ELF", "Mach-O", "COFF", "PE", "archive", "universal"}, k)
}

func (f Format) String() string {
	return pick([]string{"unknown", "ELF", "Mach-O", "COFF", "PE"}, f)
}

func (m Machine) String() string {
	return pick([]string{"unknown", "x86_64", "i386", "aarch64", "arm", "riscv64", "riscv32", "powerpc", "powerpc64",
		"mips", "mips64", "s390x", "sparc", "sparc64", "loongarch64", "loongarch32"}, m)
}

func (o OS) String() string {
	return pick([]string{"none", "linux", "freebsd", "netbsd", "openbsd", "solaris", "android", "macos", "ios", "darwin", "windows"}, o)
}

func (t Type) String() string {
	return pick([]string{"unknown", "relocatable", "executable", "shared", "debug-only", "core", "import"}, t)
}

func (b Binding) String() string { return pick([]string{"local", "global", "weak", "unique"}, b) }

func (v Visibility) String() string {
	return pick([]string{"default", "internal", "hidden", "protected"}, v)
}

func (k SymKind) String() string {
	return pick([]string{"notype", "func", "object", "tls", "section", "file", "ifunc", "common"}, k)
}
