package gen

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/tenon-abi/tenon/abi"
)

// Config is what the user may choose. The zero value is the recommended
// setting.
type Config struct {
	// Regular expressions over whole qualified names.
	AllowType     []string `toml:"allowlist-type"`
	AllowFunction []string `toml:"allowlist-function"`
	AllowVar      []string `toml:"allowlist-var"`
	AllowItem     []string `toml:"allowlist-item"`
	AllowFile     []string `toml:"allowlist-file"`
	BlockType     []string `toml:"blocklist-type"`
	BlockFunction []string `toml:"blocklist-function"`
	BlockVar      []string `toml:"blocklist-var"`
	BlockItem     []string `toml:"blocklist-item"`
	BlockFile     []string `toml:"blocklist-file"`
	OpaqueType    []string `toml:"opaque-type"`

	RustifiedEnum []string `toml:"rustified-enum"` // also write a checked Rust enum
	NewtypeEnum   []string `toml:"newtype-enum"`   // no bit operators
	BitfieldEnum  []string `toml:"bitfield-enum"`  // bit operators

	Default    bool `toml:"with-derive-default"` // of plain records
	Hash       bool `toml:"with-derive-hash"`
	PartialEq  bool `toml:"with-derive-partialeq"`
	Eq         bool `toml:"with-derive-eq"`
	PartialOrd bool `toml:"with-derive-partialord"`
	Ord        bool `toml:"with-derive-ord"`

	CTypesPrefix  string   `toml:"ctypes-prefix"`   // path of c_void; "" = core::ffi
	OverrideABI   []string `toml:"override-abi"`    // RE=C-unwind
	ModuleRawLine []string `toml:"module-raw-line"` // MODULE=LINE

	Relocatable   []string `toml:"relocatable"`   // classes that memcpy may move
	Callbacks     []string `toml:"callbacks"`     // functions that C++ declares and Rust defines
	Shims         bool     `toml:"-"`             // write C++ shims
	ShimFunction  []string `toml:"shim-function"` // for which functions; default: those refused for how values travel
	ShimIncludes  []string `toml:"shim-include"`  // headers that shims include
	RawLines      []string `toml:"raw-line"`
	NoLayoutTests bool     `toml:"no-layout-tests"`
	RustTarget    string   `toml:"rust-target"`  // "1.63"; "" = newest known
	Edition       string   `toml:"rust-edition"` // "2018", "2021", "2024"; "" = 2021
	Unsafe        string   `toml:"unsafe"`       // a policy: UnsafePointers, UnsafeRaw, UnsafeAll; "" = UnsafePointers

	// AlsoTarget are triples of targets that the output is written for too, by
	// the rules alone.
	AlsoTarget []string `toml:"also-target"`

	improper bool // the output spells types that rustc calls improper

	// Headers answers what only headers know, as read for a target; nil = nothing.
	Headers func(abi.Target) *Headers `toml:"-"`
}

// newestRust is the minor version that output may use without --rust-target.
const newestRust = 82

// minRust is the oldest minor version that output can be written for.
const minRust = 63

// filters is a Config with compiled expressions.
type filters struct {
	allowType, allowFunc, allowVar, allowFile *regexp.Regexp
	blockType, blockFunc, blockVar, blockFile *regexp.Regexp
	opaque, callbacks, relocatable            *regexp.Regexp
	rustifiedEnum, newtypeEnum, bitfieldEnum  *regexp.Regexp
	shims                                     *regexp.Regexp
	unwind                                    *regexp.Regexp // functions that may throw into Rust
	minor                                     int
	all                                       bool // no allow list was given
}

