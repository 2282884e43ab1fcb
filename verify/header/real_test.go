//go:build clang && cgo

package header

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/verify"
)

// known are what these libraries' headers say otherwise on purpose.
var known = map[string]string{
	"__SOCKADDR_ARG":       "glibc builds itself with one member instead of twelve in this transparent union",
	"__CONST_SOCKADDR_ARG": "likewise",
	"getumask()":           "declared, documented, never written",
}

const libs = "/usr/lib/x86_64-linux-gnu/"

// TestRealLibraries: headers of distributions agree with the libraries built
// from them, as far as they do.
func TestRealLibraries(t *testing.T) {
	libc := []string{"stdio.h", "string.h", "strings.h", "wchar.h", "time.h", "fcntl.h", "dirent.h", "netdb.h", "pthread.h", "math.h", "signal.h",
		"locale.h", "regex.h", "glob.h", "search.h", "semaphore.h", "termios.h", "poll.h", "grp.h", "pwd.h", "spawn.h", "sched.h", "ucontext.h",
		"iconv.h", "langinfo.h", "malloc.h", "mntent.h", "printf.h", "setjmp.h", "shadow.h", "syslog.h", "utime.h", "wctype.h", "complex.h",
		"dlfcn.h", "envz.h", "execinfo.h", "fenv.h", "fnmatch.h", "fts.h", "ftw.h", "getopt.h", "ifaddrs.h", "inttypes.h", "sys/mman.h", "sys/time.h",
		"sys/resource.h", "sys/epoll.h", "sys/uio.h", "sys/wait.h", "sys/statvfs.h", "sys/sem.h", "sys/shm.h", "sys/msg.h", "sys/inotify.h", "net/if.h"}
	var stdcxx []string
	for _, h := range []string{"iostream", "fstream", "sstream", "locale", "filesystem", "regex", "thread", "future", "memory_resource", "condition_variable",
		"charconv", "chrono", "random", "system_error", "new", "typeinfo", "exception"} {
		stdcxx = append(stdcxx, "c++/12/"+h)
	}
	for _, c := range []struct {
		name, pkg        string
		headers, objects []string
		flags            []string
		functions, types int // at least
	}{
		{"librados", "librados-dev, librados2-dbg", []string{"rados/librados.h"}, []string{"librados.so.2"}, nil, 230, 11},
		{"libstdc++", "libstdc++6-12-dbg", stdcxx, []string{"debug/libstdc++.so.6.0.30"}, []string{"-std=c++17"}, 180, 50},
		{"libc", "libc6-dbg", libc, []string{"libc.so.6", "libm.so.6"}, []string{"-D_GNU_SOURCE"}, 850, 140},
	} {
		t.Run(c.name, func(t *testing.T) {
			var objects, headers []string
			for _, o := range c.objects {
				objects = append(objects, libs+o)
			}
			for _, h := range c.headers {
				p := filepath.Join("/usr/include", h)
				if _, err := os.Stat(p); err != nil {
					p = filepath.Join("/usr/include/x86_64-linux-gnu", h)
				}
				headers = append(headers, p)
			}
			m, err := load.Files(objects, load.Options{})
			require.NoError(t, err, "apt-get install %s", c.pkg)
			r := check(t, Options{Headers: headers, Flags: c.flags, C: c.name == "libc"}, m)
			t.Logf("%s: %s; %v", c.name, r.Evidence, r.Warnings)
			require.GreaterOrEqual(t, r.Evidence.Functions, c.functions)
			require.GreaterOrEqual(t, r.Evidence.Types, c.types)
			for _, f := range r.Findings {
				if strings.Contains(f.Message, "fake_") || strings.Contains(f.Message, "_V2xx::error_categoryxx") {
					continue // libstdc++ defines its streams as bytes, and a category under two names
				}
				if f.Grade > verify.Note && known[f.Entity] == "" {
					t.Errorf("%s %s %s: %s", f.Location, f.Rule, f.Entity, f.Message)
				}
			}
			require.Empty(t, r.CouldNotCheck)
		})
	}
}

// TestVersions: of two functions under versions of one symbol the headers are
// compared with the one that a new link takes.
func TestVersions(t *testing.T) {
	dir := t.TempDir()
	h, src := filepath.Join(dir, "v.h"), filepath.Join(dir, "v.c")
	write(t, h, "long size(long);\n")
	write(t, src, `int old_size(int n) { return n; }
long new_size(long n) { return n; }
__asm__(".symver old_size, size@V1");
__asm__(".symver new_size, size@@V2");
`)
	write(t, filepath.Join(dir, "v.map"), "V1 { global: size; local: *; };\nV2 { global: size; } V1;\n")
	for _, order := range []string{"-fno-toplevel-reorder", "-ftoplevel-reorder"} {
		so := filepath.Join(dir, "v.so")
		out, err := exec.Command("gcc", "-g", "-O1", order, "-shared", "-fPIC", "-Wl,--version-script="+filepath.Join(dir, "v.map"), "-o", so, src).CombinedOutput()
		require.NoError(t, err, "%s", out)
		m, err := load.Files([]string{so}, load.Options{})
		require.NoError(t, err)
		r := check(t, Options{Headers: []string{h}, C: true}, m)
		require.Empty(t, r.Findings)
		require.Equal(t, 1, r.Evidence.Functions)
		write(t, h, "int size(int);\n")
		require.NotEmpty(t, check(t, Options{Headers: []string{h}, C: true}, m).Findings)
		write(t, h, "long size(long);\n")
	}
}

