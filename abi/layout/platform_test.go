package layout

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/fixtures"
)

// TestSystemTypes: what typedefs of Linux's headers stand for. gcc is the judge,
// for every processor whose headers are here.
func TestSystemTypes(t *testing.T) {
	names := strings.Fields(`pid_t uid_t gid_t id_t mode_t useconds_t socklen_t wint_t key_t clockid_t daddr_t dev_t ino_t off_t blkcnt_t fsblkcnt_t fsfilcnt_t
		clock_t time_t suseconds_t rlim_t off64_t ino64_t blkcnt64_t fsblkcnt64_t fsfilcnt64_t rlim64_t loff_t quad_t u_quad_t ssize_t nlink_t blksize_t wchar_t
		pthread_t pthread_key_t pthread_once_t sa_family_t sig_atomic_t register_t u_char u_short u_int u_long ushort uint ulong u_int8_t u_int16_t u_int32_t u_int64_t
		__u8 __u16 __u32 __u64 __s8 __s16 __s32 __s64 nfds_t speed_t tcflag_t cc_t __fsword_t __syscall_slong_t __syscall_ulong_t __int64_t __uint64_t __suseconds64_t
		__uint8_t __int16_t __dev_t __off64_t __nlink_t __blksize_t __pid_t`)
	judges := 0
	for tool, target := range map[string]abi.Target{"gcc-12": abi.TargetX64Linux, "aarch64-linux-gnu-gcc-12": abi.TargetA64Linux, "arm-linux-gnueabihf-gcc-12": abi.TargetARMLinux,
		"i686-linux-gnu-gcc-12": abi.TargetX86Linux, "riscv64-linux-gnu-gcc-12": abi.TargetRV64Linux} {
		if _, err := exec.LookPath(tool); err != nil {
			continue
		}
		text := "#define _GNU_SOURCE\n"
		for _, h := range strings.Fields("sys/types.h sys/socket.h sys/resource.h sys/statfs.h sys/time.h signal.h wchar.h pthread.h poll.h termios.h stddef.h linux/types.h") {
			text += "#include <" + h + ">\n"
		}
		known := 0
		for _, n := range names {
			if want := abi.SystemType(n, target); want != "" {
				known++
				text += fmt.Sprintf("_Static_assert(__builtin_types_compatible_p(%s, %s), \"%[1]s is no %[2]s\");\n", n, want)
				text += fmt.Sprintf("_Static_assert(sizeof(%s) == %d, \"size of %[1]s\");\n", n, abi.IntegerSize(want, target))
			}
		}
		if least := len(names) - 15; known < least {
			t.Errorf("%s: %d types known, want %d", tool, known, least)
		}
		cmd := exec.Command(tool, "-x", "c", "-fsyntax-only", "-")
		cmd.Stdin = strings.NewReader(text)
		if out, err := cmd.CombinedOutput(); err != nil {
			if strings.Contains(string(out), "No such file") {
				continue // a compiler without headers
			}
			t.Errorf("%s: %s", tool, out)
		}
		judges++
	}
	if judges < 2 {
		t.Errorf("%d compilers", judges)
	}
}

// TestPredictedPlatform: members that the headers of one processor or system
// define are taken as they are there, or refused. The judges are the compilers
// of the other target, with its own headers.
func TestPredictedPlatform(t *testing.T) {
	const text = `#include <sys/types.h>
#include <pthread.h>
#include <setjmp.h>
#include <fenv.h>
#include <time.h>
#include <wchar.h>
struct Links { nlink_t n; int b; }; struct Blocks { blksize_t n; int b; }; struct Files { dev_t d; char c; off_t o; ino_t i; uid_t u; };
struct Locks { pthread_mutex_t m[2]; int n; }; struct Thread { pthread_t t; pthread_attr_t a; };
struct Jump { __jmp_buf j; int b; }; struct Env { fexcept_t v; int b; };
struct Wide { wchar_t w[3]; char c; wint_t i; }; struct Time { char c; struct timespec t; clock_t k; };
struct Links links; struct Blocks blocks; struct Files files; struct Locks locks; struct Thread thread; struct Jump jump; struct Env env; struct Wide wide; struct Time timed;
`
	here, there := described(t, "gcc-12", text), described(t, "aarch64-linux-gnu-gcc-12", text)
	refused := map[string]bool{"Locks": true, "Thread": true, "Jump": true, "Env": true}
	p, own, real := NewPredictor(here, abi.TargetA64Linux), NewPredictor(there, abi.TargetA64Linux), records(there)
	for name, typ := range records(here) {
		if !strings.Contains(text, "struct "+name+" {") {
			continue
		}
		want, err := own.Stated(real[name])
		if err != nil {
			t.Fatal(err)
		}
		switch got, err := p.Predict(typ); {
		case err != nil && !refused[name], err == nil && refused[name]:
			t.Errorf("%s: %v", name, err)
		case err == nil:
			if d := Differences(got, want); len(d) > 0 {
				t.Errorf("%s: %v", name, d)
			}
		}
	}

	// Windows has another wchar_t, which is a typedef in C.
	const wide = "#include <stddef.h>\nstruct S { wchar_t a[3]; char c; wchar_t b; };\nstruct S s;\n"
	r, err := NewPredictor(described(t, "gcc-12", wide), abi.TargetX64Windows).Predict(records(described(t, "gcc-12", wide))["S"])
	if err != nil || r.Size != 10 { // clang-15 -target x86_64-pc-windows-msvc
		t.Errorf("wchar_t on Windows: %v %v", r.Size, err)
	}
	if _, err := NewPredictor(here, abi.TargetX64Apple).Predict(records(here)["Files"]); err == nil {
		t.Error("dev_t has 4 bytes on macOS")
	}
}

