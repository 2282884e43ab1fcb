package layout

import "github.com/tenon-abi/tenon/abi"

// MemberAlign is the largest alignment, in bytes, that the members of a record
// ask for on their own. Where it is more than the predicted alignment of the
// record, that rests on the guess that the record is packed, and how far can't
// be seen in its layout.
func (p *Predictor) MemberAlign(t abi.Type) abi.Bytes {
	most := abi.Bytes(1)
	for _, f := range t.Fields() {
		s := f.Type.Strip()
		for n := 0; n < 16 && s.Kind() == abi.KindArray; n++ {
			s = s.Elem().Strip()
		}
		if s.IsRecord() {
			if r, err := p.Predict(s); err == nil {
				most = max(most, r.Align)
			}
		} else if size, ok := s.Size(); ok {
			most = max(most, abi.ScalarAlign(t.Model().Target(), size))
		}
	}
	return most
}

// StatesAlignment reports whether debug information of a model says what
// alignas asks for: DW_AT_alignment came with DWARF 5 (§2.24), and compilers
// write it in older versions too unless they are told to be strict. CodeView
// has nothing like it.
func StatesAlignment(m *abi.Model) bool {
	if m.ForgetsAlignment() {
		return false
	}
	for _, u := range m.Units()[1:] {
		if u.Version >= 5 {
			return true
		}
	}
	for t := range m.Types {
		if t.Node().Align != 0 {
			return true
		}
		for _, f := range t.FieldRows() {
			if f.Align != 0 {
				return true
			}
		}
	}
	return false
}
