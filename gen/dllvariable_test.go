package gen_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/fixtures"
	"github.com/tenon-abi/tenon/gen"
)

// TestVariablesOfDLLs: Microsoft's import libraries have no symbol for an
// exported variable, only one for its address. A program that reads and writes
// such variables links and runs.
func TestVariablesOfDLLs(t *testing.T) {
	t.Parallel()
	const library = `namespace n { struct __declspec(dllexport) Counter { static int shown; int step; int next(); };
int Counter::shown = 5; int Counter::next() { return shown += step; } }
extern "C" { __declspec(dllexport) long long total = 30; __declspec(dllexport) extern const unsigned char table[3] = {1, 2, 7};
__declspec(dllexport) long long read_total() { return total; } }
`
	const program = `#![no_std]
#![no_main]
#[allow(dead_code)]
mod b { include!(env!("BINDINGS")); }
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! { loop {} }
#[no_mangle]
pub extern "C" fn mainCRTStartup() -> i32 { unsafe {
    *b::ffi::total_address += 4;
    *b::ffi::n_Counter_shown_address = 2;
    b::ffi::read_total() as i32 + *b::ffi::n_Counter_shown_address + (*b::ffi::table_address)[2] as i32
} }
`
	const target = "x86_64-pc-windows-msvc"
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	require.NoError(t, os.WriteFile(in("v.cc"), []byte(library), 0o644))
	require.NoError(t, os.WriteFile(in("p.rs"), []byte(program), 0o644))
	run(t, nil, "clang++-19", "--target="+target, "-fms-extensions", "-gdwarf", "-O1", "-c", in("v.cc"), "-o", in("v.obj"))
	run(t, nil, "lld-link-15", "/nologo", "/dll", "/noentry", "/nodefaultlib", "/debug:dwarf", in("v.obj"), "/out:"+in("v.dll"), "/implib:"+in("v.lib"))
	bindings, _ := bind(t, in("v.dll"), gen.Config{RustTarget: "1.63"})
	rc, err := fixtures.OldRust(target)
	require.NoError(t, err)
	run(t, append(rc.Env, "BINDINGS="+bindings), rc.Path, "--edition", "2021", "--crate-type", "lib", "--target", target, "--sysroot", rc.Sysroot,
		"-C", "panic=abort", "-O", "--emit", "obj="+in("p.obj"), in("p.rs"))
	run(t, nil, "lld-link-15", append([]string{"/nologo", "/nodefaultlib", "/entry:mainCRTStartup", "/subsystem:console", "/out:" + in("p.exe"), in("p.obj"), in("v.lib")}, rc.Libs...)...)
	cmd := exec.Command("/usr/lib/wine/wine64", in("p.exe"))
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "WINEDEBUG=-all", "WINEPREFIX="+in("wine"), "WINEDLLOVERRIDES=mscoree,mshtml=")
	out, err := cmd.CombinedOutput()
	exit, ok := err.(*exec.ExitError)
	require.True(t, ok, "wine64 (apt-get install wine64): %v %s", err, out)
	require.Equal(t, 34+2+7, exit.ExitCode())
}
