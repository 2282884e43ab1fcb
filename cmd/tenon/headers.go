package main

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify/header"
)

// headerSet is what --headers and the arguments after "--" say.
type headerSet struct {
	headers, flags []string
}

// split takes the compiler flags after "--" off the arguments.
func (h *headerSet) split(cmd *cobra.Command, args []string) []string {
	if n := cmd.ArgsLenAtDash(); n >= 0 && n <= len(args) {
		h.flags = args[n:]
		return args[:n]
	}
	return args
}

// read parses the headers for the target and language of a model.
func (h *headerSet) read(m *abi.Model) (*header.Facts, error) {
	if !header.Built {
		return nil, hinted{usageError{header.ErrNotBuilt}, "make build-clang (needs libclang-15-dev), then use bin/tenon-clang"}
	}
	f, err := header.Read(header.Options{Headers: h.headers, Flags: h.flags, Triple: m.Target().Triple(), C: onlyC(m)})
	if err != nil {
		return nil, hinted{err, "give the flags of the build after --, for example: -- -Iinclude -DNDEBUG -std=c++17"}
	}
	return f, nil
}

// onlyC reports whether every unit of a model is C: DW_LANG_C89, C, C99, C11
// and C17 (DWARF 5 §7.12).
func onlyC(m *abi.Model) bool {
	n := 0
	for _, u := range m.Units()[1:] {
		switch u.Language {
		case 0x0001, 0x0002, 0x000c, 0x001d, 0x002c:
			n++
		case 0x8001: // assembler
		default:
			return false
		}
	}
	return n > 0
}

// headerName reports whether a path is named as headers are.
func headerName(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".h", ".hh", ".hpp", ".hxx", ".h++", ".inc", ".ipp", ".inl", ".tcc":
		return true
	}
	return false
}
