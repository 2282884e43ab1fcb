package gen

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// TargetOutput is what the model of one target became, before it was joined
// with the others.
type TargetOutput struct {
	Target  abi.Target
	Bound   map[string]int
	Skipped []Skip
}

// GenerateTargets decides for the models of several targets, each by itself,
// and prints one output: what the targets share stands once, the rest under
// cfg. Compiled for one of the targets, it means what [Generate] writes for
// that target alone; for any other target it does not compile. The order of
// the models does not matter.
func GenerateTargets(models []*abi.Model, cfg Config) (rust []byte, per []TargetOutput, err error) {
	models = slices.Clone(models)
	predicted, err := predictAll(&models, cfg)
	if err != nil {
		return nil, nil, err
	}
	known := abi.Targets()
	slices.SortStableFunc(models, func(a, b *abi.Model) int {
		return slices.Index(known, a.Target()) - slices.Index(known, b.Target())
	})
	c := conditions{}
	var lists [][]rs.Item
	var all []int
	for i, m := range models {
		t := m.Target()
		if !t.Known() {
			return nil, nil, errors.New("objects of a target that has no cfg conditions can't be bound together with others")
		}
		if slices.Contains(c.targets, t) {
			return nil, nil, fmt.Errorf("two models of one target: %s", t)
		}
		g, err := newGenerator(m, cfg)
		if err != nil {
			return nil, nil, err
		}
		if t.Arch == abi.ARM && g.f.minor < targetABI {
			return nil, nil, fmt.Errorf("cfg tells %s from other ABIs from Rust 1.%d on: say --rust-target 1.%d", t, targetABI, targetABI)
		}
		if g.withheld = predicted[m]; g.withheld != nil {
			g.out.Skipped = append(g.out.Skipped, g.withheld.types...)
		}
		c.targets, all = append(c.targets, t), append(all, i)
		lists = append(lists, g.items())
		cfg.improper = cfg.improper || g.improper
		per = append(per, TargetOutput{t, g.out.Bound, g.out.Skipped})
	}
	items := []rs.Item{rs.Lines(header(c.names(), cfg)), c.guard()}
	for _, it := range rs.MergeTargets(lists, all, c.when) {
		items = append(items, allowed(it, cfg))
	}
	return rs.Print(items), per, nil
}

// targetABI is the minor version from which cfg knows target_abi, which tells
// ARM with registers for floating-point arguments from ARM without.
const targetABI = 78

// conditions spells sets of targets as cfg predicates (Rust reference,
// Conditional compilation).
type conditions struct{ targets []abi.Target }

func (c conditions) names() string {
	var out []string
	for _, t := range c.targets {
		out = append(out, t.Triple())
	}
	return strings.Join(out, ", ")
}

// guard refuses every other target: what stands under no condition was seen on
// these only.
func (c conditions) guard() rs.Item {
	var any []string
	for _, t := range c.targets {
		any = append(any, exactly(t))
	}
	return rs.Attributed{Attrs: []string{"cfg(not(any(" + strings.Join(any, ", ") + ")))"},
		Item: rs.Block{"compile_error!(", "    " + rs.Str("these bindings are for "+c.names()+" only"), ");"}}
}

// exactly is the predicate of one target among all that Rust has.
func exactly(t abi.Target) string {
	parts := []string{archAtom(t), osAtom(t)}
	switch t.Env {
	case abi.EnvGNU, abi.EnvGNUEABIHF:
		parts = append(parts, `target_env = "gnu"`)
	case abi.EnvMSVC:
		parts = append(parts, `target_env = "msvc"`)
	}
	if t.Arch == abi.ARM {
		parts = append(parts, `target_abi = "eabihf"`)
	}
	parts = append(parts, fmt.Sprintf("target_pointer_width = \"%d\"", 8*t.PointerSize), `target_endian = "little"`)
	return "all(" + strings.Join(parts, ", ") + ")"
}

func archAtom(t abi.Target) string {
	name := ""
	switch t.Arch {
	case abi.X86_64:
		name = "x86_64"
	case abi.I386:
		name = "x86"
	case abi.AArch64:
		name = "aarch64"
	case abi.ARM:
		name = "arm"
	case abi.RISCV64:
		name = "riscv64"
	}
	return `target_arch = "` + name + `"`
}

func osAtom(t abi.Target) string {
	switch t.OS {
	case abi.Linux:
		return `target_os = "linux"`
	case abi.FreeBSD:
		return `target_os = "freebsd"`
	case abi.Apple:
		return `target_vendor = "apple"`
	}
	return "windows"
}

// atom is a predicate and the targets on which it holds.
type atom struct {
	text  string
	holds func(abi.Target) bool
}

// atoms are the conditions that a set may be spelled with, plain ones first.
func (c conditions) atoms() []atom {
	var out []atom
	add := func(text string, holds func(abi.Target) bool) {
		if !slices.ContainsFunc(out, func(a atom) bool { return a.text == text }) {
			out = append(out, atom{text, holds})
		}
	}
	for _, t := range c.targets {
		add(osAtom(t), func(x abi.Target) bool { return x.OS == t.OS })
	}
	for _, t := range c.targets {
		add(archAtom(t), func(x abi.Target) bool { return x.Arch == t.Arch })
	}
	for _, t := range c.targets {
		if t.Env == abi.EnvMSVC {
			add(`target_env = "msvc"`, func(x abi.Target) bool { return x.Env == abi.EnvMSVC })
		}
	}
	for _, t := range c.targets {
		add(fmt.Sprintf("target_pointer_width = \"%d\"", 8*t.PointerSize), func(x abi.Target) bool { return x.PointerSize == t.PointerSize })
	}
	for _, a := range out[:len(out):len(out)] {
		add("not("+a.text+")", func(x abi.Target) bool { return !a.holds(x) })
	}
	return out
}

// when is the condition of a set of targets among others: one atom, two that
// hold together, or the targets one by one.
func (c conditions) when(of, within []int) string {
	atoms := c.atoms()
	is := func(as ...atom) bool {
		for _, k := range within {
			holds := true
			for _, a := range as {
				holds = holds && a.holds(c.targets[k])
			}
			if holds != slices.Contains(of, k) {
				return false
			}
		}
		return true
	}
	for _, a := range atoms {
		if is(a) {
			return a.text
		}
	}
	for i, a := range atoms {
		for _, b := range atoms[i+1:] {
			if is(a, b) {
				return "all(" + a.text + ", " + b.text + ")"
			}
		}
	}
	if len(of) == 1 {
		return exactly(c.targets[of[0]])
	}
	var parts []string
	for _, k := range of {
		parts = append(parts, c.when([]int{k}, within))
	}
	return "any(" + strings.Join(parts, ", ") + ")"
}
