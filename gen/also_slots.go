package gen

import (
	"slices"

	"github.com/tenon-abi/tenon/abi"
)

// Slots of virtual functions are counted in another way in Microsoft's ABI: a
// destructor has one, and overloads stand together in reverse order (clang
// VTableBuilder.cpp, GroupNewVirtualOverloads). Which place a group has depends
// on the first function of the name, virtual or not. Predicted are classes
// without overloads of virtual functions and without a base that has a table:
// their functions stand as they are declared.

// slots writes the slots that virtual functions have there; -1 where that is
// not known.
func (a *also) slots(b *abi.Builder) {
	if !a.to.Microsoft() {
		return
	}
	for t := range a.from.Types {
		if !t.IsRecord() {
			continue
		}
		there := microsoftSlots(t)
		for _, m := range t.Methods() {
			if m.Has(abi.FuncVirtual) {
				slot, ok := there[m.ID()]
				if !ok {
					slot = -1
				}
				b.SetVirtualSlot(m.ID(), slot)
			}
		}
	}
}

// microsoftSlots are the slots of a class's virtual functions in Microsoft's
// ABI; nil if they are not known.
func microsoftSlots(t abi.Type) map[abi.FuncID]int32 {
	if t.IsDeclaration() || basesHaveTables(t) {
		return nil
	}
	names := map[string]int{}
	for _, m := range t.Methods() {
		names[m.Name()]++
	}
	there := map[abi.FuncID]int32{}
	here := int32(0) // Itanium C++ ABI §2.5.2: a destructor has two
	for _, m := range t.Methods() {
		if !m.Has(abi.FuncVirtual) {
			continue
		}
		destructor := m.Has(abi.FuncDestructor)
		if names[m.Name()] > 1 || !destructor && m.Row().VSlot != here {
			return nil
		}
		there[m.ID()] = int32(len(there))
		if here++; destructor {
			here++
		}
	}
	return there
}

// basesHaveTables reports whether a base, at any depth, has virtual functions
// or is virtual or not described.
func basesHaveTables(t abi.Type) bool {
	return slices.ContainsFunc(t.Bases(), func(b abi.Base) bool {
		return b.Virtual || !b.Type.BasesDescribed() || b.Type.HasVirtualBases() || b.Type.Polymorphic()
	})
}

// slotUnknown is why a virtual function stands back: what it is called by there
// is not known.
func (a *also) slotUnknown(f abi.Function) Skip {
	if !a.to.Microsoft() || !f.Has(abi.FuncVirtual) || f.Has(abi.FuncDestructor) || f.Owner().IsNone() {
		return Skip{}
	}
	if _, ok := microsoftSlots(f.Owner())[f.ID()]; ok {
		return Skip{}
	}
	return Skip{Reason: "layout-differs", Why: "the table of virtual functions of " + f.Owner().QualifiedName() + " is ordered in another way on " + a.to.Triple() +
		": a class with overloaded virtual functions, or with a base that has a table", Remedy: "bind an object of that target together with this one"}
}
