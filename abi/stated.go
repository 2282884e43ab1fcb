package abi

import (
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

// StatesAlignment reports whether debug information says what alignas asks of
// t and its members. Where it does not, room that nothing accounts for may stand
// for an alignment.
func (m *Model) StatesAlignment(t TypeID) bool {
	if u := int(m.Type(t).Origin().Unit); u > 0 && u < len(m.units) {
		return m.unitStatesAlignment(&m.units[u])
	}
	for i := 1; i < len(m.units); i++ { // a snapshot does not keep the unit of a type
		if !m.unitStatesAlignment(&m.units[i]) {
			return false
		}
	}
	return true
}

// unitStatesAlignment: DW_AT_alignment came with DWARF 5 (§2.24). In older
// versions gcc writes it from 7 on, clang from 4 and Apple's from 9 on, unless they
// are told -gstrict-dwarf.
func (m *Model) unitStatesAlignment(u *UnitRow) bool {
	producer := m.Str(u.Producer)
	switch {
	case m.forgetsAlignment(u):
		return false
	case u.Version == 0 || u.Version >= 5:
		return true
	case u.Compiler == CompilerGCC:
		major, options := compilerVersion(producer)
		return major >= 7 && (u.Newer || options && !strings.Contains(producer, "-gstrict-dwarf"))
	case u.Compiler == CompilerClang:
		major, _ := compilerVersion(producer)
		return u.Newer && (major >= 9 || major >= 4 && !strings.Contains(producer, "Apple"))
	}
	return u.Compiler == CompilerRustc || u.Compiler == CompilerGo ||
		producer == "" && u.Newer // a type unit
}

// forgetsAlignment: on processors that want data aligned, gcc forgets that an
// alignment was asked for in classes that fit a register (finalize_type_size).
func (m *Model) forgetsAlignment(u *UnitRow) bool {
	return u.Compiler == CompilerGCC && (m.target.Arch == ARM || m.target.Arch == RISCV64 || m.target.Arch == ArchOther)
}

// ForgetsAlignment reports whether a unit leaves out some of the alignments that
// its source asks for, although it has others.
func (m *Model) ForgetsAlignment() bool {
	for i := range m.units {
		if m.forgetsAlignment(&m.units[i]) {
			return true
		}
	}
	return false
}

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
		major, options := compilerVersion(producer)
		states[i] = major >= 7 && (u.Version >= 5 || u.Newer || options && !strings.Contains(producer, "-gstrict-dwarf"))
	}
	return states
}

// compilerVersion reads DW_AT_producer, "GNU C++17 12.2.0 -mtune=generic -g" or
// "Debian clang version 15.0.6": the major version, 0 if there is none, and
// whether options follow. gcc lists one about debug information then.
func compilerVersion(s string) (major int, options bool) {
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
