package object

import (
	"errors"
	"fmt"
)

// ErrNoDebug says that an image has no DWARF sections, neither of its own nor in
// a separate debug file. Errors that wrap it may say where debug info was looked for.
var ErrNoDebug = errors.New("no debug info")

// ErrCodeView, ErrStabs and ErrLTO say why there is no debug info in a file that
// was compiled with it; they come with ErrNoDebug.
var (
	ErrCodeView = errors.New("it has CodeView, not DWARF")
	ErrStabs    = errors.New("it has stabs, not DWARF") // tcc and avr-gcc write them for -g
	ErrLTO      = errors.New("gcc's -flto keeps it for the link")
)

// ErrFormat says that the bytes are no container this package knows.
var ErrFormat = errors.New("not an object file, archive or image of a known format")

// Error is a problem with an input file: where it was found and what it is.
type Error struct {
	File    string // path, or "archive(member)"
	Section string // "" where no section is concerned
	Off     uint64 // offset in bytes: in the section if one is named, else in the file
	Err     error
}

func (e *Error) Error() string {
	if e.Section != "" {
		return fmt.Sprintf("%s: %s+0x%x: %v", e.File, e.Section, e.Off, e.Err)
	}
	return fmt.Sprintf("%s: offset 0x%x: %v", e.File, e.Off, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// Note is something a reader of the results should know that did not make the
// file unreadable: a skipped archive member, a missing supplementary file.
type Note struct {
	File    string
	Section string
	Text    string
}

func (n Note) String() string {
	if n.Section != "" {
		return n.File + ": " + n.Section + ": " + n.Text
	}
	return n.File + ": " + n.Text
}

// badf is an Error about the file as a whole.
func badf(file string, off uint64, format string, args ...any) error {
	return &Error{File: file, Off: off, Err: fmt.Errorf(format, args...)}
}

// badSection is an Error about one section.
func badSection(file, section string, off uint64, format string, args ...any) error {
	return &Error{File: file, Section: section, Off: off, Err: fmt.Errorf(format, args...)}
}
