package callconv

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// Same reports whether two calls put every byte of every value in the same
// place, in the same order, and agree who removes the arguments; otherwise it
// says where they part. rust may spell this and the hidden result address as
// plain pointer parameters; that is the point of comparing.
func Same(cxx, rust Call) (bool, string) {
	if r, why := cxx.Refused(); r != "" {
		return false, why
	}
	if r, why := rust.Refused(); r != "" {
		return false, why
	}
	if cxx.Variadic != rust.Variadic {
		return false, "one side is variadic"
	}
	if pops(cxx.Convention) != pops(rust.Convention) {
		return false, fmt.Sprintf("convention %s is not %s", cxx.Convention, rust.Convention)
	}
	a, b := arguments(cxx), arguments(rust)
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a):
			return false, fmt.Sprintf("Rust passes %d values more", len(b)-len(a))
		case i >= len(b):
			return false, fmt.Sprintf("C++ passes %d values more", len(a)-len(b))
		case a[i] != b[i]:
			return false, fmt.Sprintf("value %d travels as [%s] in C++ and as [%s] in Rust", i+1, a[i], b[i])
		}
	}
	for i, p := range cxx.Params {
		if p.Differs != "" {
			return false, fmt.Sprintf("parameter %d: %s", i+1, p.Differs)
		}
		if p.InArgBlock {
			return false, fmt.Sprintf("parameter %d is built in the argument block", i+1)
		}
	}
	return sameResult(cxx, rust)
}

// pops groups the conventions by who removes arguments and which registers
// hold the first ones.
func pops(name string) string {
	switch name {
	case "cdecl", "i386":
		return "cdecl"
	case "aapcs64", "apple64", "winarm64":
		return "aapcs64"
	}
	return name
}

// arguments is the sequence of what travels to the callee.
func arguments(c Call) []string {
	out := make([]string, 0, len(c.Params)+2)
	hidden := Travel{Passing: Indirect, Pieces: []Piece{{pointerClass(c), 0, 0}}}
	put := func(t Travel) {
		if t.Passing != Void && t.Passing != Ignored {
			out = append(out, place(c.Convention, t))
		}
	}
	if c.ResultAt == HiddenFirst {
		put(hidden)
	}
	put(c.This)
	if c.ResultAt == HiddenAfterThis {
		put(hidden)
	}
	for _, p := range c.Params {
		put(p)
	}
	return out
}

// onStack tells the conventions whose values all lie in stack slots.
func onStack(conv string) bool {
	switch conv {
	case "i386", "cdecl", "stdcall", "thiscall", "fastcall", "vectorcall":
		return true
	}
	return false
}

func pointerClass(c Call) RegClass {
	switch {
	case c.Convention == "fastcall":
		return ClassIntReg
	case onStack(c.Convention):
		return ClassStack
	}
	return ClassInt
}

// place spells where a value travels; equal text, equal place.
func place(conv string, t Travel) string {
	if t.Passing == Indirect {
		class := ClassInt
		if len(t.Pieces) > 0 {
			class = t.Pieces[0].Class
		}
		if class == ClassInt && onStack(conv) {
			class = ClassStack
		}
		if class == ClassInt {
			return "int@0"
		}
		return unit(class, 0, abi.Bytes(0))
	}
	if onStack(conv) {
		if t.Passing == ByvalStack {
			return fmt.Sprintf("stack %d", (t.Size+3)/4)
		}
		var n int
		for _, p := range t.Pieces {
			if p.Class != ClassStack {
				return unit(p.Class, 0, p.Size)
			}
			n += int(p.Size+3) / 4
		}
		return fmt.Sprintf("stack %d", n)
	}
	if t.Passing == ByvalStack {
		return fmt.Sprintf("memory %d align %d", alignUp(t.Size, 8), t.Align)
	}
	if len(t.Pieces) == 1 && t.Pieces[0].Class == ClassInt && t.Pieces[0].Offset == 0 && !t.Even && t.Align <= 8 {
		return "int@0" // the usual case: one general-purpose register
	}
	parts := make([]string, 0, len(t.Pieces)+1)
	for _, p := range wholeRegisters(t.Pieces) {
		parts = append(parts, conventionUnit(conv, p))
	}
	if t.Even {
		parts = append(parts, "even")
	}
	// Where the registers run out the value lies in memory as a whole: then
	// its alignment and size decide where.
	if t.Align > 8 {
		parts = append(parts, fmt.Sprintf("align %d", t.Align))
	}
	if len(t.Pieces) > 1 && t.Size > 0 {
		parts = append(parts, fmt.Sprintf("of %d", alignUp(t.Size, 8)))
	}
	return strings.Join(parts, " ")
}

// conventionUnit: System V and Win64 load whole registers, so only the class
// counts; elsewhere the width of a floating-point piece does too.
func conventionUnit(conv string, p Piece) string {
	size := p.Size
	switch {
	case p.Class == ClassInt && conv != "lp64d", p.Class == ClassStack:
		size = 0
	case p.Class == ClassFloat && conv == "sysv64" && size <= 8:
		size = 8
	}
	return unit(p.Class, uint64(p.Offset), size)
}

