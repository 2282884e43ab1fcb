package header

import (
	"fmt"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

// traveller is a class whose values travel in another way in the object.
type traveller struct {
	rec *Record
	obj abi.Type
	why string // what decides in the object
}

// passing compares how values of classes travel as parameters. A class that
// holds another such class is listed as affected by that one.
func (k *checker) passing(reach map[string][]string) {
	found := map[string]traveller{}
	var order []string
	for i := range k.facts.Records {
		rec := &k.facts.Records[i]
		if t, ok := k.travels(rec); ok && k.byName[rec.Name] == rec {
			found[rec.Name] = t
			order = append(order, rec.Name)
		}
	}
	caused := map[string][]string{}
	for _, name := range order {
		if root := inner(found, name); root != name {
			caused[root] = append(caused[root], name)
		}
	}
	for _, name := range order {
		if inner(found, name) != name {
			continue
		}
		t := found[name]
		f := verify.Finding{Rule: passing, Kind: verify.EntityType, Entity: name, Grade: verify.Breaking,
			Message: fmt.Sprintf("the headers pass the class %s, the object %s (%s)", by(t.rec.ByValue == abi.Yes), by(t.rec.ByValue != abi.Yes), t.why)}
		f.Affected = append(f.Affected, caused[name]...)
		for _, c := range append([]string{name}, caused[name]...) {
			f.Affected = append(f.Affected, reach[c]...)
		}
		k.add(f, t.rec.Place, t.obj.Origin())
	}
}

// travels reports whether both sides are sure and disagree about a class, with
// all classes of its name that the object has. Another layout says it already.
func (k *checker) travels(rec *Record) (out traveller, differs bool) {
	if d := k.lay[rec.Name]; rec.ByValue == abi.Maybe || d != nil && d.hard {
		return out, false
	}
	for _, t := range k.obj.records[rec.Name] {
		size, ok := t.Size()
		byValue, sure, why := k.obj.travel[t.ID()].Param(k.obj.m.Target(), size)
		if !ok || sure == abi.Unknown || byValue == (rec.ByValue == abi.Yes) {
			return out, false
		}
		out = traveller{rec, t, why}
	}
	return out, out.rec != nil
}

// inner is the innermost class inside of a class, by value, that was found too.
func inner(found map[string]traveller, name string) string {
	for range maxNesting {
		next := ""
		for _, b := range found[name].rec.Bases {
			if _, ok := found[b.Name]; ok && next == "" {
				next = b.Name
			}
		}
		for _, f := range found[name].rec.Fields {
			if _, ok := found[element(f.Type).Name]; ok && element(f.Type).Class == ClassRecord && next == "" {
				next = element(f.Type).Name
			}
		}
		if next == "" {
			break
		}
		name = next
	}
	return name
}

func by(value bool) string {
	if value {
		return "by value"
	}
	return "by address"
}
