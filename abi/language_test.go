package abi_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
)

// TestLanguage: what a language code stands for, by the names that
// llvm-dwarfdump has for them.
func TestLanguage(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(".section .debug_abbrev,\"\",@progbits\n.byte 1, 0x11, 0, 0x13, 5, 0, 0, 0\n.section .debug_info,\"\",@progbits\n")
	for code := 1; code < 0x60; code++ { // units of DWARF 4: length, version, abbreviations, address size; an entry with a language
		fmt.Fprintf(&b, ".long 10\n.short 4\n.long 0\n.byte 8\n.byte 1\n.short %d\n", code)
	}
	dir := t.TempDir()
	source, object := filepath.Join(dir, "l.s"), filepath.Join(dir, "l.o")
	require.NoError(t, os.WriteFile(source, []byte(b.String()), 0o644))
	out, err := exec.Command("clang-19", "-c", "-o", object, source).CombinedOutput()
	require.NoError(t, err, "%s", out)
	out, err = exec.Command("llvm-dwarfdump-19", object).CombinedOutput()
	require.NoError(t, err, "%s", out)
	lines := regexp.MustCompile(`DW_AT_language\s+\((\w+)\)`).FindAllStringSubmatch(string(out), -1)
	known, families := 0, map[string]bool{}
	for i, line := range lines {
		l, name := abi.Language(i+1), strings.TrimPrefix(line[1], "DW_LANG_")
		if strings.HasPrefix(name, "0x") || strings.HasPrefix(name, "unknown") {
			continue // newer than LLVM 19
		}
		known++
		cxx := strings.HasPrefix(name, "C_plus_plus") || name == "ObjC_plus_plus"
		c := regexp.MustCompile(`^(C\d*|ObjC)$`).MatchString(name)
		require.Equal(t, [2]bool{c, cxx}, [2]bool{l.C(), l.Cxx()}, "0x%x is %s", i+1, name)
		require.Equal(t, !c && !cxx && name != "Rust" && name != "Assembly", l.Foreign(), "0x%x is %s", i+1, name)
		if own := l.String(); l.Foreign() && !strings.HasPrefix(own, "language ") {
			require.True(t, strings.HasPrefix(strings.ToLower(name), strings.ReplaceAll(strings.ToLower(own), "-", "")), "0x%x is %s, not %s", i+1, name, own)
			families[own] = true
		}
	}
	require.Greater(t, known, 45)
	require.Greater(t, len(families), 12)
	require.False(t, abi.Language(0).Foreign())
	require.True(t, abi.Language(0x8001).Assembly())
}

// TestProducers: what compilers of other languages call C is none. The first
// producer is what zig 0.17 writes for its own code, the second what its C
// compiler writes; Debian 12's crystal, ldc2, gm2 and mono --aot=dwarfdebug write
// the last four.
func TestProducers(t *testing.T) {
	const c99, cxx = abi.Language(0x0c), abi.Language(0x21)
	require.Equal(t, "Zig", c99.Of("zig 0.17.1").String())
	require.Equal(t, cxx, cxx.Of("clang version 20.1.2 (https://github.com/ziglang/zig-bootstrap 7ef74e656cf8ddbd6bf891a8475892aa1afa6891)"))
	require.Equal(t, c99, c99.Of("GNU C17 12.2.0 -mtune=generic"))
	require.Equal(t, abi.LangRust, abi.LangRust.Of("zig 0.17.1"))
	require.True(t, c99.Of("TinyGo").Foreign())
	require.Equal(t, "Crystal", abi.Language(0x04).Of("Crystal").String())
	require.Equal(t, "D", abi.Language(0x04).Of("LDC 1.30.0 (LLVM 14.0.6)").String()) // ldc2 -gc
	require.Equal(t, "Modula-2", abi.Language(0x02).Of("GNU Modula-2 12.2.0 -mtune=generic -march=x86-64 -g").String())
	require.True(t, abi.Language(0x02).Of("Mono AOT Compiler 6.8.0.105 (Debian 6.8.0.105+dfsg-3.3+deb12u1)").Foreign())
}
