package object

type coffImage struct{}

func (im *Image) parsePE() error   { return &Error{File: im.Name, Err: ErrFormat} }
func (im *Image) parseCOFF() error { return &Error{File: im.Name, Err: ErrFormat} }
func looksCOFF(b []byte) bool      { return false }
