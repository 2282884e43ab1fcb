package callconv

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/fixtures/dwarfmodel"
	"github.com/tenon-abi/tenon/fixtures/gencpp"
)

var clangDefine = regexp.MustCompile(`(?m)^define (?:[a-z_]+ )*?((?:(?:zeroext|signext|noundef|noalias|nonnull) |(?:align|dereferenceable)\S* )*(?:\{.*?\}|<\{.*?\}>|\[.*?\]|<.*?>|%"[^"]*"|[%\w.]+)) @(fn\d+)\((.*)\) (?:local_unnamed_addr )?(?:#\d+|unnamed_addr).*$`)

// clangIR returns the define lines of fnN by name.
func clangIR(t testing.TB, compiler, triple, in string) map[string]string {
	t.Helper()
	out := in + ".ll"
	cmd := exec.Command(compiler, "-target", triple, "-std=c++17", "-O0", "-w", "-ffreestanding", "-fno-exceptions", "-S", "-emit-llvm", "-Xclang", "-no-enable-noundef-analysis", "-o", out, in)
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%.2000s", compiler, triple, err, msg)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	defs := map[string]string{}
	for _, m := range clangDefine.FindAllStringSubmatch(string(data), -1) {
		defs[m[2]] = m[1] + "@(" + m[3] + ")"
	}
	return defs
}

// TestGeneratedCalls passes and returns random classes by value and compares
// every register and stack slot with clang's IR.
func TestGeneratedCalls(t *testing.T) {
	seeds := uint64(2)
	if os.Getenv("TENON_LONG") != "" {
		seeds = 20
	}
	for _, g := range []struct {
		triple, compiler string
		target           gencpp.Target
	}{
		{"x86_64-linux-gnu", "clang++-15", gencpp.X86_64Linux}, {"aarch64-linux-gnu", "clang++-15", gencpp.AArch64Linux},
		{"arm64-apple-macosx11", "clang++-15", gencpp.AArch64Linux}, {"riscv64-linux-gnu", "clang++-15", gencpp.AArch64Linux},
		{"armv7-linux-gnueabihf", "clang++-15", gencpp.I386Linux}, {"x86_64-pc-windows-msvc", "clang++-19", gencpp.X86_64Windows},
		{"aarch64-pc-windows-msvc", "clang++-19", gencpp.X86_64Windows},
	} {
		t.Run(g.triple, func(t *testing.T) {
			equal, refused := 0, map[string]int{}
			for seed := uint64(500); seed < 500+seeds; seed++ {
				u := gencpp.Generate(seed, gencpp.Options{Target: g.target, Classes: 120, Enums: 6, LongDouble: true})
				e, r := generatedCalls(t, g.compiler, g.triple, u)
				equal += e
				for k, n := range r {
					refused[k] += n
				}
			}
			t.Logf("%d signatures equal, refused %v", equal, refused)
			if equal < 60*int(seeds)/2 {
				t.Errorf("only %d signatures compared", equal)
			}
		})
	}
}

