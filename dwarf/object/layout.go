package object

// layoutBase is where the first allocated section of a relocatable file goes:
// not at 0, which readers of DWARF take for removed code.
const layoutBase = 0x10000

// layOut gives every allocated section of a relocatable file an address of its
// own, and every thread-local one an offset, as the package comment says.
func (im *Image) layOut() {
	next, tls := uint64(layoutBase), uint64(0)
	limit := uint64(1) << 62
	if im.AddrSize == 4 {
		limit = 1 << 32
	}
	for i := range im.Sections {
		s := &im.Sections[i]
		if !s.Alloc {
			continue
		}
		at := &next
		if s.TLS {
			at = &tls
		}
		a := s.align
		if a > 1<<30 {
			a = 1
		}
		s.Addr = alignUp(*at, a)
		// One spare byte keeps the end of a section apart from the start of the next.
		end := s.Addr + s.Size + 1
		if end < s.Addr || end > limit {
			continue // a size that lies; the next section may share addresses
		}
		*at = end
	}
}
