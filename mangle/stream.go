package mangle

import (
	"bytes"
	"io"
	"runtime"
	"sync"
)

const (
	blockSize = 128 << 10
	maxBlock  = 1 << 24 // bytes without whitespace, after which a block is cut anywhere
)

// block is a piece of a stream that ends in whitespace.
type block struct {
	in     []byte
	out    []byte
	broken []brokenName
	ready  chan struct{}
}

type brokenName struct {
	name string
	err  error
}

// Copy copies r to w and replaces the mangled names in it, on all cores.
// Blocks are as long as reads are, so that lines from a pipe come out at once.
// o.Broken is told about broken names in the order of the text.
func Copy(w io.Writer, r io.Reader, o Options) error {
	workers := runtime.GOMAXPROCS(0)
	work, order := make(chan *block), make(chan *block, 2*workers)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() { replaceBlocks(work, o) })
	}
	var readErr error
	wg.Go(func() {
		readErr = cut(r, func(data []byte) bool {
			b := &block{in: data, ready: make(chan struct{})}
			select {
			case work <- b:
			case <-stop:
				return false
			}
			select {
			case order <- b:
				return true
			case <-stop:
				return false
			}
		})
		close(work)
		close(order)
	})
	var writeErr error
	for b := range order {
		<-b.ready
		if writeErr != nil {
			continue
		}
		for _, x := range b.broken {
			o.Broken(x.name, x.err)
		}
		if _, writeErr = w.Write(b.out); writeErr != nil {
			close(stop)
		}
	}
	wg.Wait()
	if writeErr != nil {
		return writeErr
	}
	return readErr
}

func replaceBlocks(work <-chan *block, o Options) {
	f := Finder{Options: Options{Compiler: o.Compiler}}
	for b := range work {
		if o.Broken != nil {
			f.Broken = func(name string, err error) { b.broken = append(b.broken, brokenName{name, err}) }
		}
		b.out = f.appendTo(make([]byte, 0, 2*len(b.in)), string(b.in))
		close(b.ready)
	}
}

// cut reads a stream in blocks that end in whitespace.
func cut(r io.Reader, send func([]byte) bool) error {
	var rest []byte
	for {
		buf := make([]byte, len(rest)+blockSize)
		copy(buf, rest)
		n, err := r.Read(buf[len(rest):])
		buf = buf[:len(rest)+n]
		end := bytes.LastIndexAny(buf, " \t\n") + 1
		if err != nil || len(buf) > maxBlock {
			end = len(buf)
		}
		if end > 0 && !send(buf[:end:end]) {
			return nil
		}
		rest = buf[end:]
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
