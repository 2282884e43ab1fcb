package abi

import "strings"

// SystemType is the C++ name of the integer type that a typedef of glibc's and
// Linux's headers stands for on a Linux target: <bits/types.h>,
// <bits/typesizes.h>, <asm-generic/int-ll64.h>, and wchar_t in C. It is "" for
// other names and targets, and for off_t, time_t and the like of 32-bit
// targets, which _FILE_OFFSET_BITS and _TIME_BITS decide.
func SystemType(name string, t Target) string {
	if t.OS != Linux || t.Env == EnvMusl || t.Env == EnvAndroid {
		return ""
	}
	if fixed := kernelType(name); fixed != "" {
		return fixed
	}
	long, word := "long", "long"
	if t.PointerSize == 4 {
		long, word = "long long", "int"
	}
	switch strings.TrimPrefix(name, "__") {
	case "pid_t", "key_t", "clockid_t", "daddr_t", "pthread_once_t", "sig_atomic_t", "_Atomic_word":
		return "int"
	case "uid_t", "gid_t", "id_t", "mode_t", "useconds_t", "socklen_t", "wint_t", "pthread_key_t", "u_int", "uint", "speed_t", "tcflag_t", "gthread_key_t":
		return "unsigned int"
	case "sa_family_t", "u_short", "ushort":
		return "unsigned short"
	case "u_char", "cc_t":
		return "unsigned char"
	case "clock_t", "suseconds_t", "syscall_slong_t":
		return "long"
	case "pthread_t", "u_long", "ulong", "nfds_t", "syscall_ulong_t":
		return "unsigned long"
	case "ssize_t", "register_t", "fsword_t":
		return word
	case "off64_t", "loff_t", "quad_t", "blkcnt64_t", "time64_t", "suseconds64_t", "streamoff", "int64_t":
		return long
	case "dev_t", "ino64_t", "fsblkcnt64_t", "fsfilcnt64_t", "rlim64_t", "u_quad_t", "u_int64_t", "uint64_t":
		return "unsigned " + long
	case "off_t", "time_t", "blkcnt_t":
		if t.PointerSize == 8 {
			return "long"
		}
	case "ino_t", "rlim_t", "fsblkcnt_t", "fsfilcnt_t":
		if t.PointerSize == 8 {
			return "unsigned long"
		}
	case "nlink_t":
		if t.Arch == X86_64 {
			return "unsigned long"
		}
		return "unsigned int"
	case "blksize_t":
		if t.Arch == AArch64 || t.Arch == RISCV64 {
			return "int"
		}
		return "long"
	case "wchar_t":
		switch t.Arch {
		case AArch64, ARM:
			return "unsigned int"
		case I386:
			return "long"
		}
		return "int"
	}
	return ""
}

// kernelType is a type of fixed width of Linux's and the C library's headers.
func kernelType(name string) string {
	switch name {
	case "__s8", "__int8_t":
		return "signed char"
	case "__u8", "__uint8_t", "u_int8_t":
		return "unsigned char"
	case "__s16", "__int16_t":
		return "short"
	case "__u16", "__uint16_t", "u_int16_t":
		return "unsigned short"
	case "__s32", "__int32_t":
		return "int"
	case "__u32", "__uint32_t", "u_int32_t":
		return "unsigned int"
	case "__s64":
		return "long long"
	case "__u64":
		return "unsigned long long"
	}
	return ""
}

// IntegerSize is the size of an integer type of C++ on a target.
func IntegerSize(name string, t Target) Bytes {
	switch strings.TrimPrefix(name, "unsigned ") {
	case "signed char", "char":
		return 1
	case "short":
		return 2
	case "int":
		return 4
	case "long":
		return LongSize(t)
	}
	return 8
}
