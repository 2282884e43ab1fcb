package callconv

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// The judges are compilers; what they say arrives as LLVM types. These helpers
// bring an LLVM answer and a Travel to one text: I for a general-purpose
// register, F<size> for a floating-point one, X for x87, S<n> for n stack words.

// llvmLeaves flattens an LLVM type into scalars ("i32", "float", "<4 x float>").
func llvmLeaves(t string) ([]string, bool) {
	t, _, _ = strings.Cut(strings.TrimSpace(t), " alignstack")
	switch {
	case strings.HasPrefix(t, "<{") && strings.HasSuffix(t, "}>"):
		return llvmLeaves(t[1 : len(t)-1])
	case strings.HasPrefix(t, "{"):
		var out []string
		for _, part := range splitTop(t[1 : len(t)-1]) {
			l, ok := llvmLeaves(part)
			if !ok {
				return nil, false
			}
			out = append(out, l...)
		}
		return out, true
	case strings.HasPrefix(t, "["):
		n, elem, _ := strings.Cut(t[1:len(t)-1], " x ")
		k, _ := strconv.Atoi(strings.TrimSpace(n))
		l, ok := llvmLeaves(elem)
		var out []string
		for range k {
			out = append(out, l...)
		}
		return out, ok
	case strings.HasPrefix(t, "%"):
		return nil, false
	}
	return []string{t}, true
}

func splitTop(s string) []string {
	var out []string
	depth, start := 0, 0
	for i, r := range s {
		switch r {
		case '{', '[', '<', '(':
			depth++
		case '}', ']', '>', ')':
			depth--
		case ',':
			if depth == 0 {
				out = append(out, s[start:i])
				start = i + 1
			}
		}
	}
	if rest := strings.TrimSpace(s[start:]); rest != "" {
		out = append(out, s[start:])
	}
	return out
}

func llvmSize(leaf string) (size int, float bool) {
	switch leaf {
	case "half", "bfloat":
		return 2, true
	case "float":
		return 4, true
	case "double":
		return 8, true
	case "fp128", "x86_fp80":
		return 16, true
	case "ptr":
		return 0, false
	}
	if strings.HasPrefix(leaf, "<") {
		n, e, _ := strings.Cut(strings.Trim(leaf, "<>"), " x ")
		k, _ := strconv.Atoi(strings.TrimSpace(n))
		s, _ := llvmSize(strings.TrimSpace(e))
		return k * s, true
	}
	n, _ := strconv.Atoi(strings.TrimPrefix(leaf, "i"))
	return (n + 7) / 8, false
}

// canonLLVM spells the leaves of a direct value for a target.
func canonLLVM(t abi.Target, leaves []string, result bool) string {
	var out []string
	word := int(t.PointerSize)
	stack := 0
	for _, l := range leaves {
		size, float := llvmSize(l)
		if l == "ptr" {
			size = word
		}
		switch {
		case t.Arch == abi.I386 && !result && l == "x86_fp80":
			stack += 3
		case t.Arch == abi.I386 && !result:
			stack += (size + 3) / 4
		case l == "x86_fp80" || t.Arch == abi.I386 && (l == "float" || l == "double"):
			out = append(out, "X")
		case float && t.Arch == abi.X86_64 && t.OS != abi.Windows:
			out = append(out, "F")
		case l == "fp128" && t.Arch == abi.RISCV64:
			out = append(out, "I", "I")
		case float:
			out = append(out, "F"+strconv.Itoa(size))
		default:
			for n := 0; n < max(size, 1); n += word {
				out = append(out, "I")
			}
		}
	}
	if t.Arch == abi.I386 && !result {
		return "S" + strconv.Itoa(stack)
	}
	return strings.Join(out, " ")
}

// canonTravel spells a direct travel the same way.
func canonTravel(t abi.Target, x Travel, result bool) string {
	if t.Arch == abi.I386 && !result {
		n := 0
		for _, p := range x.Pieces {
			n += int(p.Size+3) / 4
		}
		return "S" + strconv.Itoa(n)
	}
	var out []string
	for _, p := range x.Pieces {
		switch p.Class {
		case ClassX87:
			out = append(out, "X")
		case ClassFloat:
			if t.Arch == abi.X86_64 && t.OS != abi.Windows {
				out = append(out, "F")
			} else {
				out = append(out, fmt.Sprintf("F%d", p.Size))
			}
		case ClassStack:
			return "memory"
		default:
			for n := abi.Bytes(0); n < max(p.Size, 1); n += t.PointerSize {
				out = append(out, "I")
			}
		}
	}
	return strings.Join(out, " ")
}
