package msvc

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"sort"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/fixtures"
)

// undname asks llvm-undname-15 how it prints names; "" if it can't read one.
func undname(t testing.TB, names []string) []string {
	t.Helper()
	cmd := exec.Command("llvm-undname-15")
	cmd.Stdin = strings.NewReader(strings.Join(names, "\n") + "\n")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	// It exits with 1 when a name was invalid.
	if err := cmd.Run(); err != nil {
		require.IsType(t, &exec.ExitError{}, err, "llvm-undname-15 (package llvm-15)")
	}
	lines := strings.Split(out.String(), "\n")
	want := make([]string, len(names))
	at := 0
	for i, n := range names {
		for at < len(lines) && lines[at] != n {
			at++
		}
		require.Less(t, at+1, len(lines), "no answer for %s", n)
		if want[i] = lines[at+1]; strings.HasPrefix(want[i], "error: ") {
			want[i] = ""
		}
		at += 2
	}
	return want
}

// symbolsOf lists the Microsoft names in an object.
func symbolsOf(t testing.TB, objects ...string) []string {
	t.Helper()
	seen := map[string]bool{}
	var out []string
	for _, o := range objects {
		data, err := fixtures.Run("", "llvm-nm-15", "llvm-15", o)
		require.NoError(t, err)
		for _, line := range strings.Split(string(data), "\n") {
			f := strings.Fields(line)
			if len(f) == 0 {
				continue
			}
			if n := f[len(f)-1]; n[0] == '?' && !seen[n] {
				seen[n] = true
				out = append(out, n)
			}
		}
	}
	sort.Strings(out)
	return out
}

var targets = map[int]string{32: "i686-pc-windows-msvc", 64: "x86_64-pc-windows-msvc"}

// compile makes an object (32 bits and generated code: a module, because the
// x87 code generation of clang 15 fails on some conventions).
func compile(clang string, bits int, source, object string, flags ...string) (string, error) {
	args := append([]string{"-target", targets[bits], "-std=c++20", "-w", "-fcxx-exceptions", "-fexceptions", "-c", source, "-o", object}, flags...)
	_, err := fixtures.Run("", "clang++-"+clang, "clang-"+clang, args...)
	return object, err
}

var corpus struct {
	sync.Once
	fixtures, hard, generated []string
	declarations              int
}

// load builds all inputs once: the fixtures, testdata, generated declarations.
func load(t testing.TB) {
	t.Helper()
	corpus.Do(func() {
		var objects []string
		for _, v := range fixtures.Variants() {
			if v.Microsoft() {
				for _, s := range v.Sources() {
					objects = append(objects, fixtures.Build(t, v, s))
				}
			}
		}
		corpus.fixtures = symbolsOf(t, objects...)
		dir := t.TempDir()
		var jobs []func() (string, error)
		for _, f := range []string{"hard", "templates", "values"} {
			for _, c := range []string{"15", "19"} {
				for bits := range targets {
					jobs = append(jobs, func() (string, error) {
						return compile(c, bits, filepath.Join("testdata", f+".cc"), filepath.Join(dir, fmt.Sprint(f, c, bits, ".o")))
					})
				}
			}
		}
		corpus.hard = symbolsOf(t, all(t, jobs)...)
		jobs = nil
		for seed := range uint64(3) {
			for bits := range targets {
				g := newGenerator(seed, bits)
				src := filepath.Join(dir, fmt.Sprint("gen", seed, bits, ".cc"))
				require.NoError(t, os.WriteFile(src, []byte(g.source(90)), 0o600))
				corpus.declarations += g.count
				jobs = append(jobs, func() (string, error) { return compile("15", bits, src, src+".bc", "-emit-llvm") })
			}
		}
		corpus.generated = symbolsOf(t, all(t, jobs)...)
	})
}

// all runs jobs on all cores and keeps their order.
func all(t testing.TB, jobs []func() (string, error)) []string {
	t.Helper()
	out, errs := make([]string, len(jobs)), make([]error, len(jobs))
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.NumCPU())
	for i, j := range jobs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			slots <- struct{}{}
			out[i], errs[i] = j()
			<-slots
		}()
	}
	wg.Wait()
	require.NoError(t, errors.Join(errs...))
	sort.Strings(out)
	return out
}

// deviation is a way in which llvm-undname-15 is wrong or knows less.
type deviation struct {
	reason string
	name   *regexp.Regexp // names it can happen to
	ours   *regexp.Regexp // what has to go from ours to give theirs; nil: see the reason
}

// deviations: in all of them we are right. The names stand in the symbol
// tables that clang wrote, so that "can't read" is never right; what they mean
// is checked by TestMeaning and by writing them again.
var deviations = []deviation{
	{"path of bases: only the first is printed", regexp.MustCompile(`^\?\?_(7|8|R4|S).*@6B.*@@@?$`), regexp.MustCompile("'s `[^']*")},
	{"unknown calling conventions are left out", regexp.MustCompile(`(P[68]|@Y|@Q[AE]+|@)[wUV]`), regexp.MustCompile(`__regcall ?|__attribute__\(\(__preserve_most__\)\) `)},
	{"__restrict of what a pointer to data member points to is lost", regexp.MustCompile(`[PQRS]E?[QRST].*@P(E?)I`), regexp.MustCompile(`__restrict`)},
	{"clang does not count anonymous namespaces among back references", regexp.MustCompile(`\?A0x[0-9A-F]{8}@`), nil},
	{"can't read: type of an auto template parameter", regexp.MustCompile(`\$M`), nil},
	{"can't read: initializer of a variable template", regexp.MustCompile(`^\?\?__[EF]\?\$`), nil},
	{"can't read: scope without a block number", regexp.MustCompile(`W4<unnamed-enum-[^@]*@\?[a-z]`), nil},
	{"can't read: clean-up code of a C function", regexp.MustCompile(`^\?(dtor|catch)\$.*@\?0\?[^?]`), nil},
	{"can't read: template argument of class type or part of an object", regexp.MustCompile(`\$(M[^@]*)?[2C56]`), nil},
	{"can't read: auto and __int128", regexp.MustCompile(`_[LMPT]`), nil},
}

// explains reports whether d is why theirs differs from ours.
func (d *deviation) explains(name, ours, theirs string) bool {
	if strings.HasPrefix(d.reason, "can't read") != (theirs == "") || !d.name.MatchString(name) {
		return false
	}
	if d.ours == nil {
		return true
	}
	bare := func(s string) string { return strings.ReplaceAll(d.ours.ReplaceAllString(s, ""), " ", "") }
	return bare(ours) == bare(theirs)
}