func generatedCalls(t *testing.T, compiler, triple string, u *gencpp.Unit) (int, map[string]int) {
	t.Helper()
	var b strings.Builder
	b.WriteString("extern int gen_target;\nnamespace gen {\n" + u.Declarations(nil) + "\n}\n")
	sigs := map[string]string{}
	for i, c := range u.Classes {
		if c.Dtor == gencpp.Deleted || triple == "aarch64-pc-windows-msvc" && initialised(c) {
			continue // default member initialisers leave no trace; Windows arm64 asks for them
		}
		q := gencpp.Namespace + "::" + c.Name
		fmt.Fprintf(&b, "extern \"C\" %s fn%d(int a, %s b, double c, %s d, short e) { for (;;); }\ndecltype(&fn%d) v%d;\n", q, i, q, q, i, i)
		sigs[fmt.Sprintf("v%d", i)] = fmt.Sprintf("fn%d", i)
	}
	dir := t.TempDir()
	in, obj := filepath.Join(dir, "a.cc"), filepath.Join(dir, "a.o")
	if err := os.WriteFile(in, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("clang++-15", "-target", triple, "-std=c++17", "-g", "-gdwarf-5", "-fstandalone-debug", "-w", "-ffreestanding", "-fno-exceptions", "-c", in, "-o", obj)
	if msg, err := cmd.CombinedOutput(); err != nil {
		if strings.Contains(string(msg), "requested alignment is less") {
			return 0, nil
		}
		t.Fatalf("%v\n%.2000s", err, msg)
	}
	target, _ := abi.ParseTarget(triple)
	m, err := dwarfmodel.Load(obj, target)
	if err != nil {
		t.Fatal(err)
	}
	defs := clangIR(t, compiler, triple, in)
	c := NewContext(m)
	equal, refused, wrong := 0, map[string]int{}, 0
	plans := plannedRust{target: target, text: &rustText{names: map[*Shape]string{}}, want: map[string]Call{}, refused: map[string]int{}}
	defer plans.check(t)
	m.Vars(func(v abi.Variable) bool {
		fn, ok := sigs[v.Name()]
		if !ok {
			return true
		}
		sig := v.Type().Strip().Elem().Strip().Signature()
		call := Classify(c, sig)
		plans.add(c, fn, sig)
		if reason, _ := call.Refused(); reason != "" {
			refused[reason]++
			return true
		}
		if d := call.Result.Differs + call.Params[1].Differs; d != "" {
			refused["compilers-disagree"]++
			return true
		}
		def, ok := defs[fn]
		if !ok {
			refused["no definition in the IR"]++
			return true
		}
		want, got := rustTokens(target, def), callTokens(target, call)
		for i, p := range splitTop(strings.TrimSuffix(def[strings.Index(def, "@(")+2:], ")")) {
			if strings.HasPrefix(strings.TrimSpace(p), "%\"") {
				want = classTokens(target, want, call, i) // a class passed as itself: its members
			}
		}
		if strings.HasPrefix(def, "%") || strings.Contains(def, " %\"") && !sameTokens(want, got) && strings.HasPrefix(strings.TrimSpace(def), "%") {
			want[len(want)-1] = got[len(got)-1] // a class returned as itself: its members
		}
		if !sameTokens(want, got) {
			if wrong++; wrong < 6 {
				t.Errorf("seed %d %s: clang %v, we %v\n  %s", u.Seed, fn, want, got, def)
			}
			return true
		}
		equal++
		return true
	})
	return equal, refused
}

// classTokens puts our floating-point members where clang's IR names the class.
func classTokens(t abi.Target, want []string, c Call, i int) []string {
	if c.ResultAt == HiddenFirst {
		i--
	}
	if i < 0 || i >= len(c.Params) {
		return want
	}
	own := strings.Fields(canonTravel(t, c.Params[i], false))
	for _, o := range own {
		if !strings.HasPrefix(o, "F") {
			return want
		}
	}
	at := 0
	if c.ResultAt == HiddenFirst {
		at++
	}
	for _, p := range c.Params[:i] {
		at += len(strings.Fields(canonTravel(t, p, false)))
	}
	return slices.Insert(want, min(at, len(want)), own...)
}

// plannedRust collects the Rust signatures of plans for one run of rustc.
type plannedRust struct {
	target abi.Target
	text   *rustText
	want   map[string]Call

	refused map[string]int
}

func (p *plannedRust) add(c *Context, name string, sig abi.Signature) {
	plan, _, rust := c.plan(sig)
	if plan.Refused == "" && plan.Result.Form != FormX8 {
		p.text.function(name, rust)
		p.want[name] = armCopies(p.target, ClassifyRust(p.target, rust))
	} else {
		p.refused[plan.Refused+": "+plan.Why]++
	}
}

// armCopies: above 64 bytes clang writes "byval" where rustc lists the words;
// AAPCS32 puts both in the same registers and stack words.
func armCopies(t abi.Target, c Call) Call {
	for i, p := range c.Params {
		if t.Arch == abi.ARM && p.Passing == ByvalStack {
			c.Params[i] = Travel{Passing: Direct, Pieces: intPieces(alignUp(p.Size, p.Align), 4)}
		}
	}
	return c
}

// check compares what rustc does with what Same was told about it.
func (p *plannedRust) check(t *testing.T) {
	t.Helper()
	defs := rustcIR(t, p.target.Triple(), rustPrelude+p.text.b.String())
	wrong := 0
	for name, call := range p.want {
		if a, b := rustTokens(p.target, defs[name]), ourTokens(p.target, call); !sameTokens(a, b) {
			if wrong++; wrong < 6 {
				t.Errorf("%s %s: rustc %v, we %v\n  %s", p.target, name, a, b, defs[name])
			}
		}
	}
	t.Logf("%d plans compared with rustc, %d wrong, refused %v", len(p.want), wrong, p.refused)
}

// initialised reports whether a class or a member class has default member
// initialisers.
func initialised(c *gencpp.Class) bool {
	for _, f := range c.Fields {
		if f.Init || f.Type != nil && f.Type.Class != nil && initialised(f.Type.Class) {
			return true
		}
	}
	for _, b := range c.Bases {
		if initialised(b.Class) {
			return true
		}
	}
	return false
}

// callTokens is ourTokens for a C++ call: the hidden address is a parameter.
func callTokens(t abi.Target, c Call) []string {
	out := ourTokens(t, c)
	if c.ResultAt == HiddenFirst && out[0] != "sret" {
		out = append([]string{"sret"}, out...)
	}
	return out
}
