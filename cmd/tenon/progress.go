package main

import (
	"os"
	"sync"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress returns a callback that shows a bar on a terminal once work has
// lasted over a second, and nothing otherwise.
func (e *env) progress() func(done, total int64) {
	f, ok := e.stderr.(*os.File)
	if e.quiet || !ok || !isatty.IsTerminal(f.Fd()) {
		return nil
	}
	start := time.Now()
	var mu sync.Mutex
	var container *mpb.Progress
	var bar *mpb.Bar
	return func(done, total int64) {
		mu.Lock()
		defer mu.Unlock()
		if bar == nil {
			if time.Since(start) < time.Second || done >= total {
				return
			}
			container = mpb.New(mpb.WithOutput(f), mpb.WithWidth(60))
			bar = container.AddBar(total, mpb.BarRemoveOnComplete(),
				mpb.PrependDecorators(decor.Name("reading ")), mpb.AppendDecorators(decor.Percentage()))
		}
		bar.SetTotal(total, false)
		bar.SetCurrent(done)
		if done >= total {
			bar.SetTotal(total, true)
			container.Wait()
		}
	}
}
