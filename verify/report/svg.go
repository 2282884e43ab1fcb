package report

import (
	"fmt"
	"hash/fnv"
	"html"
	"strings"

	"github.com/tenon-abi/tenon/verify"
)

// Geometry of a layout picture, in SVG units. A row of boxes has rowBytes
// bytes of byteWide each.
const (
	rowBytes = 16
	byteWide = 28
	rowHigh  = 34
	gutter   = 44
	svgRows  = 40 // rows of bytes drawn; the table below has everything
)

// SVG draws a record: a grid of bytes, one box per member and line, holes and
// padding hatched, changes outlined. Names are escaped and cut to fit.
func SVG(p *verify.Picture) string {
	if p.Unknown || p.Size == 0 {
		return ""
	}
	lines := int((p.Size + rowBytes - 1) / rowBytes)
	drawn := min(lines, svgRows)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="layout" role="img" viewBox="0 0 %d %d" width="%d" height="%d" xmlns="http://www.w3.org/2000/svg">`,
		gutter+rowBytes*byteWide+2, drawn*rowHigh+20, gutter+rowBytes*byteWide+2, drawn*rowHigh+20)
	fmt.Fprintf(&b, `<title>%s, %s: %d bytes</title>`, esc(p.Type), esc(p.Title), p.Size)
	for i := range rowBytes {
		fmt.Fprintf(&b, `<text class="n" x="%d" y="11">%d</text>`, gutter+i*byteWide+byteWide/2-4, i)
	}
	for i := range drawn {
		fmt.Fprintf(&b, `<text class="n" x="2" y="%d">%d</text>`, 16+i*rowHigh+rowHigh/2+4, i*rowBytes)
	}
	for _, r := range p.Rows {
		if r.Kind == verify.RowBase || r.Size == 0 {
			continue
		}
		// A member has the same colour in every picture: by its name.
		h := fnv.New32a()
		h.Write([]byte(r.Name))
		svgRow(&b, r, int(h.Sum32()%6), drawn)
	}
	b.WriteString(`</svg>`)
	if lines > drawn {
		fmt.Fprintf(&b, `<p>%d further lines of %d bytes are not drawn</p>`, lines-drawn, rowBytes)
	}
	return b.String()
}

// svgRow draws one member, split at line ends.
func svgRow(b *strings.Builder, r verify.Row, colour, drawn int) {
	const lineBits = uint64(rowBytes * 8)
	class := string(r.Kind)
	if r.Kind == verify.RowField || r.Kind == verify.RowBits {
		class = "f" + fmt.Sprint(colour)
	}
	if r.Mark != "" {
		class += " " + string(r.Mark)
	}
	label := rowText(r)
	end := min(uint64(r.Offset+r.Size), uint64(drawn)*lineBits)
	for at := uint64(r.Offset); at < end; {
		line := at / lineBits
		stop := min(end, (line+1)*lineBits)
		x := gutter + float64(at%lineBits)*byteWide/8
		wide := float64(stop-at) * byteWide / 8
		y := 16 + int(line)*rowHigh
		fmt.Fprintf(b, `<g class="%s"><title>%s at byte %s, %s</title><rect x="%.2f" y="%d" width="%.2f" height="%d"/>`,
			class, esc(label), esc(bitText(uint64(r.Offset))), esc(bitText(uint64(r.Size))+" bytes"+markText(r.Mark)), x, y, wide, rowHigh-4)
		if room := int(wide / 7); room >= 1 && r.Kind != verify.RowHole && r.Kind != verify.RowPadding {
			fmt.Fprintf(b, `<text x="%.2f" y="%d">%s</text>`, x+3, y+rowHigh/2+2, esc(cut(r.Name, room)))
		}
		b.WriteString(`</g>`)
		at = stop
	}
}

func markText(m verify.Mark) string {
	if m == "" {
		return ""
	}
	return ", " + string(m)
}

// bitText spells a position or size in bytes, with bits after a point.
func bitText(b uint64) string {
	if b%8 == 0 {
		return fmt.Sprint(b / 8)
	}
	return fmt.Sprintf("%d+%d bits", b/8, b%8)
}

func esc(s string) string { return html.EscapeString(clean(s)) }

// cut shortens a name to n characters.
func cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	if n < 2 {
		return string(r[:n])
	}
	return string(r[:n-1]) + "…"
}
