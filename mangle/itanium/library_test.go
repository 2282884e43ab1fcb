package itanium

import (
	"bytes"
	"debug/elf"
	"encoding/hex"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// symbols lists the mangled names of the dynamic symbol tables of libstdc++
// (libstdc++6-12-dbg) and of the libraries of librados2, and all those of
// libjvm, whose C++ functions are hidden (openjdk-17-dbg).
func symbols(t *testing.T) []string {
	t.Helper()
	seen := map[string]bool{}
	var out []string
	for _, args := range [][]string{{"-D", "/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6.0.30"}, {"-D", "/usr/lib/x86_64-linux-gnu/librados.so.2"},
		{"-D", "/usr/lib/x86_64-linux-gnu/ceph/libceph-common.so.2"}, {debugFile(t, "/usr/lib/jvm/java-17-openjdk-amd64/lib/server/libjvm.so")}} {
		data, err := exec.Command("nm", args...).Output()
		require.NoError(t, err, "nm %s (packages binutils, libstdc++6-12-dbg, librados2, openjdk-17-jre-headless, openjdk-17-dbg)", args)
		for _, line := range strings.Split(string(data), "\n") {
			f := strings.Fields(line)
			if len(f) == 0 {
				continue
			}
			name, _, _ := strings.Cut(f[len(f)-1], "@")
			if strings.HasPrefix(name, "_Z") && !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	require.Greater(t, len(out), 70000)
	return out
}

// debugFile finds the debug file of a library by its build id.
func debugFile(t *testing.T, lib string) string {
	t.Helper()
	f, err := elf.Open(lib)
	require.NoError(t, err, "package openjdk-17-jre-headless")
	defer f.Close()
	s := f.Section(".note.gnu.build-id")
	require.NotNil(t, s, lib)
	note, err := s.Data()
	require.NoError(t, err)
	id := hex.EncodeToString(note[16:])
	return "/usr/lib/debug/.build-id/" + id[:2] + "/" + id[2:] + ".debug"
}

// TestPrintLikeCxxfilt: every symbol of the libraries prints as llvm-cxxfilt-15
// prints it, except transaction clones (_ZGTt, _ZGTn of the GNU extension),
// which llvm-cxxfilt does not know and c++filt spells as we do.
func TestPrintLikeCxxfilt(t *testing.T) {
	names := symbols(t)
	cmd := exec.Command("llvm-cxxfilt-15")
	cmd.Stdin = strings.NewReader(strings.Join(names, "\n"))
	out, err := cmd.Output()
	require.NoError(t, err, "llvm-cxxfilt-15 (package llvm-15)")
	want := strings.Split(string(bytes.TrimRight(out, "\n")), "\n")
	require.Len(t, want, len(names))
	clones, unread, tagged := 0, 0, 0
	var old, ours []string
	for i, n := range names {
		if strings.HasPrefix(n, "_ZGTt") || strings.HasPrefix(n, "_ZGTn") {
			clones++
			continue
		}
		sym, err := Parse(n)
		if err != nil {
			// g++ wrote a name that the ABI does not allow; llvm-cxxfilt leaves it
			// as it is too.
			require.Equal(t, n, want[i])
			unread++
			continue
		}
		got, err := Print(sym)
		require.NoError(t, err, n)
		if strings.Contains(want[i], "]::(") || strings.Contains(want[i], "]::~(") {
			// llvm-cxxfilt-15 leaves out the name of a constructor or destructor
			// of a class with an ABI tag.
			tagged++
			continue
		}
		if want[i] == n {
			old, ours = append(old, n), append(ours, got)
			continue
		}
		require.Equal(t, want[i], got, n)
	}
	t.Logf("%d names equal, %d read by neither, %d transaction clones and %d constructors of tagged classes left out",
		len(names)-clones-unread-tagged-len(old), unread, clones, tagged)
	likeGNU(t, old, ours)
	require.Less(t, tagged, 50)
	require.Less(t, unread, 200)
	require.Less(t, clones, 100)
}

// likeGNU compares what llvm-cxxfilt can't read, packs and unresolved names as
// g++ wrote them before -fabi-version=6, with what GNU c++filt prints. Apart
// from spaces it spells std::string out and leaves out the result of a template
// function that is a scope.
func likeGNU(t *testing.T, names, ours []string) {
	t.Helper()
	cmd := exec.Command("c++filt")
	cmd.Stdin = strings.NewReader(strings.Join(names, "\n"))
	out, err := cmd.Output()
	require.NoError(t, err, "c++filt (package binutils)")
	want := strings.Split(string(bytes.TrimRight(out, "\n")), "\n")
	require.Len(t, want, len(names))
	bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	equal, other := 0, 0
	for i, w := range want {
		switch {
		case bare(w) == bare(ours[i]):
			equal++
		case strings.Contains(w, "basic_string<") || strings.Contains(w, "vformat_to<char>"):
			other++
		default:
			t.Errorf("%s\n c++filt %s\n ours    %s", names[i], w, ours[i])
		}
	}
	t.Logf("of old forms %d as c++filt, %d spelled otherwise", equal, other)
	require.Greater(t, equal, 50)
	require.Less(t, other, 6)
}

// TestWriteWhatWasRead: reading a symbol and writing it gives the symbol. The
// exceptions are names with a local entity of a function inside a template
// argument, and pointers to member functions whose function type occurs again:
// g++ counts substitutions there in another way than the ABI says.
func TestWriteWhatWasRead(t *testing.T) {
	total, same, refused := 0, 0, 0
	for _, n := range symbols(t) {
		if strings.HasPrefix(n, "_ZGT") {
			continue
		}
		sym, err := Parse(n)
		if err != nil {
			continue // see TestPrintLikeCxxfilt
		}
		total++
		got, err := Write(sym)
		switch {
		case err != nil:
			refused++
		case got == n:
			same++
		}
	}
	t.Logf("%d of %d symbols written as they were read, %d refused", same, total, refused)
	require.GreaterOrEqual(t, float64(same)/float64(total), 0.9998)
}

// FuzzParse: no panic, no hang, and bounded output for any name.
func FuzzParse(f *testing.F) {
	for _, n := range []string{"_ZN1n1fEv", "_ZNSt3mapIiSsSt4lessIiESaISt4pairIKiSsEEE4findERS3_", "_ZZ3lamvENKUliE_clEi", "_ZThn16_N1B1fEv", "_Z1fIJiPcEEvDpT_"} {
		f.Add(n)
	}
	f.Fuzz(func(t *testing.T, name string) {
		sym, err := Parse(name)
		if err != nil {
			return
		}
		s, err := Print(sym)
		if err == nil && len(s) > 1<<24 {
			t.Fatal("unbounded output")
		}
		_, _ = Write(sym)
	})
}
