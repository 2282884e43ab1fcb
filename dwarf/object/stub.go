package object

func openBundle(path string, opt Options) (*File, error) { return nil, badf(path, 0, "is a directory") }
func (f *File) parseUniversal() error                    { return &Error{File: f.Path, Err: ErrFormat} }
func (im *Image) parseMachO() error                      { return &Error{File: im.Name, Err: ErrFormat} }
func (im *Image) parsePE() error                         { return &Error{File: im.Name, Err: ErrFormat} }
func (im *Image) parseCOFF() error                       { return &Error{File: im.Name, Err: ErrFormat} }
func looksCOFF(b []byte) bool                            { return false }
func (im *Image) separateDebug() (*DebugSections, error) { return nil, nil }
func (d *DebugSections) findAlt()                        {}

// OpenDwo finds a split unit.
func (im *Image) OpenDwo(name, compDir string, id uint64) (*DebugSections, error) {
	return nil, ErrNoDebug
}