func (c Config) compile() (*filters, error) {
	f := &filters{minor: newestRust}
	var err error
	re := func(lists ...[]string) *regexp.Regexp {
		var all []string
		for _, l := range lists {
			for _, s := range l {
				all = append(all, "(?:"+s+")")
			}
		}
		if len(all) == 0 || err != nil {
			return nil
		}
		r, e := regexp.Compile("^(?:" + strings.Join(all, "|") + ")$")
		if e != nil {
			err = e
		}
		return r
	}
	f.allowType, f.allowFunc, f.allowVar = re(c.AllowType, c.AllowItem), re(c.AllowFunction, c.AllowItem), re(c.AllowVar, c.AllowItem)
	f.allowFile, f.blockFile = re(c.AllowFile), re(c.BlockFile)
	f.blockType, f.blockFunc, f.blockVar = re(c.BlockType, c.BlockItem), re(c.BlockFunction, c.BlockItem), re(c.BlockVar, c.BlockItem)
	f.rustifiedEnum, f.newtypeEnum, f.bitfieldEnum = re(c.RustifiedEnum), re(c.NewtypeEnum), re(c.BitfieldEnum)
	var unwind []string
	for _, o := range c.OverrideABI {
		pattern, name, ok := cutLast(o, "=")
		if !ok || name != "C-unwind" {
			return nil, fmt.Errorf("--override-abi is RE=C-unwind, not %q: which convention a function has, the object says", o)
		}
		unwind = append(unwind, pattern)
	}
	f.unwind, f.shims = re(unwind), re(c.ShimFunction)
	for _, l := range c.ModuleRawLine {
		if _, _, ok := strings.Cut(l, "="); !ok {
			return nil, fmt.Errorf("--module-raw-line is MODULE=LINE, not %q", l)
		}
	}
	if c.CTypesPrefix != "" && !cratePath.MatchString(c.CTypesPrefix) {
		return nil, fmt.Errorf("--ctypes-prefix is a Rust path, not %q", c.CTypesPrefix)
	}
	f.opaque, f.callbacks, f.relocatable = re(c.OpaqueType), re(c.Callbacks), re(c.Relocatable)
	f.all = f.allowType == nil && f.allowFunc == nil && f.allowVar == nil && f.allowFile == nil
	if err != nil {
		return nil, err
	}
	if c.RustTarget != "" {
		minor, ok := strings.CutPrefix(strings.TrimSuffix(c.RustTarget, ".0"), "1.")
		n, e := strconv.Atoi(minor)
		if !ok || e != nil {
			return nil, fmt.Errorf("--rust-target is a version such as 1.63, not %q", c.RustTarget)
		}
		if f.unwind != nil && n < 71 {
			return nil, fmt.Errorf("the ABI C-unwind needs --rust-target 1.71 or later")
		}
		if n < minRust {
			return nil, fmt.Errorf("--rust-target %s is older than 1.%d, the oldest that output can be written for", c.RustTarget, minRust)
		}
		f.minor = n
	}
	switch c.Unsafe {
	case "", UnsafePointers, UnsafeRaw, UnsafeAll:
	default:
		return nil, fmt.Errorf("--unsafe is pointers, raw or all, not %q", c.Unsafe)
	}
	switch c.Edition {
	case "", "2018", "2021", "2024":
	default:
		return nil, fmt.Errorf("--rust-edition is 2018, 2021 or 2024, not %q", c.Edition)
	}
	return f, nil
}

var cratePath = regexp.MustCompile(`^(::)?[A-Za-z_][A-Za-z0-9_]*(::[A-Za-z_][A-Za-z0-9_]*)*$`)

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func hit(r *regexp.Regexp, name string) bool { return r != nil && r.MatchString(name) }

// entity is what filters match: by its qualified name, with and without the
// names of inline namespaces.
type entity interface {
	QualifiedName() string
	PlainName() string
}

func hits(r *regexp.Regexp, e entity) bool {
	return r != nil && (r.MatchString(e.QualifiedName()) || r.MatchString(e.PlainName()))
}

// wantsEntity reports whether an item of a file is asked for.
func (f *filters) wantsEntity(allow, block *regexp.Regexp, e entity, file string) bool {
	if hits(block, e) || hit(f.blockFile, file) {
		return false
	}
	return f.all || hits(allow, e) || hit(f.allowFile, file)
}

// wants reports whether an item of a name and file is asked for.
func (f *filters) wants(allow, block *regexp.Regexp, name, file string) bool {
	if hit(block, name) || hit(f.blockFile, file) {
		return false
	}
	return f.all || hit(allow, name) || hit(f.allowFile, file)
}
