package abi

import "errors"

// Merge joins models of one target.
func Merge(models []*Model) (*Model, error) {
	return nil, errors.New("merging models is not there yet")
}
