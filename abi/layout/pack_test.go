package layout

import (
	"slices"
	"strings"
	"testing"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/fixtures"
)

// TestPredictedPack: clang from 19 on states the alignment of classes under #pragma
// pack as it states that of alignas. Elsewhere the two differ where the members ask
// for less, and for Microsoft in packed classes: then the answer is refused. The judge
// is clang for the other target.
func TestPredictedPack(t *testing.T) {
	const text = `
#pragma pack(push, 8)
struct Eight { char c; double d; };
struct Nested { Eight a; char b; };
#pragma pack(pop)
#pragma pack(push, 2)
struct Around { char c; Eight d; long e; };
struct Two { int c; int d; };
struct Pointer { Two c; void *d; wchar_t w; };
#pragma pack(pop)
struct alignas(8) Asked { char c; double d; };
struct alignas(16) Wide { char c; double d; };
#pragma pack(push, 2)
struct AroundAsked { char c; Asked d; };
struct AroundWide { char c; Wide d; };
#pragma pack(pop)
#pragma pack(push, 4)
struct Four { wchar_t c; int d; };
#pragma pack(pop)
struct Plain { Eight a; char b; };
`
	names := strings.Fields("Eight Nested Around Two Pointer Asked Wide AroundAsked AroundWide Four Plain")
	use, size := "", "int all = 0"
	for _, name := range names {
		use, size = use+name+" p"+name+";\n", size+" + sizeof("+name+")"
	}
	have := records(described(t, "clang++-19", text+use))
	for triple, open := range map[string]string{
		"i686-linux-gnu":            "Eight Nested Around Asked AroundAsked Plain",
		"x86_64-pc-windows-msvc":    "Around AroundAsked",
		"i686-pc-windows-msvc":      "Around AroundAsked",
		"armv7-linux-gnueabihf":     "",
		"aarch64-unknown-linux-gnu": "",
	} {
		target, _ := abi.ParseTarget(triple)
		judged := 0
		for _, want := range fixtures.RecordLayoutsOf(t, text+size+";", triple) {
			if !slices.Contains(names, want.Name) {
				continue
			}
			judged++
			r, err := NewPredictor(have[want.Name].Model(), target).Predict(have[want.Name])
			refused := slices.Contains(strings.Fields(open), want.Name)
			if refused != (err != nil) {
				t.Errorf("%s %s: %v", triple, want.Name, err)
			} else if err == nil {
				if diff := compare(r, want); diff != "" {
					t.Errorf("%s %s: %s", triple, want.Name, diff)
				}
			}
		}
		if judged != len(names) {
			t.Errorf("%s: %d layouts of clang's", triple, judged)
		}
	}
}
