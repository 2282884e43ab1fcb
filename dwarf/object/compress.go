package object

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// packMethod is how a section is stored.
type packMethod uint8

const (
	packNone packMethod = iota
	packZlib
	packZstd
	packBad // marked as compressed, but by a method nobody knows
)

// packing describes a compressed section: its method and the bytes of header
// before the stream. The unpacked size is Section.Size.
type packing struct {
	method packMethod
	header uint64
}

// The decompression budget, see the package comment.
const (
	zlibRatio   = 1032 // deflate's largest: 258 bytes for 2 bits
	zstdRatio   = 4096
	maxUnpacked = 4 << 30
	imageRatio  = 64 // of all sections together to the file; the most among Debian's debug files is 13
	imageSpare  = 256 << 20
)

// budgetUnpacked sums up what the image's compressed sections claim, without those
// that are refused by themselves. Many streams of zeros may each keep to their limit.
func (im *Image) budgetUnpacked() {
	limit := imageRatio*uint64(len(im.data)) + imageSpare
	var total uint64
	for i := range im.Sections {
		if s := &im.Sections[i]; s.pack.method != packNone && s.pack.check(s.stored, s.Size) == nil {
			total += s.Size // each below 4 GiB
		}
	}
	if total > limit {
		im.unpackErr = fmt.Errorf("compressed sections claim to unpack to %d bytes together; the limit for a file of %d bytes is %d", total, len(im.data), limit)
	}
}

// gnuPacking recognises ".zdebug_info" (and "__zdebug_info"): "ZLIB", the size as
// a big-endian 64-bit number, then a zlib stream.
func (im *Image) gnuPacking(s *Section, name string) {
	if !strings.Contains(name, "zdebug_") || s.NoBits {
		return
	}
	b, ok := slice(im.data, s.off, min(s.stored, 12))
	if ok && len(b) == 12 && string(b[:4]) == "ZLIB" {
		s.Size = binary.BigEndian.Uint64(b[4:])
		s.pack = packing{method: packZlib, header: 12}
	}
}

// check judges what a compressed section says about itself, without unpacking it.
func (p packing) check(stored, size uint64) error {
	if p.method == packBad || stored < p.header {
		return errors.New("compressed by an unknown method")
	}
	stored -= p.header
	if size > maxUnpacked {
		return fmt.Errorf("claims to unpack to %d bytes; the limit is %d", size, int64(maxUnpacked))
	}
	ratio := uint64(zlibRatio)
	if p.method == packZstd {
		ratio = zstdRatio
	}
	if size > (stored+1)*ratio {
		return fmt.Errorf("claims to unpack %d bytes to %d; the limit is %d times", stored, size, ratio)
	}
	return nil
}

// unpack decompresses one section's stored bytes to exactly size bytes.
func unpack(p packing, stored []byte, size uint64) ([]byte, error) {
	if err := p.check(uint64(len(stored)), size); err != nil {
		return nil, err
	}
	stored = stored[p.header:]
	if p.method == packZstd {
		return unzstd(stored, size)
	}
	return inflate(stored, size)
}

func inflate(stored []byte, size uint64) ([]byte, error) {
	zr, err := zlib.NewReader(bytes.NewReader(stored))
	if err != nil {
		return nil, fmt.Errorf("zlib: %w", err)
	}
	defer zr.Close()
	return readExactly(zr, stored, size)
}

func unzstd(stored []byte, size uint64) ([]byte, error) {
	zr, err := zstd.NewReader(bytes.NewReader(stored), zstd.WithDecoderConcurrency(1),
		zstd.WithDecoderMaxWindow(256<<20), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	defer zr.Close()
	return readExactly(zr, stored, size)
}

// readExactly reads size bytes and wants the stream to end there. Sizes above a
// plausible ratio are allocated piece by piece, as the stream really yields them.
func readExactly(r io.Reader, stored []byte, size uint64) ([]byte, error) {
	out := make([]byte, min(size, uint64(len(stored))*16+1<<16))
	got := uint64(0)
	for {
		n, err := io.ReadFull(r, out[got:])
		got += uint64(n)
		if err != nil {
			if err == io.EOF || err == io.ErrUnexpectedEOF {
				err = fmt.Errorf("the stream has %d bytes, its header says %d", got, size)
			}
			return nil, err
		}
		if got == size {
			break
		}
		grown := make([]byte, min(size, uint64(len(out))*4))
		copy(grown, out)
		out = grown
	}
	var more [1]byte
	if n, err := io.ReadFull(r, more[:]); n != 0 {
		return nil, fmt.Errorf("the stream has more than the %d bytes its header says", size)
	} else if err != io.EOF {
		return nil, err // a checksum that does not match
	}
	return out, nil
}
