package abi

import (
	"slices"
	"strconv"
	"strings"
)

// statesDefaulted reports whether the compiler of t marks what is defaulted or
// deleted in its class, so that what has no mark is user-provided.
func (w *trivialWalk) statesDefaulted(t Type) bool {
	u := int(t.Origin().Unit)
	if u < 0 || u >= len(w.states) {
		return false
	}
	if u > 0 {
		return w.states[u]
	}
	// A snapshot does not keep the unit of a type: what holds for every unit
	// holds for the one it came from.
	for _, yes := range w.states[1:] {
		if !yes {
			return false
		}
	}
	return len(w.states) > 1
}

// described reports whether t is described in a version of DWARF, or a later
// one; what is not DWARF counts as such.
func (w *trivialWalk) described(t Type, version uint8) bool {
	since := func(u int) bool { return w.m.units[u].Version == 0 || w.m.units[u].Version >= version }
	if u := int(t.Origin().Unit); u > 0 && u < len(w.m.units) {
		return since(u)
	}
	for u := range w.m.units { // as in statesDefaulted
		if !since(u) {
			return false
		}
	}
	return true
}

// Alignments knows where debug information says what alignas asks of classes and
// their members. It belongs to one goroutine.
type Alignments struct {
	m    *Model
	all  bool         // of every unit
	lost Search[bool] // of classes in which one may be forgotten
}

// Alignments looks at the units of a model.
func (m *Model) Alignments() *Alignments {
	a := &Alignments{m: m, all: true}
	for i := 1; i < len(m.units); i++ {
		a.all = a.all && m.unitStatesAlignment(&m.units[i])
	}
	forgetful := m.forgetful()
	a.lost = Search[bool]{Lost: true, Ask: func(t Type) (bool, bool) {
		if !t.IsRecord() || !forgetful[m.unitOf(t)] {
			return false, false
		}
		return a.fitsRegister(t), true
	}}
	return a
}

// Stated reports whether debug information says what alignas asks of t and its
// members. Where it does not, room that nothing accounts for may stand for an
// alignment.
func (a *Alignments) Stated(t Type) bool {
	switch a.m.target.Arch {
	case ARM, AArch64, RISCV64, ArchOther:
		if a.lost.In(t) {
			return false
		}
	}
	return a.statedByUnit(t)
}

// statedByUnit asks the unit that t is from.
func (a *Alignments) statedByUnit(t Type) bool {
	if u := a.m.unitOf(t); u > 0 {
		return a.m.unitStatesAlignment(&a.m.units[u])
	}
	return a.all
}

// StatesPack reports whether the unit that t is from, or any if that is not known,
// is of a clang that states the alignment of classes under #pragma pack, as if
// alignas gave it. LLVM's does from 19 on, which Apple's 17 is made from.
func (t Type) StatesPack() bool {
	return t.OfClang(func(major int, apple bool) bool { return major == 0 || major >= 19 || apple && major >= 17 })
}

// OfClang asks for the unit that t is from, or any if that is not known, whether
// something is true of its version of clang, which is 0 if it is not known.
func (t Type) OfClang(is func(major int, apple bool) bool) bool {
	m := t.m
	units := m.units[1:]
	if u := m.unitOf(t); u > 0 {
		units = m.units[u : u+1]
	}
	return slices.ContainsFunc(units, func(u UnitRow) bool {
		if u.Compiler != CompilerClang {
			return false
		}
		producer := m.Str(u.Producer)
		major, _ := CompilerVersion(producer)
		return is(major, strings.Contains(producer, "Apple"))
	})
}

// AnyGCC reports whether something is true of the version of gcc that built a
// unit, which is 0 if it is not known.
func (m *Model) AnyGCC(is func(major int) bool) bool {
	return slices.ContainsFunc(m.units[1:], func(u UnitRow) bool {
		major, _ := CompilerVersion(m.Str(u.Producer))
		return u.Compiler == CompilerGCC && is(major)
	})
}

// unitOf is the index of the unit that t is from; 0 if it is not known, for a
// snapshot does not keep it.
func (m *Model) unitOf(t Type) int {
	if u := int(t.Origin().Unit); u < len(m.units) {
		return u
	}
	return 0
}

