package abi

import "strings"

// Arch is a processor architecture.
type Arch uint8

// Architectures.
const (
	ArchUnknown Arch = iota
	X86_64
	I386
	AArch64
	ARM
	RISCV64
	ArchOther
)

// OS is an operating system as far as ABIs differ by it.
type OS uint8

// Operating systems.
const (
	OSUnknown OS = iota
	Linux
	Apple
	Windows
	FreeBSD
)

// Env tells the ABIs of one architecture and system apart.
type Env uint8

// Environments.
const (
	EnvNone Env = iota
	EnvGNU      // glibc; MinGW on Windows
	EnvMSVC
	EnvGNUEABIHF // ARM hard-float
	EnvMusl
	EnvAndroid
)

// Target is what the platform rules depend on. The zero value is unknown.
type Target struct {
	Arch        Arch
	OS          OS
	Env         Env
	PointerSize Bytes
	BigEndian   bool
}

// Microsoft reports whether the target uses the Microsoft C++ ABI.
func (t Target) Microsoft() bool { return t.OS == Windows && t.Env == EnvMSVC }

// ELF reports whether the target follows the psABIs of ELF systems.
func (t Target) ELF() bool { return t.OS == Linux || t.OS == FreeBSD }

// Known reports whether the platform rules cover the target.
func (t Target) Known() bool { return t.Triple() != "unknown" && !t.BigEndian }

// The targets that the rules cover.
var (
	TargetX64Linux   = Target{X86_64, Linux, EnvGNU, 8, false}
	TargetX86Linux   = Target{I386, Linux, EnvGNU, 4, false}
	TargetA64Linux   = Target{AArch64, Linux, EnvGNU, 8, false}
	TargetA64Apple   = Target{AArch64, Apple, EnvNone, 8, false}
	TargetX64Apple   = Target{X86_64, Apple, EnvNone, 8, false}
	TargetARMLinux   = Target{ARM, Linux, EnvGNUEABIHF, 4, false}
	TargetRV64Linux  = Target{RISCV64, Linux, EnvGNU, 8, false}
	TargetX64MinGW   = Target{X86_64, Windows, EnvGNU, 8, false}
	targetX64FreeBSD = Target{X86_64, FreeBSD, EnvNone, 8, false}
	targetA64FreeBSD = Target{AArch64, FreeBSD, EnvNone, 8, false}
	TargetX64Windows = Target{X86_64, Windows, EnvMSVC, 8, false}
	TargetX86Windows = Target{I386, Windows, EnvMSVC, 4, false}
	TargetA64Windows = Target{AArch64, Windows, EnvMSVC, 8, false}
)

// Targets lists the targets that the rules cover, in a fixed order.
func Targets() []Target {
	return []Target{TargetX64Linux, TargetX86Linux, TargetA64Linux, TargetA64Apple, TargetX64Apple, TargetARMLinux,
		TargetRV64Linux, TargetX64MinGW, TargetX64Windows, TargetX86Windows, TargetA64Windows}
}

// Triple is the target in Rust's and LLVM's spelling, "unknown" if it has none.
func (t Target) Triple() string {
	switch t {
	case TargetX64Linux:
		return "x86_64-unknown-linux-gnu"
	case TargetX86Linux:
		return "i686-unknown-linux-gnu"
	case TargetA64Linux:
		return "aarch64-unknown-linux-gnu"
	case TargetA64Apple:
		return "aarch64-apple-darwin"
	case TargetX64Apple:
		return "x86_64-apple-darwin"
	case TargetARMLinux:
		return "armv7-unknown-linux-gnueabihf"
	case TargetRV64Linux:
		return "riscv64gc-unknown-linux-gnu"
	case targetX64FreeBSD:
		return "x86_64-unknown-freebsd"
	case targetA64FreeBSD:
		return "aarch64-unknown-freebsd"
	case TargetX64MinGW:
		return "x86_64-pc-windows-gnu"
	case TargetX64Windows:
		return "x86_64-pc-windows-msvc"
	case TargetX86Windows:
		return "i686-pc-windows-msvc"
	case TargetA64Windows:
		return "aarch64-pc-windows-msvc"
	}
	return "unknown"
}

func (t Target) String() string { return t.Triple() }

// ParseTarget reads a triple in any usual spelling ("arm64-apple-macosx11",
// "x86_64-linux-gnu"). ok is false when the rules do not cover it.
func ParseTarget(triple string) (t Target, ok bool) {
	parts := strings.Split(strings.ToLower(triple), "-")
	switch a := parts[0]; {
	case a == "x86_64" || a == "amd64" || a == "x64":
		t.Arch, t.PointerSize = X86_64, 8
	case a == "i386" || a == "i486" || a == "i586" || a == "i686" || a == "x86":
		t.Arch, t.PointerSize = I386, 4
	case a == "aarch64" || a == "arm64":
		t.Arch, t.PointerSize = AArch64, 8
	case strings.HasPrefix(a, "arm") || strings.HasPrefix(a, "thumb"):
		t.Arch, t.PointerSize = ARM, 4
	case strings.HasPrefix(a, "riscv64"):
		t.Arch, t.PointerSize = RISCV64, 8
	}
	rest := strings.Join(parts[1:], "-")
	has := func(s string) bool { return strings.Contains(rest, s) }
	switch {
	case has("windows") || has("win32") || has("mingw"):
		t.OS, t.Env = Windows, EnvMSVC
		if has("gnu") || has("mingw") {
			t.Env = EnvGNU
		}
	case has("apple") || has("darwin") || has("macos"):
		t.OS = Apple
	case has("freebsd"):
		t.OS = FreeBSD
	case has("linux"):
		t.OS, t.Env = Linux, EnvGNU
		switch { // long double and the system's types are others without glibc, and pointers in x32
		case has("musl"):
			t.Env = EnvMusl
		case has("android"):
			t.Env = EnvAndroid
		case has("x32"), has("ilp32"), has("uclibc"), t.Arch == ARM && !has("hf"):
			return t, false
		case t.Arch == ARM:
			t.Env = EnvGNUEABIHF
		}
	}
	return t, t.Known()
}
