package callconv

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tenon-abi/tenon/abi"
)

// rustText prints shapes as Rust types without core.
type rustText struct {
	b     strings.Builder
	names map[*Shape]string
}

const rustPrelude = `#![feature(no_core, lang_items, repr_simd, auto_traits)]
#![no_core]
#![crate_type = "lib"]
#![allow(improper_ctypes_definitions, internal_features, dead_code)]
#[lang = "pointee_sized"] pub trait PointeeSized {}
#[lang = "meta_sized"] pub trait MetaSized: PointeeSized {}
#[lang = "sized"] pub trait Sized: MetaSized {}
#[lang = "copy"] pub trait Copy {}
#[lang = "freeze"] pub unsafe auto trait Freeze {}
impl Copy for i8 {} impl Copy for i16 {} impl Copy for i32 {} impl Copy for i64 {} impl Copy for i128 {}
impl Copy for u8 {} impl Copy for u16 {} impl Copy for u32 {} impl Copy for u64 {} impl Copy for u128 {}
impl Copy for f32 {} impl Copy for f64 {} impl Copy for bool {} impl<T> Copy for *mut T {}
impl<T: Copy, const N: usize> Copy for [T; N] {}
`

func (r *rustText) typ(s *Shape) string {
	if s.Scalar != NoScalar && s.Lanes == 0 {
		if s.Scalar == Ptr {
			return "*mut u8"
		}
		return s.Scalar.String()
	}
	if n, ok := r.names[s]; ok {
		return n
	}
	name := fmt.Sprintf("T%d", len(r.names))
	r.names[s] = name
	if s.Lanes > 0 {
		fmt.Fprintf(&r.b, "#[repr(simd)] pub struct %s([%s; %d]); impl Copy for %s {}\n", name, s.Scalar, s.Lanes, name)
		return name
	}
	var fields []string
	for i, f := range s.Fields {
		t := r.typ(f.Type)
		if f.Array {
			t = fmt.Sprintf("[%s; %d]", t, f.Count)
		}
		fields = append(fields, fmt.Sprintf("f%d: %s", i, t))
	}
	repr, kw := "C", "struct"
	if s.Packed {
		repr += ", packed"
	}
	if s.ReprAlign > 0 {
		repr += fmt.Sprintf(", align(%d)", s.ReprAlign)
	}
	if s.Union {
		kw = "union"
	}
	fmt.Fprintf(&r.b, "#[repr(%s)] pub %s %s { %s } impl Copy for %s {}\n", repr, kw, name, strings.Join(fields, ", "), name)
	return name
}

func (r *rustText) function(name string, s RustSig) {
	var ps []string
	for i, p := range s.Params {
		ps = append(ps, fmt.Sprintf("a%d: %s", i, r.typ(p)))
	}
	ret := ""
	if s.Result != nil {
		ret = " -> " + r.typ(s.Result)
	}
	fmt.Fprintf(&r.b, "#[no_mangle] pub unsafe extern \"%s\" fn %s(%s)%s { loop {} }\n", s.ABI, name, strings.Join(ps, ", "), ret)
}

// rustcIR compiles Rust for a target and returns the define lines by name.
func rustcIR(t testing.TB, triple, text string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "a.rs"), filepath.Join(dir, "a.ll")
	if err := os.WriteFile(in, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("rustc", "--edition", "2021", "--target", triple, "-Cpanic=abort", "-Copt-level=0", "--emit=llvm-ir", "--cap-lints=allow", "-o", out, in)
	cmd.Env = append(os.Environ(), "RUSTC_BOOTSTRAP=1")
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("rustc %s: %v\n%.3000s", triple, err, msg)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	defs := map[string]string{}
	re := regexp.MustCompile(`(?m)^define (.*?)@"?\\?0?1?_?(fn\d+)(?:@\d+)?"?\((.*)\) .*$`)
	for _, m := range re.FindAllStringSubmatch(string(data), -1) {
		defs[m[2]] = m[1] + "@(" + m[3] + ")"
	}
	return defs
}

var attrWords = regexp.MustCompile(`\b(noundef|nonnull|noalias|readonly|captures|nocapture|dead_on_return|writable|unnamed_addr|local_unnamed_addr|dso_local|hidden|range|dereferenceable|inreg|signext|zeroext|align|x86_\w+cc|arm_\w+|zeroinitializer)\b(\([^)]*\)|\s\d+\b)?`)

// rustTokens brings a define line to one token per register or stack word.
func rustTokens(t abi.Target, def string) []string {
	ret, args, _ := strings.Cut(def, "@(")
	args = strings.TrimSuffix(args, ")")
	var out []string
	for _, p := range splitTop(args) {
		out = append(out, paramTokens(t, p)...)
	}
	return append(out, "->", canonLLVM(t, leavesOf(ret), true))
}

