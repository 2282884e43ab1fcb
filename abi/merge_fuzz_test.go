package abi_test

import (
	"bytes"
	"testing"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/abi/snapshot"
	"github.com/tenon-abi/tenon/fixtures"
)

// FuzzMerge merges whatever a snapshot can hold with a real model and with
// itself: no panic, and a result that can be written.
func FuzzMerge(f *testing.F) {
	var real *abi.Model
	for _, name := range []string{"records.cc", "templates.cc", "enums.cc", "odr_a.cc"} {
		path, err := fixtures.Make(fixtures.VariantNamed("gcc12-dwarf5"), fixtures.SourceNamed(name))
		if err != nil {
			f.Fatal(err)
		}
		m, err := load.Files([]string{path}, load.Options{})
		if err != nil {
			f.Fatal(err)
		}
		real = m
		var b bytes.Buffer
		if err := snapshot.Write(&b, m); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes(), b.Bytes())
	}
	f.Fuzz(func(t *testing.T, x, y []byte) {
		a, err := snapshot.Read(bytes.NewReader(x))
		if err != nil {
			return
		}
		models := []*abi.Model{a}
		if b, err := snapshot.Read(bytes.NewReader(y)); err == nil && b.Target() == a.Target() {
			models = append(models, b)
		}
		if real.Target() == a.Target() {
			models = append(models, real)
		}
		m, err := abi.Merge(models)
		if err != nil {
			return
		}
		if err := snapshot.Write(&bytes.Buffer{}, m); err != nil {
			t.Fatal(err)
		}
	})
}
