package object

import (
	"errors"
	"runtime/debug"
)

// ErrCut says that a file became shorter while it was read.
var ErrCut = errors.New("a file became shorter while it was read")

// Guard runs what reads files. Files are mapped, and a mapping whose file is cut
// short faults; Guard answers ErrCut then. A goroutine needs its own.
func Guard(read func()) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		switch r := recover().(type) {
		case nil:
		case interface{ Addr() uintptr }: // of the runtime's memory faults
			err = ErrCut
		case cut:
			err = ErrCut
		default:
			panic(r)
		}
	}()
	read()
	return nil
}

// cut is how Fail hands on ErrCut.
type cut struct{}

// Fail hands an error of a Guard in another goroutine on to the own one.
func Fail(err error) {
	if err != nil {
		panic(cut{})
	}
}
