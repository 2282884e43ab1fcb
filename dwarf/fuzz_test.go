package dwarf_test

import (
	"testing"

	"github.com/tenon-abi/tenon/dwarf"
	"github.com/tenon-abi/tenon/dwarf/object"
)

// FuzzCursor walks damaged units in every way the cursor has: no panic, and
// every walk ends.
func FuzzCursor(f *testing.F) {
	file, err := object.Open("../fixtures/demo/libdemo.a", object.Options{})
	if err != nil {
		f.Fatal(err)
	}
	d, err := file.Images[0].Debug()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(d.Info[:min(len(d.Info), 2048)], d.Abbrev, d.Str[:min(len(d.Str), 512)], d.LineStr)
	want := dwarf.NewWant(map[dwarf.Attr]uint8{dwarf.AttrName: 0, dwarf.AttrType: 1, dwarf.AttrSibling: 2, dwarf.AttrConstValue: 3, dwarf.AttrLocation: 4}, nil)
	f.Fuzz(func(t *testing.T, info, abbrev, str, lineStr []byte) {
		s := &dwarf.Sections{Info: info, Types: info, Abbrev: abbrev, Str: str, LineStr: lineStr, StrOffsets: str, Addr: str, AddrSize: 8}
		units, _ := s.Units()
		for _, u := range units {
			tab, err := u.Compile(want)
			if err != nil {
				continue
			}
			c := dwarf.NewCursor(u, tab)
			var e dwarf.Entry
			for c.Next(&e) {
				for i := range 5 {
					if e.Has&(1<<i) != 0 {
						u.Str(e.Val[i])
						u.Block(e.Val[i])
						u.Address(e.Val[i])
					}
				}
				if e.Has&4 != 0 && e.Children && !c.SkipChildren(&e, e.Val[2].U) {
					break
				}
			}
			_, _ = dwarf.Scan(u, tab, true)
			_, _ = dwarf.Scan(u, tab, false)
		}
	})
}
