package callconv_test

import (
	"os"
	"testing"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/callconv"
	"github.com/tenon-abi/tenon/abi/load"
)

const libstdcxx = "/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6"

func loadLibstdcxx(b testing.TB) *abi.Model {
	b.Helper()
	if _, err := os.Stat(libstdcxx); err != nil {
		b.Fatalf("%v (package libstdc++6-12-dbg)", err)
	}
	m, err := load.Files([]string{libstdcxx}, load.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return m
}

func classifyAll(m *abi.Model) (functions, refused int) {
	c := callconv.NewContext(m)
	m.Funcs(func(f abi.Function) bool {
		exported := false
		for _, s := range f.SymbolRows() {
			exported = exported || m.Symbols()[s.Sym].Flags&abi.SymExported != 0
		}
		if !exported {
			return true
		}
		functions++
		if p := c.Plan(f.Signature()); p.Refused != "" {
			refused++
		}
		return true
	})
	return
}

// BenchmarkClassifyLibstdcxx plans every function that libstdc++ exports; BenchmarkLoadLibstdcxx is what it is measured against (under 5%).
func BenchmarkClassifyLibstdcxx(b *testing.B) {
	m := loadLibstdcxx(b)
	b.ResetTimer()
	for range b.N {
		n, refused := classifyAll(m)
		b.ReportMetric(float64(n), "functions")
		b.ReportMetric(float64(refused), "refused")
	}
}

func BenchmarkLoadLibstdcxx(b *testing.B) {
	for range b.N {
		loadLibstdcxx(b)
	}
}
