package load

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unsafe"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/dwarf"
	"github.com/tenon-abi/tenon/dwarf/object"
)

// macro is a definition that holds at the end of a unit.
type macro struct {
	name, params, body string
	file               string
	line               uint32
	unit               uint32
	differs            bool // another unit has another body
}

// macros collects the macros of all units. The predefined ones, which belong
// to no file, are left out.
type macros struct {
	byName map[string]*macro
	defs   map[string]macro // of one unit, for the next one to use again
	steps  int              // directives that were read
}

// Bounds: the nesting of imported macro units, and directives in all. Units
// import the same ones over and over.
const (
	maxMacroImports = 64
	maxMacroSteps   = 1 << 26
)

// macroUnit reads one unit's part of .debug_macro (DWARF 5 §6.3; the GNU
// extension for version 4 has the same encoding) or of .debug_macinfo (DWARF 4
// §6.3), which knows the first four entries only and has no header.
func (l *loader) macroUnit(u *unit, d *object.DebugSections) {
	root := u.entry(0)
	v, section, plain := root.get(sMacros), d.Macro, false
	if v.Class == dwarf.ClassNone {
		v, section, plain = root.get(sMacroInfo), d.Macinfo, true
	}
	if v.Class == dwarf.ClassNone {
		return
	}
	data, err := section()
	if err != nil || data == nil {
		return
	}
	if l.macros.defs == nil {
		l.macros.defs = map[string]macro{}
	}
	clear(l.macros.defs)
	if l.macros.steps > maxMacroSteps {
		return
	}
	r := &macroReader{data: data, big: u.secs.Big, u: u, plain: plain, defs: l.macros.defs, steps: l.macros.steps}
	r.read(u.u.MacroBase+v.U, 0)
	if l.macros.steps = r.steps; r.steps > maxMacroSteps {
		l.issue("macros", abi.Error, "there are more macro directives than are read: none is taken", u.im.Name, u.u.Off)
		l.macros.byName = nil // another unit may say otherwise
		return
	}
	for name, m := range r.defs {
		old := l.macros.byName[name]
		switch {
		case old == nil:
			kept := m
			kept.unit = u.id
			l.macros.byName[name] = &kept
		case old.body != m.body || old.params != m.params:
			old.differs = true
		}
	}
}

type macroReader struct {
	data  []byte
	big   bool
	u     *unit
	plain bool     // .debug_macinfo
	files []string // open files, innermost last
	defs  map[string]macro
	steps int
}

func (r *macroReader) read(off uint64, depth int) {
	if depth > maxMacroImports || off > uint64(len(r.data)) || !r.plain && uint64(len(r.data))-off < 3 {
		return
	}
	order := binary.ByteOrder(binary.LittleEndian)
	if r.big {
		order = binary.BigEndian
	}
	size, pos := uint64(4), off
	if !r.plain {
		flags := r.data[off+2]
		if flags&1 != 0 {
			size = 8
		}
		pos += 3
		if flags&2 != 0 {
			pos += size
		}
		if flags&4 != 0 {
			return // a table of vendor opcodes: none is in use
		}
	}
	uleb := func() (v uint64) {
		for shift := 0; pos < uint64(len(r.data)); shift += 7 {
			c := r.data[pos]
			pos++
			if shift < 64 {
				v |= uint64(c&0x7f) << shift
			}
			if c < 0x80 {
				return v
			}
		}
		return v
	}
	offset := func() uint64 {
		if pos+size > uint64(len(r.data)) {
			pos = uint64(len(r.data))
			return 0
		}
		b := r.data[pos:]
		pos += size
		if size == 8 {
			return order.Uint64(b)
		}
		return uint64(order.Uint32(b))
	}
	text := func() string {
		end := bytes.IndexByte(r.data[min(pos, uint64(len(r.data))):], 0)
		if end < 0 {
			pos = uint64(len(r.data))
			return ""
		}
		s := view(r.data[pos : pos+uint64(end)])
		pos += uint64(end) + 1
		return s
	}
	strp := func(class dwarf.Class, v uint64) string { return view(r.u.u.Str(dwarf.Value{U: v, Class: class})) }
	for pos < uint64(len(r.data)) {
		if r.steps++; r.steps > maxMacroSteps {
			return
		}
		op := r.data[pos]
		pos++
		switch {
		case r.plain && op == 0xff: // DW_MACINFO_vendor_ext
			uleb()
			text()
			continue
		case r.plain && op > 4:
			return
		}
		switch op {
		case 0:
			return
		case 1, 2: // DW_MACRO_define, undef
			line := uleb()
			r.set(op == 1, line, text())
		case 3: // DW_MACRO_start_file
			uleb()
			n, name := uleb(), ""
			if n < uint64(len(r.u.files)) {
				name = r.u.files[n]
			}
			r.files = append(r.files, name)
		case 4: // DW_MACRO_end_file
			if len(r.files) > 0 {
				r.files = r.files[:len(r.files)-1]
			}
		case 5, 6: // define_strp, undef_strp
			line := uleb()
			r.set(op == 5, line, strp(dwarf.ClassStrp, offset()))
		case 7: // import
			r.read(offset(), depth+1)
		case 8, 9: // define_sup, undef_sup
			line := uleb()
			r.set(op == 8, line, strp(dwarf.ClassStrpAlt, offset()))
		case 0xb, 0xc: // define_strx, undef_strx
			line := uleb()
			r.set(op == 0xb, line, strp(dwarf.ClassStrx, uleb()))
		default:
			return
		}
	}
}

// view is a string that lies in a section: the sections stay until the model
// has its own copy.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// set records one directive; text is "NAME body" or "NAME(a,b) body".
func (r *macroReader) set(define bool, line uint64, text string) {
	end := 0
	for end < len(text) && text[end] != ' ' && text[end] != '(' {
		end++
	}
	name, rest := text[:end], text[end:]
	if name == "" {
		return
	}
	if !define {
		delete(r.defs, name)
		return
	}
	if len(r.files) == 0 {
		return
	}
	m := macro{name: name, file: r.files[len(r.files)-1], line: uint32(line)}
	if strings.HasPrefix(rest, "(") {
		if i := strings.IndexByte(rest, ')'); i >= 0 {
			m.params, rest = rest[:i+1], rest[i+1:]
		}
	}
	m.body = strings.TrimSpace(rest)
	r.defs[name] = m
}

// emitMacros writes the macros on which all units agree.
func (l *loader) emitMacros() {
	var torn []string
	for _, name := range sortedNames(l.macros.byName) {
		m := l.macros.byName[name]
		if m.differs {
			torn = append(torn, name)
			continue
		}
		l.b.AddMacro(abi.MacroRow{Name: l.b.Str(m.name), Params: l.b.Str(m.params), Body: l.b.Str(m.body),
			Origin: abi.Origin{Unit: abi.UnitID(m.unit), File: l.b.Str(m.file), Line: m.line}})
	}
	if n := len(torn); n > 0 {
		l.issue("macro", abi.Note, fmt.Sprintf("%d macros that have other bodies in other units are left out: %s", n, strings.Join(torn[:min(n, 8)], ", ")), "", 0)
	}
}
