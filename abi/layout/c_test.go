package layout

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/fixtures"
)

// TestPredictedC: what other targets make of C structures is what clang makes of
// them there, or refused: the attribute aligned may ask for less than the members
// have, which is stated like an alignment that counts.
func TestPredictedC(t *testing.T) {
	const text = `
union __attribute__((aligned(4))) Less { unsigned long m; unsigned char c; };
struct __attribute__((aligned(4))) Pointer { int (*f)(int); };
struct Holds { struct Pointer p[2]; unsigned short s[3]; };
struct __attribute__((aligned(16))) More { unsigned long m; unsigned char c; };
struct None { char none[0]; };
union Longs { long none[0]; };
struct After { struct None n; char c; };
struct Plain { char c; long l; double d; };
`
	names := strings.Fields("Less Pointer Holds More None Longs After Plain")
	use, size := "", "int all = 0"
	for _, name := range names {
		kind := "struct "
		if name == "Less" || name == "Longs" {
			kind = "union "
		}
		use, size = use+kind+name+" *p"+name+", v"+name+";\n", size+" + sizeof("+kind+name+")"
	}
	path := filepath.Join(t.TempDir(), "c.c")
	if err := os.WriteFile(path, []byte(text+use+size+";"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, tool := range []string{"gcc-12", "clang-15", "clang-19"} {
		have := records(described(t, tool, text+use))
		for triple, open := range map[string]string{
			"i686-linux-gnu": "Less Pointer Holds", "armv7-linux-gnueabihf": "Less Pointer Holds", "aarch64-linux-gnu": "",
			"x86_64-pc-windows-msvc": "Less", "i686-pc-windows-msvc": "Less Pointer Holds", "x86_64-w64-mingw32": "Less",
		} {
			target, _ := abi.ParseTarget(triple)
			judged := 0
			for _, want := range fixtures.RecordLayouts(t, path, triple) {
				typ, ok := have[want.Name]
				if !ok {
					continue
				}
				judged++
				r, err := NewPredictor(typ.Model(), target).Predict(typ)
				if refused := strings.Contains(" "+open+" ", " "+want.Name+" "); refused != (err != nil) {
					t.Errorf("%s %s %s: %v", tool, triple, want.Name, err)
				} else if err == nil {
					if diff := compare(r, want); diff != "" {
						t.Errorf("%s %s %s: %s", tool, triple, want.Name, diff)
					}
				}
			}
			if judged != len(names) {
				t.Errorf("%s: %d layouts of clang's", triple, judged)
			}
		}
	}
}
