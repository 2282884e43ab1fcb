// Package snapshot writes a model as a reviewable text file and reads it back.
package snapshot

import (
	"errors"
	"io"

	"github.com/tenon-abi/tenon/abi"
)

// Magic starts every snapshot file.
const Magic = "tenon-abi "

// Read reads a snapshot.
func Read(r io.Reader) (*abi.Model, error) { return nil, errors.New("snapshots are not there yet") }

// Write writes a snapshot.
func Write(w io.Writer, m *abi.Model) error { return errors.New("snapshots are not there yet") }
