package callconv

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/fixtures/dwarfmodel"
)

// A row of testdata/abi-cases.tsv: clang's answer for one shape and target.
type row map[string]string

func readRows(t testing.TB) []row {
	t.Helper()
	f, err := os.Open("testdata/abi-cases.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	var head []string
	var out []row
	for sc.Scan() {
		cols := strings.Split(sc.Text(), "\t")
		if head == nil {
			head = cols
			continue
		}
		r := row{}
		for i, h := range head {
			if i < len(cols) {
				r[h] = cols[i]
			}
		}
		out = append(out, r)
	}
	return out
}

// limits are rows whose answer debug info cannot show. Each is a refusal, or
// (where nothing at all is visible) a documented blind spot.
var blindSpots = map[string]string{
	"t.template_ctor":       "a constructor template that is never instantiated leaves no trace; Microsoft results depend on it",
	"c.bitfield_zero_float": "a zero-width bit-field leaves no trace; RISC-V depends on it",
}

// batch compiles many rows in one file: a namespace per row, and a pointer to
// the function of the row, whose type describes the signature in full.
func batch(t testing.TB, compiler string, rows []row) *abi.Model {
	t.Helper()
	var src strings.Builder
	for i, r := range rows {
		sig := r["signature"]
		fmt.Fprintf(&src, "namespace n%d { %s\n", i, r["cxx_types"])
		if strings.Contains(r["cxx_types"], "using S=") {
			src.WriteString("static_assert(sizeof(S) > 0, \"\");\n") // instantiate it
		}
		switch name := "tc"; {
		case strings.Contains(sig, "C::C(") || strings.Contains(sig, "C::~C("):
			fmt.Fprintf(&src, "extern C *v%d; C *v%d;\n", i, i)
		case strings.Contains(sig, "C::"):
			_, rest, _ := strings.Cut(sig, "C::")
			name, _, _ = strings.Cut(rest, "(")
			fmt.Fprintf(&src, "decltype(&C::%s) v%d;\n", name, i)
		default:
			fmt.Fprintf(&src, "%s; decltype(&tc) v%d;\n", sig, i)
		}
		src.WriteString("}\n")
	}
	dir := t.TempDir()
	in, out := filepath.Join(dir, "a.cc"), filepath.Join(dir, "a.o")
	if err := os.WriteFile(in, []byte(src.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	args := []string{"-g", "-gdwarf-5", "-w", "-ffreestanding", "-c", in, "-o", out}
	flags := strings.Fields(rows[0]["flags"])
	if compiler == "g++" {
		flags = slices.DeleteFunc(flags, func(f string) bool { return f == "-fms-extensions" })
		if strings.HasPrefix(rows[0]["triple"], "i686") {
			args = append(args, "-m32")
		}
	} else {
		args = append(args, "-target", rows[0]["triple"], "-fstandalone-debug")
	}
	if !strings.Contains(rows[0]["flags"], "-std") {
		args = append(args, "-std=c++17")
	}
	args = append(args, flags...)
	cmd := exec.Command(compiler, args...)
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v (package clang-15)\n%s", compiler, args, err, msg)
	}
	target, ok := abi.ParseTarget(rows[0]["triple"])
	if !ok {
		t.Fatalf("no target for %s", rows[0]["triple"])
	}
	m, err := dwarfmodel.Load(out, target)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// signatures finds the signature of each row by the name of its variable.
func signatures(t testing.TB, m *abi.Model, rows []row) []abi.Signature {
	t.Helper()
	vars := map[string]abi.Type{}
	m.Vars(func(v abi.Variable) bool { vars[v.Name()] = v.Type(); return true })
	out := make([]abi.Signature, len(rows))
	for i, r := range rows {
		vt := vars[fmt.Sprintf("v%d", i)].Strip()
		if s := r["signature"]; strings.Contains(s, "C::C(") || strings.Contains(s, "C::~C(") {
			for _, f := range vt.Elem().Strip().Methods() {
				n := len(f.Signature().Params)
				if strings.Contains(s, "~") && f.Has(abi.FuncDestructor) || !strings.Contains(s, "~") && f.Has(abi.FuncConstructor) && n == strings.Count(s, "int") {
					out[i] = f.Signature()
					out[i].Member = true
					break
				}
			}
			continue
		}
		fn := vt.Elem().Strip()
		if vt.Kind() != abi.KindPointer && vt.Kind() != abi.KindMemberPointer || fn.Kind() != abi.KindFunc {
			t.Fatalf("%s %s: variable is %s of %s", r["id"], r["target"], vt.Kind(), fn.Kind())
		}
		out[i] = fn.Signature()
	}
	return out
}

// TestCases runs every row: the types are compiled for the row's target, read
// from debug information, classified, and compared with what clang answered.
func TestCases(t *testing.T) {
	groups := map[string][]row{}
	var keys []string
	for _, r := range readRows(t) {
		k := r["triple"] + " " + r["flags"]
		if groups[k] == nil {
			keys = append(keys, k)
		}
		groups[k] = append(groups[k], r)
	}
	sort.Strings(keys)
	total, refused, blind, fromGCC := 0, map[string]int{}, 0, 0
	for _, k := range keys {
		rows := groups[k]
		m := batch(t, "clang++-15", rows)
		sigs := signatures(t, m, rows)
		c := NewContext(m)
		for i, r := range rows {
			total++
			call := Classify(c, sigs[i])
			reason, _ := call.Refused()
			if reason == ReasonUnknownTriviality && m.Target().Microsoft() && gccTakes(r) {
				// clang never states which members are defaulted, g++ does.
				gm := batch(t, "g++", []row{r})
				call = Classify(NewContextFor(gm, m.Target()), signatures(t, gm, []row{r})[0])
				reason, _ = call.Refused()
				fromGCC++
			}
			if reason != "" {
				refused[reason+" "+r["target"]+" "+r["id"]]++
				continue
			}
			if diff := compareRow(m.Target(), r, call); diff != "" {
				if blindSpots[r["id"]] != "" {
					blind++
					continue
				}
				t.Errorf("%s %s: %s\n  %s %s", r["target"], r["id"], diff, r["cxx_types"], r["signature"])
			}
		}
	}
	var list []string
	for k := range refused {
		list = append(list, k)
	}
	sort.Strings(list)
	t.Logf("%d rows, %d of them with the class as g++ describes it, %d refused, %d not visible", total, fromGCC, len(refused), blind)
	for _, l := range list {
		t.Log(l)
		if id := l[strings.LastIndexByte(l, ' ')+1:]; mayRefuse[id] == "" {
			t.Errorf("refused without need: %s", l)
		}
	}
}

// mayRefuse: rows that debug information leaves open.
var mayRefuse = map[string]string{
	"c.align16_member":                "the two versions of clang disagree (i686-msvc)",
	"t.trivial_abi_dtor":              "neither compiler states the attribute and which members are defaulted",
	"t.trivial_abi_copy16":            "the same",
	"t.trivial_abi_nontrivial_member": "the same",
	"t.copy_default_arg":              "default arguments are not stated, so it may be a copy constructor",
	"t.requires_copy_trivial":         "two copy constructors of one signature",
	"t.requires_copy_nontrivial":      "two copy constructors of one signature",
	"c.memptr_data":                   "Microsoft's pointer to member of an incomplete class has three words",
	"c.memptr_fn":                     "the same",
	"c.struct_memptr_fn":              "the same",
}

// gccTakes: g++ ignores trivial_abi and leaves out constrained members.
func gccTakes(r row) bool {
	return !strings.Contains(r["cxx_types"], "trivial_abi") && !strings.Contains(r["cxx_types"], "requires")
}

func compareRow(t abi.Target, r row, call Call) string {
	ret, params := r["ret"], r["params"]
	if t.Microsoft() && r["clang2_ret"] != "" {
		ret = r["clang2_ret"]
	}
	if t.Microsoft() && r["clang2_params"] != "" {
		params = r["clang2_params"]
	}
	if d := compareValue(t, ret, call.Result, true, call); d != "" {
		return "result: " + d
	}
	fields := splitParams(params)
	if len(fields) != len(call.Params) {
		return fmt.Sprintf("%d parameters, clang has %d", len(call.Params), len(fields))
	}
	for i, f := range fields {
		if d := compareValue(t, f, call.Params[i], false, call); d != "" {
			return fmt.Sprintf("parameter %d: %s", i, d)
		}
	}
	return ""
}

// splitParams cuts "p0=direct:i32 p1=…" at the names.
func splitParams(s string) []string {
	var out []string
	for _, part := range strings.Split(" "+s, " p") {
		if _, v, ok := strings.Cut(part, "="); ok {
			out = append(out, strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(v), ";")))
		}
	}
	return out
}

func compareValue(t abi.Target, want string, x Travel, result bool, call Call) string {
	word, rest, _ := strings.Cut(want, ":")
	got := x.Passing.String()
	fail := func() string { return fmt.Sprintf("clang says %q, we say %q (%s)", want, x, x.Why) }
	switch word {
	case "special":
		if got != "void" || strings.HasSuffix(rest, "ptr") != call.ReturnsPointer {
			return fail()
		}
	case "void", "ignored":
		if got != word {
			return fail()
		}
	case "byval", "inalloca":
		if got != "byval-stack" && !(t.Arch == abi.I386 && got == "direct") {
			return fail()
		}
	case "indirect":
		if !result {
			if got != "indirect" {
				return fail()
			}
			return ""
		}
		return compareHidden(t, rest, x, call, fail)
	case "direct", "split":
		return compareDirect(t, word, rest, x, result, fail)
	default:
		return "unknown word " + want
	}
	return ""
}

func compareHidden(t abi.Target, rest string, x Travel, call Call, fail func() string) string {
	if x.Passing != IndirectResult {
		return fail()
	}
	wantAt := HiddenFirst
	switch {
	case strings.HasPrefix(rest, "sret@1"):
		wantAt = HiddenAfterThis
	case t.Arch == abi.AArch64 && !(t.Microsoft() && strings.Contains(rest, "inreg")):
		wantAt = HiddenX8
	}
	if strings.HasPrefix(rest, "sret-in-inalloca") {
		if call.This.Passing != Void {
			wantAt = HiddenAfterThis
		}
	}
	if call.ResultAt != wantAt {
		return fmt.Sprintf("hidden result %s, clang %s (%s)", call.ResultAt, wantAt, rest)
	}
	return ""
}

func compareDirect(t abi.Target, word, rest string, x Travel, result bool, fail func() string) string {
	ext := ExtendNone
	for _, w := range []string{"signext", "zeroext"} {
		if strings.Contains(rest, w) {
			rest = strings.TrimSpace(strings.ReplaceAll(rest, w, ""))
			if ext = ExtendZero; w == "signext" {
				ext = ExtendSign
			}
		}
	}
	inreg := strings.Contains(rest, "inreg")
	rest = strings.TrimSpace(strings.ReplaceAll(rest, "inreg", ""))
	if t.OS == abi.Windows && t.Arch == abi.X86_64 && !result && strings.HasPrefix(rest, "<") && x.Passing == Indirect {
		return "" // the back end passes the vector's address (ABI-RULES §2.1)
	}
	if x.Passing != Direct && !(x.Passing == ByvalStack && t.Arch == abi.I386) {
		return fail()
	}
	// A 4-byte integer fills the 32-bit register it is extended to; only
	// RISC-V widens it to 64.
	if wide := len(x.Pieces) == 1 && x.Pieces[0].Size == 4 && t.Arch != abi.RISCV64; ext != x.Extend && !wide {
		return fmt.Sprintf("clang extends %q, we %q: %s", ext, x.Extend, fail())
	}
	var leaves []string
	if word == "split" {
		for _, p := range strings.Split(rest, "+") {
			l, ok := llvmLeaves(p)
			if !ok {
				return "cannot read " + rest
			}
			leaves = append(leaves, l...)
		}
	} else {
		l, ok := llvmLeaves(rest)
		if !ok { // a class returned as itself: its members, all floating point
			if i, f := count(x.Pieces); i != 0 || f == 0 {
				return fail()
			}
			return ""
		}
		leaves = l
	}
	if x.Passing == ByvalStack {
		return ""
	}
	got := canonTravel(t, x, result)
	if got == "memory" || inreg {
		return ""
	}
	if want := canonLLVM(t, leaves, result); got != want {
		return fmt.Sprintf("[%s] against [%s]: %s", want, got, fail())
	}
	return ""
}
