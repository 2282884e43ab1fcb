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
