package object

import "testing"

// bigDebug is librados2-dbg's larger file: 154 MB of .debug_info in 70 MB of zlib.
const bigDebug = "/usr/lib/debug/.build-id/6d/9e85cfdbbe7ffde9110924123f9a3b2af5425c.debug"

// BenchmarkOpen maps the file and reads headers and 20,000 symbols.
func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		open(b, bigDebug).Close()
	}
}

// BenchmarkDebug unpacks the sections every reader needs. MB/s are of .debug_info
// alone, unpacked.
func BenchmarkDebug(b *testing.B) {
	for b.Loop() {
		f := open(b, bigDebug)
		d, err := f.Images[0].Debug()
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(d.Info)))
		f.Close()
	}
}