// fitsRegister reports whether a class may have an alignment that its compiler
// forgot: one that an integer of the size of the class has.
func (a *Alignments) fitsRegister(t Type) bool {
	largest := uint64(16)
	if a.m.target.PointerSize == 4 {
		largest = 8
	}
	n := t.Node()
	return n.Align == 0 && n.Size > 1 && n.Size <= largest && n.Size&(n.Size-1) == 0
}

// unitStatesAlignment: DW_AT_alignment came with DWARF 5 (§2.24). In older
// versions gcc writes it from 7 on, clang from 4 and Apple's from 9 on, unless they
// are told -gstrict-dwarf.
func (m *Model) unitStatesAlignment(u *UnitRow) bool {
	producer := m.Str(u.Producer)
	switch {
	case u.Version == 0 || u.Version >= 5:
		return true
	case u.Compiler == CompilerGCC:
		major, options := CompilerVersion(producer)
		return major >= 7 && (u.Newer || options && !strings.Contains(producer, "-gstrict-dwarf"))
	case u.Compiler == CompilerClang:
		major, _ := CompilerVersion(producer)
		return u.Newer && (major >= 9 || major >= 4 && !strings.Contains(producer, "Apple"))
	}
	return u.Compiler == CompilerRustc || u.Compiler == CompilerGo ||
		producer == "" && u.Newer // a type unit
}

// forgetsAlignment: on processors that want data aligned (GCC's STRICT_ALIGNMENT),
// gcc forgets that alignas was asked for in classes that fit a register (gcc 12,
// stor-layout.cc, finalize_type_size).
func (m *Model) forgetsAlignment(u *UnitRow) bool {
	if u.Compiler != CompilerGCC {
		return false
	}
	options := m.Str(u.Producer)
	switch m.target.Arch {
	case AArch64:
		return strings.Contains(options, "-mstrict-align")
	case RISCV64:
		return !strings.Contains(options, "-mno-strict-align")
	}
	return m.target.Arch == ARM || m.target.Arch == ArchOther
}

// forgetful lists for every unit whether it leaves out alignments that its source
// asks for. The first entry is whether any does; so is that of type units, which do
// not name their compiler.
func (m *Model) forgetful() []bool {
	out := make([]bool, max(1, len(m.units)))
	for i := range m.units {
		out[i] = m.forgetsAlignment(&m.units[i])
		out[0] = out[0] || out[i]
	}
	for i := range m.units {
		if m.units[i].Compiler == CompilerUnknown {
			out[i] = out[0]
		}
	}
	return out
}

// ForgetsAlignment reports whether a unit leaves out some of the alignments that
// its source asks for, although it has others.
func (m *Model) ForgetsAlignment() bool { return m.forgetful()[0] }

// statingUnits lists for every unit whether it marks what is defaulted. g++ does
// from 7 on (DW_AT_defaulted, DWARF 5 §5.7.8); for older versions of DWARF not
// with -gstrict-dwarf, of which the producer tells unless it lists no options
// (-gno-record-gcc-switches). clang marks nothing as defaulted.
func statingUnits(m *Model) []bool {
	states := make([]bool, max(1, len(m.units)))
	for i := range m.units {
		u := &m.units[i]
		if i == 0 || u.Compiler != CompilerGCC {
			continue
		}
		producer := m.Str(u.Producer)
		major, options := CompilerVersion(producer)
		states[i] = major >= 7 && (u.Version >= 5 || u.Newer || options && !strings.Contains(producer, "-gstrict-dwarf"))
	}
	return states
}

// CompilerVersion reads DW_AT_producer, "GNU C++17 12.2.0 -mtune=generic -g" or
// "Debian clang version 15.0.6": the major version, 0 if there is none, and
// whether options follow. gcc lists one about debug information then.
func CompilerVersion(s string) (major int, options bool) {
	words := strings.Fields(s)
	for i, word := range words {
		if i > 0 && major == 0 && strings.Contains(word, ".") {
			text, _, _ := strings.Cut(word, ".")
			major, _ = strconv.Atoi(text)
		}
		options = options || strings.HasPrefix(word, "-g")
	}
	return major, options
}
