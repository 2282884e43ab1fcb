package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// write hands a writer to emit: standard output, or the --output file, which
// is written beside itself and renamed, so that no half-written file is seen.
func (e *env) write(emit func(io.Writer) error) error {
	if e.output == "" || e.output == "-" {
		w := bufio.NewWriterSize(e.stdout, 1<<16)
		if err := emit(w); err != nil {
			return err
		}
		return w.Flush()
	}
	return writeFile(e.output, emit)
}

// writeFile writes a file atomically.
func writeFile(path string, emit func(io.Writer) error) (err error) {
	if st, serr := os.Stat(path); serr == nil && !st.Mode().IsRegular() && !st.IsDir() {
		// A device or pipe is written as it is: it can't be renamed over.
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		defer f.Close()
		return emit(f)
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	w := bufio.NewWriterSize(f, 1<<18)
	if err = emit(w); err != nil {
		return err
	}
	if err = w.Flush(); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if err = f.Chmod(0o644); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return os.Rename(f.Name(), path)
}
