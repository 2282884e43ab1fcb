// Package load turns debug entries and symbols of built objects into a model.
package load

import (
	"errors"

	"github.com/tenon-abi/tenon/abi"
)

// Options of a load; the zero value is the recommended setting.
type Options struct {
	DebugDirs []string
	Jobs      int
	Strict    bool
	Progress  func(done, total int64)
}

// ErrMixedTargets says that the objects were built for different targets.
var ErrMixedTargets = errors.New("the objects were built for different targets")

// Files loads objects of one target into one model.
func Files(paths []string, opt Options) (*abi.Model, error) {
	return nil, errors.New("loading is not there yet")
}

// Groups loads objects of several targets, one model per target.
func Groups(paths []string, opt Options) ([]*abi.Model, error) {
	return nil, errors.New("loading is not there yet")
}
