package rules

import (
	"sort"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/verify"
)

// Survey says how much of an API a Rust signature can be written for without
// C++, and what stands in the way.
type Survey struct {
	Target    string
	Functions int            // exported functions of the API
	Callable  int            // with a matching Rust signature
	Plain     int            // of those: only scalars and pointers
	ByValue   int            // of those: a class by value, as a Rust struct
	Address   int            // of those: a class whose address travels instead
	Wrapped   int            // of those: a result that needs a wrapper or an out-pointer
	Refused   []SurveyReason // most frequent first
	Inline    int            // declared in classes of the API, without a symbol
	Virtual   int            // virtual functions of those classes
	Records   int
	Movable   int // records that memcpy may move
	Opaque    int // records only declared
	Enums     int
	Variables int
}

// SurveyReason is one reason and what it keeps out.
type SurveyReason struct {
	Reason string
	Count  int
	Sample string // one function it concerns
}

// NewSurvey counts over the API of a model.
func NewSurvey(m *abi.Model, system bool) Survey {
	a := NewAPI(m, system)
	c := callconv.NewContext(m)
	p := &Pass{Model: m, Target: m.Target(), API: a}
	s := Survey{Target: m.Target().String(), Functions: len(a.Funcs), Variables: len(a.Vars)}
	reasons := map[string]*SurveyReason{}
	for _, f := range a.Funcs {
		plan := c.Plan(f.Signature())
		if plan.Refused != "" {
			r := reasons[plan.Refused]
			if r == nil {
				r = &SurveyReason{Reason: plan.Refused, Sample: verify.FunctionEntity(f)}
				reasons[plan.Refused] = r
			}
			r.Count++
			continue
		}
		s.Callable++
		s.shape(f, plan)
	}
	for _, r := range reasons {
		s.Refused = append(s.Refused, *r)
	}
	sort.Slice(s.Refused, func(i, j int) bool {
		if s.Refused[i].Count != s.Refused[j].Count {
			return s.Refused[i].Count > s.Refused[j].Count
		}
		return s.Refused[i].Reason < s.Refused[j].Reason
	})
	triv := abi.Trivialities(m)
	for _, t := range a.Types {
		switch {
		case !a.Own(t):
		case t.IsRecord() && t.IsDeclaration():
			s.Opaque++
		case t.IsRecord():
			s.Records++
			if tr := triv[t.ID()]; tr.Certainty != abi.Unknown && tr.Trivial {
				s.Movable++
			}
			for _, f := range t.Methods() {
				if p.inlineOnly(f) {
					s.Inline++
				}
				if f.Has(abi.FuncVirtual) {
					s.Virtual++
				}
			}
		case t.Kind() == abi.KindEnum:
			s.Enums++
		}
	}
	return s
}

// shape sorts a callable function by the hardest of its values.
func (s *Survey) shape(f abi.Function, plan callconv.Plan) {
	sig := f.Signature()
	byValue, address := false, false
	for i, slot := range plan.Params {
		if i < len(sig.Params) && sig.Params[i].Strip().IsRecord() {
			byValue = byValue || slot.Form == callconv.FormDirect
			address = address || slot.Form == callconv.FormPointer
		}
	}
	switch r := plan.Result.Form; {
	case r == callconv.FormOutFirst || r == callconv.FormOutAfterThis || r == callconv.FormWrapped || r == callconv.FormX8:
		s.Wrapped++
	case address:
		s.Address++
	case byValue || (r == callconv.FormDirect && sig.Result.Strip().IsRecord()):
		s.ByValue++
	default:
		s.Plain++
	}
}
