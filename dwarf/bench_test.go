package dwarf_test

import (
	stdwarf "debug/dwarf"
	"testing"

	"github.com/tenon-abi/tenon/dwarf"
	"github.com/tenon-abi/tenon/dwarf/object"
)

const benchFile = "/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6.0.30"

func benchSections(b *testing.B) (*dwarf.Sections, *object.DebugSections) {
	f, err := object.Open(benchFile, object.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	d, err := f.Images[0].Debug()
	if err != nil {
		b.Fatal(err)
	}
	return &dwarf.Sections{Info: d.Info, Types: d.Types, Abbrev: d.Abbrev, Str: d.Str, LineStr: d.LineStr, StrOffsets: d.StrOffsets,
		Addr: d.Addr, AddrSize: 8}, d
}

// benchWant is what a loader of types and functions asks for.
func benchWant() *dwarf.Want {
	return dwarf.NewWant(map[dwarf.Attr]uint8{dwarf.AttrName: 0, dwarf.AttrLinkageName: 1, dwarf.AttrType: 2, dwarf.AttrByteSize: 3,
		dwarf.AttrDataMemberLocation: 4, dwarf.AttrDeclaration: 5, dwarf.AttrSpecification: 6, dwarf.AttrAbstractOrigin: 7,
		dwarf.AttrExternal: 8, dwarf.AttrAccessibility: 9, dwarf.AttrVirtuality: 10, dwarf.AttrArtificial: 11, dwarf.AttrSibling: 12,
		dwarf.AttrConstValue: 13, dwarf.AttrUpperBound: 14, dwarf.AttrBitSize: 15, dwarf.AttrDeclLine: 16, dwarf.AttrDeclFile: 17}, nil)
}

func benchWalk(b *testing.B, want *dwarf.Want) {
	s, _ := benchSections(b)
	units, errs := s.Units()
	if len(errs) > 0 {
		b.Fatal(errs[0])
	}
	tables := make([]*dwarf.Table, len(units))
	for i, u := range units {
		t, err := u.Compile(want)
		if err != nil {
			b.Fatal(err)
		}
		tables[i] = t
	}
	cursors := make([]dwarf.Cursor, len(units))
	for i, u := range units {
		cursors[i] = dwarf.NewCursor(u, tables[i])
	}
	var e dwarf.Entry
	b.SetBytes(int64(len(s.Info)))
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		for i := range cursors {
			c := cursors[i]
			for c.Next(&e) {
			}
			if c.Err() != nil {
				b.Fatal(c.Err())
			}
		}
	}
}

// BenchmarkCursor decodes what a loader asks for.
func BenchmarkCursor(b *testing.B) { benchWalk(b, benchWant()) }

// BenchmarkSkip decodes nothing but sibling references.
func BenchmarkSkip(b *testing.B) {
	benchWalk(b, dwarf.NewWant(map[dwarf.Attr]uint8{dwarf.AttrSibling: 0}, nil))
}

// BenchmarkStandard walks the same entries with debug/dwarf.
func BenchmarkStandard(b *testing.B) {
	_, d := benchSections(b)
	data, err := stdwarf.New(d.Abbrev, nil, nil, d.Info, nil, nil, nil, d.Str)
	if err != nil {
		b.Fatal(err)
	}
	for name, sec := range map[string][]byte{".debug_line_str": d.LineStr, ".debug_str_offsets": d.StrOffsets, ".debug_addr": d.Addr} {
		if sec != nil {
			if err := data.AddSection(name, sec); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.SetBytes(int64(len(d.Info)))
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		r := data.Reader()
		for {
			e, err := r.Next()
			if err != nil {
				b.Fatal(err)
			}
			if e == nil {
				break
			}
		}
	}
}
