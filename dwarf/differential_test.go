package dwarf_test

import (
	"bytes"
	stddwarf "debug/dwarf"
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tenon-abi/tenon/dwarf"
	"github.com/tenon-abi/tenon/dwarf/object"
	"github.com/tenon-abi/tenon/fixtures"
)

// everything asks for each attribute that both readers know how to compare.
var compared = []dwarf.Attr{
	dwarf.AttrName, dwarf.AttrLinkageName, dwarf.AttrType, dwarf.AttrByteSize, dwarf.AttrBitSize, dwarf.AttrEncoding,
	dwarf.AttrConstValue, dwarf.AttrDataMemberLocation, dwarf.AttrDataBitOffset, dwarf.AttrBitOffset, dwarf.AttrDeclaration,
	dwarf.AttrSpecification, dwarf.AttrAbstractOrigin, dwarf.AttrExternal, dwarf.AttrAccessibility, dwarf.AttrVirtuality,
	dwarf.AttrVtableElemLocation, dwarf.AttrContainingType, dwarf.AttrArtificial, dwarf.AttrExplicit, dwarf.AttrDeleted,
	dwarf.AttrDefaulted, dwarf.AttrPrototyped, dwarf.AttrObjectPointer, dwarf.AttrDeclFile, dwarf.AttrDeclLine, dwarf.AttrUpperBound,
	dwarf.AttrCount, dwarf.AttrLocation, dwarf.AttrLowPC, dwarf.AttrHighPC, dwarf.AttrCallingConvention, dwarf.AttrAlignment,
	dwarf.AttrEnumClass, dwarf.AttrExportSymbols, dwarf.AttrNoreturn, dwarf.AttrInline, dwarf.AttrImport, dwarf.AttrProducer,
	dwarf.AttrLanguage, dwarf.AttrCompDir, dwarf.AttrStmtList, dwarf.AttrSibling, dwarf.AttrSignature, dwarf.AttrMainSubprogram,
}

// TestEntriesAgainstStandardLibrary: on every fixture and on libstdc++'s debug
// library, entries, tags, attributes and values are those of debug/dwarf.
func TestEntriesAgainstStandardLibrary(t *testing.T) {
	total := 0
	for _, v := range fixtures.Variants() {
		if v.Name == "clang15-dwarf5-64" {
			continue // debug/dwarf of Go 1.26 fails on the string offsets of 64-bit DWARF
		}
		for _, s := range v.Sources() {
			total += compare(t, fixtures.Build(t, v, s))
		}
	}
	total += compare(t, "/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6.0.30") // libstdc++6-12-dbg
	t.Logf("%d entries compared", total)
	require.Greater(t, total, 300000)
}

// both opens one file's sections, relocated, for both readers; line is its
// .debug_line.
func both(t *testing.T, path string) (std *stddwarf.Data, own *dwarf.Sections, line []byte, done func()) {
	f, err := object.Open(path, object.Options{})
	require.NoError(t, err)
	d, err := f.Images[0].Debug()
	require.NoError(t, err, path)
	line, err = d.Line()
	require.NoError(t, err)
	std, err = stddwarf.New(d.Abbrev, nil, nil, d.Info, line, nil, nil, d.Str)
	require.NoError(t, err, path)
	rng, err := d.RngLists()
	require.NoError(t, err)
	for n, b := range map[string][]byte{"line_str": d.LineStr, "str_offsets": d.StrOffsets, "addr": d.Addr, "rnglists": rng} {
		if b != nil {
			require.NoError(t, std.AddSection(".debug_"+n, b))
		}
	}
	return std, &dwarf.Sections{Info: d.Info, Abbrev: d.Abbrev, Str: d.Str, LineStr: d.LineStr, StrOffsets: d.StrOffsets, Addr: d.Addr,
		AddrSize: f.Images[0].AddrSize}, line, func() { f.Close() }
}

// compare reads one file's sections, relocated, with both readers.
func compare(t *testing.T, path string) int {
	std, own, _, done := both(t, path)
	defer done()
	units, errs := own.Units()
	require.Empty(t, errs, path)
	slots := map[dwarf.Attr]uint8{}
	for i, a := range compared {
		slots[a] = uint8(i)
	}
	want := dwarf.NewWant(slots, nil)
	r := std.Reader()
	n := 0
	for _, u := range units {
		bases(t, u)
		tab, err := u.Compile(want)
		require.NoError(t, err, path)
		c := dwarf.NewCursor(u, tab)
		r.Seek(stddwarf.Offset(u.Data))
		var e dwarf.Entry
		for c.Next(&e) {
			se, err := r.Next()
			require.NoError(t, err, path)
			require.NotNil(t, se, path)
			if e.Tag == 0 {
				require.Zero(t, se.Tag, "%s at 0x%x", path, e.Off)
				continue
			}
			n++
			require.Equal(t, uint64(se.Offset), e.Off, path)
			require.Equal(t, uint32(se.Tag), uint32(e.Tag), "%s at 0x%x", path, e.Off)
			require.Equal(t, se.Children, e.Children)
			values(t, path, u, &e, se)
		}
		require.NoError(t, c.Err(), path)
	}
	return n
}