func leavesOf(p string) []string {
	p = attrWords.ReplaceAllString(p, "")
	p, _, _ = strings.Cut(p, "%")
	p = strings.TrimSpace(p)
	if p == "void" || p == "" {
		return nil
	}
	l, _ := llvmLeaves(p)
	return l
}

var byvalSize = regexp.MustCompile(`byval\(\[(\d+) x i8\]\)`)

func paramTokens(t abi.Target, p string) []string {
	switch {
	case strings.Contains(p, "sret("):
		return []string{"sret"}
	case strings.Contains(p, "byval("):
		m := byvalSize.FindStringSubmatch(p)
		if t.Arch == abi.I386 && m != nil {
			n := 0
			fmt.Sscan(m[1], &n)
			return []string{fmt.Sprintf("S%d", (n+3)/4)}
		}
		return []string{"byval"}
	case strings.Contains(p, "inreg") && t.Arch == abi.I386:
		return []string{"R"}
	case t.Arch == abi.X86_64 && t.OS == abi.Windows && strings.HasPrefix(p, "<4 x float>"):
		return []string{"I"} // the back end passes the address (ABI-RULES §2.1)
	}
	return strings.Fields(canonLLVM(t, leavesOf(p), false))
}

// ourTokens spells a classified Rust call the same way.
func ourTokens(t abi.Target, c Call) []string {
	var out []string
	if c.Result.Passing == IndirectResult {
		out = append(out, "sret")
	}
	for i, p := range c.Params {
		switch {
		case p.Passing == Ignored:
		case p.Passing == ByvalStack && t.Arch == abi.I386:
			out = append(out, fmt.Sprintf("S%d", (p.Size+3)/4))
		case p.Passing == ByvalStack:
			out = append(out, "byval")
		case t.Arch == abi.I386 && len(p.Pieces) == 1 && p.Pieces[0].Class == ClassIntReg && !(i == 0 && c.Convention == "thiscall"):
			out = append(out, "R")
		case t.Arch == abi.I386 && len(p.Pieces) == 1 && p.Pieces[0].Class == ClassIntReg:
			out = append(out, "S1")
		case p.Passing == Indirect && t.Arch != abi.I386:
			out = append(out, "I")
		default:
			s := canonTravel(t, p, false)
			if s == "memory" {
				s = strings.TrimSpace(strings.Repeat("? ", int(p.Size+7)/8))
			}
			out = append(out, strings.Fields(s)...)
		}
	}
	ret := ""
	if c.Result.Passing == Direct {
		ret = canonTravel(t, c.Result, true)
	}
	return append(out, "->", ret)
}

func sameTokens(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && a[i] != "?" && b[i] != "?" {
			return false
		}
	}
	return true
}

// TestRustc classifies the Rust side of every plan and compares with what
// rustc does for the same signature.
func TestRustc(t *testing.T) {
	groups := map[string][]row{}
	for _, r := range readRows(t) {
		if !strings.Contains(r["flags"], "-std") {
			groups[r["triple"]] = append(groups[r["triple"]], r)
		}
	}
	compared, plans, refusals := 0, 0, map[string]int{}
	for _, target := range abi.Targets() {
		for triple, rows := range groups {
			if x, _ := abi.ParseTarget(triple); x != target {
				continue
			}
			m := batch(t, "clang++-15", rows)
			c := NewContext(m)
			text := &rustText{names: map[*Shape]string{}}
			want := map[string]Call{}
			who := map[string]string{}
			for i, s := range signatures(t, m, rows) {
				p, _, rust := c.plan(s)
				if p.Refused != "" {
					refusals[p.Refused]++
					continue
				}
				if s.Variadic || p.Result.Form == FormX8 {
					continue // definitions of variadic functions are unstable
				}
				plans++
				name := fmt.Sprintf("fn%d", i)
				text.function(name, rust)
				want[name], who[name] = ClassifyRust(target, rust), rows[i]["id"]
			}
			defs := rustcIR(t, target.Triple(), rustPrelude+text.b.String())
			for name, call := range want {
				def, ok := defs[name]
				if !ok {
					t.Errorf("%s %s: rustc did not define %s", target, who[name], name)
					continue
				}
				compared++
				if a, b := rustTokens(target, def), ourTokens(target, call); !sameTokens(a, b) {
					t.Errorf("%s %s: rustc %v, we %v\n  %s", target, who[name], a, b, def)
				}
			}
		}
	}
	if compared < 1900 {
		t.Errorf("only %d signatures compared", compared)
	}
	t.Logf("%d plans, %d compared with rustc, refused: %v", plans, compared, refusals)
}
