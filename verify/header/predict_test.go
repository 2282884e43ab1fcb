//go:build clang && cgo

package header

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/layout"
	"github.com/tenon-abi/tenon/abi/load"
)

// hiddenFromObjects are classes whose text means something else elsewhere, in
// ways that debug information does not show.
var hiddenFromObjects = map[string]string{
	"__kernel_fd_set": sizeofBound, "fd_set": sizeofBound, "__sigset_t": sizeofBound, "sockaddr_storage": sizeofBound, "sysinfo": sizeofBound,
	"ib_user_mad_reg_req": sizeofBound,
	"__sk_buff":           unnamedBits, "bpf_map_info": unnamedBits,
	"max_align_t":             "its members have __alignof__ of themselves as alignment",
	"bpf_raw_tracepoint_args": "a class without bytes has another size in C and in C++ there",
}

const (
	sizeofBound = "the bound of an array is computed from sizeof(long)"
	unnamedBits = "an unnamed bit-field stands where the alignment of the next member leaves a hole anyway"
)

// linuxName is a name that a system's headers give to a type.
var linuxName = regexp.MustCompile(`\b(_*[A-Za-z]\w*_t|u_int|uint|u_short|ushort|u_char|u_long|ulong)\b`)

// TestPredictedLayouts: what abi/layout makes of an object's classes on other
// targets is what clang makes of their headers there.
func TestPredictedLayouts(t *testing.T) {
	list, err := os.ReadFile("testdata/kernel.txt")
	require.NoError(t, err)
	same, refused := map[string]int{}, map[string]int{}
	for line := range strings.Lines(string(list)) {
		// Preprocessed once for Linux, so that every target sees one text.
		text := "#include <sys/types.h>\n#include <linux/types.h>\n"
		for _, h := range strings.Fields(line) {
			text += "#include <" + h + ">\n"
		}
		src, one := filepath.Join(t.TempDir(), "k.c"), filepath.Join(t.TempDir(), "one.c")
		write(t, src, text)
		out, err := exec.Command("clang-15", "-E", "-P", "-o", one, src).CombinedOutput()
		require.NoError(t, err, "%s", out)
		// The text has Linux's types behind such names, many of which a prediction takes
		// as the target's own (and size_t is built in).
		data, err := os.ReadFile(one)
		require.NoError(t, err)
		write(t, one, linuxName.ReplaceAllStringFunc(string(data), func(name string) string {
			if name == "__int128_t" || name == "__uint128_t" {
				return name // built in
			}
			return "linux_" + name
		}))
		out, err = exec.Command("gcc", "-w", "-g", "-fno-eliminate-unused-debug-types", "-c", "-o", src+".o", one).CombinedOutput()
		require.NoError(t, err, "%s", out)
		m, err := load.Files([]string{src + ".o"}, load.Options{})
		require.NoError(t, err)
		o := indexObject(m)
		for _, target := range []abi.Target{abi.TargetX64Windows, abi.TargetX86Linux, abi.TargetA64Linux, abi.TargetX86Windows, abi.TargetARMLinux, abi.TargetX64MinGW, abi.TargetA64Apple, abi.TargetRV64Linux} {
			facts, err := Read(Options{Headers: []string{one}, C: true, Triple: target.Triple()})
			require.NoError(t, err)
			p := layout.NewPredictor(m, target)
			for _, rec := range facts.Records {
				if len(o.records[rec.Name]) != 1 {
					continue
				}
				r, err := p.Predict(o.records[rec.Name][0])
				if err != nil {
					refused[target.Triple()]++
					continue
				}
				bad := int64(r.Size) != rec.Size
				at := map[string]int64{}
				for _, f := range rec.Fields {
					at[f.Name] = f.Offset
				}
				for _, f := range r.Fields {
					if want, ok := at[f.Name]; ok && f.Name != "" && want >= 0 && want != int64(f.Offset) {
						bad = true
					}
				}
				if bad && hiddenFromObjects[strings.TrimPrefix(rec.Name, "linux_")] == "" {
					t.Errorf("%s %s: clang has %d bytes aligned to %d, predicted %d aligned to %d (%s)", target, rec.Name, rec.Size, rec.Align, r.Size, r.Align, rec.Place.File)
					continue
				}
				if !bad {
					same[target.Triple()]++
				}
			}
		}
	}
	t.Logf("same: %v, refused: %v", same, refused)
	require.Len(t, same, 8)
	for triple, n := range same {
		require.GreaterOrEqual(t, n, 2350, triple)
		require.LessOrEqual(t, refused[triple], 180, triple) // most of them bytes that may be room for another type
	}
}
