package load

import (
	"errors"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/tenon-abi/tenon/dwarf/object"
)

// workers runs work on the numbers below n, each once, on several goroutines.
// start makes a worker's own room. Results must not depend on who does what.
func workers(jobs, n int, start func() func(int)) {
	jobs = min(cores(jobs), n)
	if jobs == 1 {
		work := start()
		for i := range n {
			work(i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	faults := make([]error, jobs)
	for k := range jobs {
		wg.Go(func() {
			faults[k] = object.Guard(func() {
				work := start()
				for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
					work(i)
				}
			})
		})
	}
	wg.Wait()
	object.Fail(errors.Join(faults...))
}

// cores is how many goroutines work at a time: the zero value of an option is
// as many as there are cores.
func cores(jobs int) int {
	if jobs <= 0 {
		return runtime.GOMAXPROCS(0)
	}
	return jobs
}

// readTrees reads the entries of all units. What can't be read is an issue;
// what was read before the place stays.
func (l *loader) readTrees(jobs int) {
	workers(jobs, len(l.units), func() func(int) {
		var buf []die
		return func(i int) {
			u := l.units[i]
			buf, u.err = u.read(buf)
			u.bare = !u.elsewhere && bare(u)
		}
	})
	for _, u := range l.units {
		if u.err != nil {
			l.unreadable(u.im, u.err)
		}
	}
}

// readNames finds out which types are the same in several units, and begins to
// list what is to be lowered: a unit's list is there once wait has answered.
func (l *loader) readNames(jobs int) (wait func(unit int)) {
	var mu sync.Mutex
	var idle, all []*hasher // their room is used again
	perUnit := func(do func(*hasher, *unit)) {
		workers(jobs, len(l.units), func() func(int) {
			mu.Lock()
			defer mu.Unlock()
			h := &hasher{l: l}
			if n := len(idle); n > 0 {
				h, idle = idle[n-1], idle[:n-1]
			}
			all = append(all, h)
			return func(i int) { do(h, l.units[i]) }
		})
		idle, all = append(idle, all...), nil
	}
	perUnit((*hasher).definitions)
	l.refine(perUnit)
	for _, u := range l.units {
		u.ends = nil
	}
	if jobs == 1 {
		h := &hasher{l: l}
		return func(i int) { h.items(l.units[i]) }
	}
	done := make([]chan struct{}, len(l.units))
	for i := range done {
		done[i] = make(chan struct{})
	}
	// Lowering follows behind on a core of its own, a unit at a time in order.
	broken := make(chan error, 1)
	go func() {
		err := object.Guard(func() {
			workers(max(cores(jobs)-1, 1), len(l.units), func() func(int) {
				h := &hasher{l: l}
				return func(i int) {
					h.items(l.units[i])
					close(done[i])
				}
			})
		})
		if err != nil {
			broken <- err
		}
	}()
	return func(i int) {
		select {
		case <-done[i]:
		case err := <-broken:
			object.Fail(err)
		}
	}
}

// largest is the number of entries of the largest unit.
func (l *loader) largest() int {
	n := 0
	for _, u := range l.units {
		n = max(n, len(u.dies))
	}
	return n
}