func unit(c RegClass, off uint64, size abi.Bytes) string {
	switch c {
	case ClassIntReg:
		return "register"
	case ClassStack:
		return "stack 1"
	}
	at := "@0"
	if off != 0 {
		at = "@" + strconv.FormatUint(off, 10)
	}
	if size == 0 {
		return c.String() + at
	}
	return c.String() + strconv.FormatUint(uint64(size), 10) + at
}

// sameResult compares where the result comes back.
func sameResult(cxx, rust Call) (bool, string) {
	if cxx.Result.Differs != "" {
		return false, "result: " + cxx.Result.Differs
	}
	cx8, rx8 := cxx.ResultAt == HiddenX8, rust.ResultAt == HiddenX8
	if cx8 != rx8 {
		return false, "only one side passes the result's address in x8"
	}
	if cxx.CalleePops != rust.CalleePops {
		return false, "only one side lets the callee pop the result's address"
	}
	c, r := cxx.Result, rust.Result
	hidden := c.Passing == IndirectResult || c.Passing == Void || c.Passing == Ignored
	switch {
	case hidden && (r.Passing == Void || r.Passing == Ignored || r.Passing == IndirectResult):
		if c.Passing != IndirectResult && r.Passing == IndirectResult {
			return false, "Rust wants a hidden result address"
		}
		return true, ""
	case hidden && cxx.ReturnsPointer && r.Passing == Direct && len(r.Pieces) == 1 && r.Pieces[0].Class == ClassInt:
		return true, "" // the pointer that comes back
	case hidden || r.Passing != c.Passing:
		return false, fmt.Sprintf("the result is %s in C++ and %s in Rust", c, r)
	}
	if len(c.Pieces) == 1 && len(r.Pieces) == 1 && c.Pieces[0] == r.Pieces[0] {
		return true, ""
	}
	a, b := resultPlace(cxx.Convention, c), resultPlace(rust.Convention, r)
	if a != b {
		return false, fmt.Sprintf("the result returns as [%s] in C++ and as [%s] in Rust", a, b)
	}
	return true, ""
}

func resultPlace(conv string, t Travel) string {
	var parts []string
	pieces := t.Pieces
	if !onStack(conv) {
		pieces = wholeRegisters(pieces)
	}
	for _, p := range pieces {
		if onStack(conv) {
			size := p.Size
			if p.Class == ClassInt && size <= 4 {
				size = 4
			}
			parts = append(parts, fmt.Sprintf("%s%d", p.Class, size))
			continue
		}
		parts = append(parts, conventionUnit(conv, p))
	}
	return strings.Join(parts, " ")
}

// wholeRegisters drops the widths of integer pieces unless a floating-point
// piece shares the value: only then is each loaded at its own width.
func wholeRegisters(pieces []Piece) []Piece {
	if _, floats := count(pieces); floats > 0 {
		return pieces
	}
	out := make([]Piece, len(pieces))
	for i, p := range pieces {
		out[i] = p
		if p.Class == ClassInt {
			out[i].Size = 0
		}
	}
	return out
}

// Moved says which value of a function's calls travels in another way in a
// second build, and how; "" if none does. sure is false where one of the builds
// refuses the value, so that it is not known. Nothing is said of what both
// refuse and of calls that follow two conventions.
func Moved(old, new Call) (how string, sure bool) {
	if old.Convention != new.Convention {
		return "", true
	}
	guess := ""
	say := func(what string, a, b Travel, same bool) {
		said, known := moved(a, b, same)
		switch {
		case said == "" || how != "":
		case known:
			how = what + " " + said
		case guess == "":
			guess = what + " " + said
		}
	}
	for i := range min(len(old.Params), len(new.Params)) {
		a, b := old.Params[i], new.Params[i]
		say(fmt.Sprintf("parameter %d", i+1), a, b, place(old.Convention, a) == place(new.Convention, b))
	}
	say("the result", old.Result, new.Result, old.ResultAt == new.ResultAt && resultPlace(old.Convention, old.Result) == resultPlace(new.Convention, new.Result))
	if how == "" {
		return guess, false
	}
	return how, true
}

func moved(old, new Travel, samePlace bool) (how string, sure bool) {
	nothing := func(t Travel) bool { return t.Passing == Void || t.Passing == Ignored }
	open := func(t Travel) bool { return t.Passing == Refused || t.Differs != "" }
	switch {
	case open(old) && open(new), nothing(old) && nothing(new):
		return "", true
	case open(new):
		return "may travel in another way: " + cmp.Or(new.Differs, new.Why), false
	case open(old):
		return "may have travelled in another way: " + cmp.Or(old.Differs, old.Why), false
	case old.Passing != new.Passing || !samePlace || old.InArgBlock != new.InArgBlock:
		return fmt.Sprintf("travels as [%s] instead of [%s]", new, old), true
	case !old.CalleeDestroys && new.CalleeDestroys:
		return "is destroyed by the called function now", true
	case old.CalleeDestroys && !new.CalleeDestroys:
		return "is no longer destroyed by the called function", true
	}
	return "", true
}
