package load_test

import (
	"bytes"
	"testing"

	"github.com/tenon-abi/tenon/abi/load"
	"github.com/tenon-abi/tenon/abi/snapshot"
)

// TestJobs loads a library with one worker and with eight: the models must be
// equal to the byte.
func TestJobs(t *testing.T) {
	var want []byte
	for _, jobs := range []int{1, 8, 3} {
		m, err := load.Files([]string{"/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6.0.30"}, load.Options{Jobs: jobs})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := snapshot.Write(&b, m); err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = b.Bytes()
		}
		if !bytes.Equal(want, b.Bytes()) {
			t.Errorf("%d workers give another model than one", jobs)
		}
	}
}
