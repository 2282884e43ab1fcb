package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/fixtures"
)

// TestLayoutJSON: what `tenon layout --format json` prints for the records of
// the fixtures is what clang -fdump-record-layouts prints, for native objects
// and for those of other targets.
func TestLayoutJSON(t *testing.T) {
	type jsonType struct {
		Name, Kind  string
		Size, Align int64
		Fields      []struct {
			Name       string
			OffsetBits int64 `json:"offset_bits"`
			SizeBits   int64 `json:"size_bits"`
		}
		Bases []struct {
			Name    string
			Offset  *int64
			Virtual bool
		}
	}
	plain := strings.NewReplacer(" ", "", "longint", "long", "shortint", "short").Replace
	src, err := fixtures.SourceDir()
	require.NoError(t, err)
	variants := map[string]bool{"gcc12-dwarf5": true, "clang15-dwarf5": true}
	for _, v := range fixtures.Variants() {
		if !v.Native() && v.Kind == fixtures.Object {
			variants[v.Name] = true // one of each target
		}
	}
	records, fields := 0, 0
	for _, v := range fixtures.Variants() {
		if !variants[v.Name] {
			continue
		}
		for _, s := range v.Sources() {
			if !s.CPlusPlus() {
				continue
			}
			var out, msg bytes.Buffer
			status := run([]string{"layout", fixtures.Build(t, v, s), "--format", "json"}, nil, &out, &msg)
			require.Zero(t, status, "%s %s: %s", v.Name, s.Name, msg.String())
			var doc struct {
				Schema int
				Types  []jsonType
			}
			require.NoError(t, json.Unmarshal(out.Bytes(), &doc))
			require.Equal(t, 1, doc.Schema)
			byName := map[string][]jsonType{}
			for _, typ := range doc.Types {
				byName[plain(typ.Name)] = append(byName[plain(typ.Name)], typ)
			}
			for _, r := range fixtures.RecordLayouts(t, filepath.Join(src, s.Name), v.Target) {
				got := byName[plain(r.Name)]
				if len(got) != 1 {
					continue // not in the object, or local and ambiguous by name
				}
				records++
				where := v.Name + " " + s.Name + " " + r.Name
				require.Equal(t, r.Size, got[0].Size, where)
				require.Equal(t, r.Align, got[0].Align, where)
				want := map[string]fixtures.RecordField{}
				for _, f := range r.Fields {
					if f.Name != "" {
						want[f.Name] = f
					}
				}
				for _, f := range got[0].Fields {
					w, ok := want[f.Name]
					if !ok {
						continue // the table pointer, or an unnamed member
					}
					fields++
					delete(want, f.Name)
					require.Equal(t, w.OffsetBits, f.OffsetBits, "%s::%s", where, f.Name)
					if w.BitField {
						require.Equal(t, w.SizeBits, f.SizeBits, "%s::%s", where, f.Name)
					}
				}
				require.Empty(t, want, where)
			}
		}
	}
	t.Logf("%d records with %d fields", records, fields)
	require.Greater(t, records, 500)
}