// TestPredictedStorage: numbers that were computed from sizes of types are not
// taken to a target where the sizes differ. clang for it is the judge.
func TestPredictedStorage(t *testing.T) {
	const text = `
template<class T> struct Membuf { alignas(T) unsigned char d[sizeof(T)]; };
template<class T> struct Node { Node *next; Membuf<T> v; };
template<class T, int N> struct Inline { char d[sizeof(T) * N]; };
union Any { struct { void *a, *b; } big; char d[sizeof(void *[2])]; };
struct Impl { alignas(void *) char d[2 * sizeof(void *)]; int n; };
struct Text { char name[16]; int n; }; struct Line { alignas(64) char d[64]; };
struct Str { char *p; long n; };
Membuf<int> i; Membuf<Str> s; Membuf<long long> l; Node<int> ni; Node<char *> np; Inline<Str, 4> is; Inline<short, 8> ss; Any any; Impl impl; Text t; Line line;
`
	for _, c := range []struct{ tool, to, refused string }{
		{"g++-12", "i686-linux-gnu", "Membuf<Str> Membuf<long long> Node<int> Node<char*> Membuf<char*> Inline<Str, 4> Any Impl"},
		{"clang++-15", "i686-linux-gnu", "Membuf<Str> Membuf<long long> Node<char*> Membuf<char*> Inline<Str, 4> Any Impl"},
		{"clang++-15", "x86_64-pc-windows-msvc", "Membuf<Str> Inline<Str, 4> Any Impl"},
		{"g++-12", "aarch64-linux-gnu", ""},
	} {
		target, _ := abi.ParseTarget(c.to)
		m := described(t, c.tool, text)
		have, p := records(m), NewPredictor(m, target)
		missing, equal := strings.Count(c.refused, " "), 0
		for _, want := range fixtures.RecordLayoutsOf(t, text, c.to) {
			typ, ok := have[want.Name]
			if !ok {
				typ, ok = have[strings.ReplaceAll(want.Name, " *", "*")]
			}
			if !ok {
				continue
			}
			switch r, err := p.Predict(typ); {
			case err != nil:
				if !strings.Contains(c.refused, strings.ReplaceAll(want.Name, " *", "*")) {
					t.Errorf("%s to %s: %s", c.tool, c.to, err)
				}
				missing--
			case compare(r, want) != "":
				t.Errorf("%s to %s: %s: %s", c.tool, c.to, want.Name, compare(r, want))
			default:
				equal++
			}
		}
		if equal < 4 {
			t.Errorf("%s to %s: %d equal", c.tool, c.to, equal)
		}
	}
}

// TestForgottenAlignment: gcc for ARM leaves out the alignment of classes that
// fit a register; what is not known is a lower bound. The sizes of Pair, Small
// and Holder are those that alignments of 8, 4 and 8 give.
func TestForgottenAlignment(t *testing.T) {
	obj := filepath.Join(t.TempDir(), "a.o")
	if _, err := fixtures.Run("", "clang-15", "clang-15", "--target=arm-linux-gnueabihf", "-c", "testdata/forgotten_arm.s", "-o", obj); err != nil {
		t.Fatal(err)
	}
	m, err := load.Files([]string{obj}, load.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, have := NewPredictor(m, m.Target()), records(m)
	for name, unstated := range map[string]bool{"Pair": true, "Small": true, "Holder": true, "Wide": false, "Plain": false} {
		if r, err := p.Stated(have[name]); err != nil || r.Unstated != unstated {
			t.Errorf("%s: unstated %v, %v", name, r.Unstated, err)
		}
	}
}

// TestPredictedFromUnknown: where the objects' own target has no rules, nothing
// tells what in a layout is asked for and what is the target's.
func TestPredictedFromUnknown(t *testing.T) {
	m := loaded(t, "struct S { unsigned a : 3, b : 7; }; S s;", "s390x-linux-gnu")
	if r, err := NewPredictor(m, abi.TargetX64Linux).Predict(records(m)["S"]); err == nil {
		t.Errorf("predicted from s390x: %+v", r)
	}
}

// described compiles a source and loads it.
func described(t *testing.T, tool, text string) *abi.Model {
	t.Helper()
	src := filepath.Join(t.TempDir(), "a.c")
	if strings.Contains(tool, "++") {
		src += "c"
	}
	if err := os.WriteFile(src, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := fixtures.Run("", tool, tool, "-g", "-c", src, "-o", src+".o"); err != nil {
		t.Fatal(err)
	}
	m, err := load.Files([]string{src + ".o"}, load.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}
