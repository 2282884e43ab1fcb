package gen

import (
	"fmt"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/gen/rs"
)

// LayoutTests is a test file for a crate of the output: size and alignment of
// every type that has them, as tests with readable messages. crate is the
// name under which the bindings are seen.
func (o *Output) LayoutTests(crate string) []byte {
	items := []rs.Item{rs.Lines{"// Written by tenon: size and alignment of every mirror type, as built.", "#![allow(non_snake_case)]"}}
	for _, l := range o.layouts {
		path := crate + "::" + l.path
		items = append(items, rs.Fn{Attrs: []string{"test"}, Name: "layout_of_" + rs.Ident(l.path), Body: []string{
			fmt.Sprintf("type T = %s;", path),
			fmt.Sprintf("assert_eq!(core::mem::size_of::<T>(), %d, %s);", l.size, rs.Format("size of "+l.cxx)),
			fmt.Sprintf("assert_eq!(core::mem::align_of::<T>(), %d, %s);", l.align, rs.Format("alignment of "+l.cxx)),
		}})
	}
	return rs.Print(items)
}

// typeLayout is what a layout test checks of one type.
type typeLayout struct {
	path, cxx   string
	size, align abi.Bytes
}