// bases sets what indexed forms of a unit count from, as the unit entry says.
func bases(t *testing.T, u *dwarf.Unit) {
	tab, err := u.Compile(dwarf.NewWant(map[dwarf.Attr]uint8{dwarf.AttrStrOffsetsBase: 0, dwarf.AttrAddrBase: 1}, nil))
	require.NoError(t, err)
	c := dwarf.NewCursor(u, tab)
	var e dwarf.Entry
	require.True(t, c.Next(&e))
	if e.Has&1 != 0 {
		u.StrOffsetsBase = e.Val[0].U
	}
	if e.Has&2 != 0 {
		u.AddrBase = e.Val[1].U
	}
}

func values(t *testing.T, path string, u *dwarf.Unit, e *dwarf.Entry, se *stddwarf.Entry) {
	has := map[dwarf.Attr]bool{}
	for _, f := range se.Field {
		for i, a := range compared {
			if uint32(a) != uint32(f.Attr) {
				continue
			}
			has[a] = true
			if e.Has&(1<<i) == 0 {
				t.Fatalf("%s at 0x%x: no attribute %v", path, e.Off, f.Attr)
			}
			v := e.Val[i]
			ok := false
			switch want := f.Val.(type) {
			case string:
				ok = string(u.Str(v)) == want
			case int64:
				s, okS := v.Int()
				n, okN := v.Uint()
				ok = okS && s == want || okN && int64(n) == want
			case uint64:
				addr, okA := u.Address(v)
				n, okN := v.Uint()
				ok = okA && addr == want || okN && n == want || v.U == want && (v.Class == dwarf.ClassRefSig || v.Class == dwarf.ClassLoclistx || v.Class == dwarf.ClassRnglistx)
			case bool:
				ok = v.Flag() == want
			case stddwarf.Offset:
				ok = v.U == uint64(want)
			case []byte:
				ok = string(u.Block(v)) == string(want)
			}
			if !ok {
				t.Fatalf("%s at 0x%x: %v is %v, debug/dwarf says %v (%T)", path, e.Off, f.Attr, v, f.Val, f.Val)
			}
		}
	}
	for i, a := range compared {
		if e.Has&(1<<i) != 0 && !has[a] {
			t.Fatalf("%s at 0x%x: attribute 0x%x is there, debug/dwarf has none", path, e.Off, uint16(a))
		}
	}
}

// TestFiles: the file tables of every fixture and of libstdc++ name the files
// that debug/dwarf reads, as far as paths are concerned.
func TestFiles(t *testing.T) {
	tables, names := 0, 0
	check := func(path string) {
		std, own, line, done := both(t, path)
		defer done()
		units, _ := own.Units()
		for _, u := range units {
			bases(t, u)
			r := std.Reader()
			r.Seek(stddwarf.Offset(u.Data))
			e, err := r.Next()
			require.NoError(t, err)
			off, ok := e.Val(stddwarf.AttrStmtList).(int64)
			if !ok {
				continue
			}
			lr, err := std.LineReader(e)
			require.NoError(t, err, path)
			dir, _ := e.Val(stddwarf.AttrCompDir).(string)
			files, err := u.Files(line, uint64(off), dir)
			require.NoError(t, err, path)
			want := lr.Files()
			require.Equal(t, len(want), len(files), path)
			tables++
			for i, w := range want {
				if w == nil {
					require.Empty(t, files[i])
					continue
				}
				names++
				require.Equal(t, w.Name, files[i], "%s: file %d", path, i)
			}
		}
	}
	for _, v := range fixtures.Variants() {
		if v.Name == "clang15-dwarf5-64" {
			continue // see TestEntriesAgainstStandardLibrary
		}
		for _, s := range v.Sources() {
			check(fixtures.Build(t, v, s))
		}
	}
	check("/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6.0.30") // libstdc++6-12-dbg
	t.Logf("%d names in %d tables", names, tables)
	require.Greater(t, names, 1000)
}

// TestFilesBounded: a few bytes that name one long string a million times are
// refused before they take the memory.
func TestFilesBounded(t *testing.T) {
	long := append(bytes.Repeat([]byte("x"), 1<<20), 0)
	u := &dwarf.Unit{Sec: &dwarf.Sections{LineStr: long}, AddrLen: 8}
	var table []byte
	uleb := func(v uint64) { table = binary.AppendUvarint(table, v) }
	table = append(table, 1, 1, 1, 0, 1, 1) // lengths, defaults, opcode_base 1
	for range 2 {                           // directories, files
		table = append(table, 1)
		uleb(1)    // DW_LNCT_path
		uleb(0x1f) // DW_FORM_line_strp
		uleb(5000)
		table = append(table, make([]byte, 4*5000)...)
	}
	line := binary.LittleEndian.AppendUint32(nil, uint32(len(table))+8)
	line = binary.LittleEndian.AppendUint16(line, 5)
	line = append(line, 8, 0)
	line = binary.LittleEndian.AppendUint32(line, uint32(len(table)))
	_, err := u.Files(append(line, table...), 0, "/")
	require.Error(t, err)
}