// TestRealHeaders: headers of C++ libraries against an object that uses them,
// under the same flags and under others. What fmt's own library defines is
// missing in the object; nothing else may be found.
func TestRealHeaders(t *testing.T) {
	src := filepath.Join(t.TempDir(), "use.cc")
	write(t, src, `#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <CLI/CLI.hpp>
#include <rapidjson/document.h>
int use(const nlohmann::json &j, const rapidjson::Document &d) {
  CLI::App app{"x"};
  return (int)j.size() + (int)d.IsObject() + (int)fmt::format("{}", 3).size();
}
`)
	headers := []string{"/usr/include/fmt/format.h", "/usr/include/nlohmann/json.hpp", "/usr/include/CLI/CLI.hpp", "/usr/include/rapidjson/document.h"}
	for _, c := range []struct {
		cc   string
		flag []string
		same bool
	}{{"g++", nil, true}, {"clang++-15", nil, true}, {"g++", []string{"-D_GLIBCXX_DEBUG"}, false}} {
		t.Run(c.cc+strings.Join(c.flag, ""), func(t *testing.T) {
			t.Parallel()
			obj := filepath.Join(t.TempDir(), "use.o")
			out, err := exec.Command(c.cc, append([]string{"-std=c++17", "-g", "-c", "-o", obj, src}, c.flag...)...).CombinedOutput()
			require.NoError(t, err, "%s: apt-get install libfmt-dev nlohmann-json3-dev libcli11-dev rapidjson-dev", out)
			m, err := load.Files([]string{obj}, load.Options{})
			require.NoError(t, err)
			r := check(t, Options{Headers: headers, Flags: []string{"-std=c++17"}}, m)
			t.Logf("%s", r.Evidence)
			require.GreaterOrEqual(t, r.Evidence.Functions, 400)
			require.GreaterOrEqual(t, r.Evidence.Types, 40)
			others := 0
			for _, f := range r.Findings {
				if f.Rule == missingSymbol && strings.HasPrefix(f.Entity, "fmt::") {
					continue
				}
				others++
				if c.same {
					t.Errorf("%s %s %s: %s", f.Location, f.Rule, f.Entity, f.Message)
				}
			}
			require.Equal(t, c.same, others == 0)
		})
	}
}

// kernelFlags are compilers and forms of debug information.
var kernelFlags = []string{"gcc -g3 -gdwarf-5", "gcc -gdwarf-2 -gstrict-dwarf", "gcc -gdwarf-3", "gcc -gdwarf-4 -fdebug-types-section", "gcc -gdwarf-5 -gdwarf64",
	"clang-15 -gdwarf-5 -fstandalone-debug", "clang-15 -gdwarf-2 -fstandalone-debug"}

// TestKernelHeaders: what gcc makes of the C headers of the Linux kernel is
// what clang says of them: packed classes, bit-fields, unions, unnamed members.
// Each line of the list compiles together, under one of the flags in turn, or
// under all with TENON_ALL=1.
func TestKernelHeaders(t *testing.T) {
	list, err := os.ReadFile("testdata/kernel.txt")
	require.NoError(t, err)
	types, n := 0, 0
	for line := range strings.Lines(string(list)) {
		var headers []string
		text := "#include <sys/types.h>\n#include <linux/types.h>\n"
		for _, h := range strings.Fields(line) {
			headers = append(headers, filepath.Join("/usr/include", h))
			text += "#include <" + h + ">\n"
		}
		src := filepath.Join(t.TempDir(), "k.c")
		write(t, src, text)
		for i, flags := range kernelFlags {
			if i%len(kernelFlags) != n%len(kernelFlags) && os.Getenv("TENON_ALL") == "" {
				continue
			}
			args := append(strings.Fields(flags), "-w", "-fno-eliminate-unused-debug-types", "-c", "-o", src+".o", src)
			out, err := exec.Command(args[0], args[1:]...).CombinedOutput()
			require.NoError(t, err, "%s: apt-get install linux-libc-dev", out)
			m, err := load.Files([]string{src + ".o"}, load.Options{})
			require.NoError(t, err)
			r := check(t, Options{Headers: headers, C: true, Flags: []string{"-include", "sys/types.h", "-include", "linux/types.h"}}, m)
			types += r.Evidence.Types
			t.Logf("%s: %s", flags, r.Evidence)
			for _, f := range r.Findings {
				t.Errorf("%s: %s %s %s: %s", flags, f.Location, f.Rule, f.Entity, f.Message)
			}
		}
		n++
	}
	t.Logf("%d types", types)
	require.GreaterOrEqual(t, types, 2500)
}
