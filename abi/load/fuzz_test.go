package load

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/tenon-abi/tenon/dwarf/object"
)

// FuzzLoad loads whole files made of damaged ones: no panic, no hang, and a
// model that passes its own checks or an error.
func FuzzLoad(f *testing.F) {
	for _, p := range []string{"../../fixtures/demo/libdemo.a"} {
		data, err := os.ReadFile(filepath.FromSlash(p))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := object.Parse("fuzz", data, object.Options{})
		if err != nil {
			return
		}
		var loaders []*loader
		env := environmentsOf([]*object.File{file})
		err = images(file, func(im *object.Image) *loader {
			target := targetOf(im, env)
			for _, l := range loaders {
				if l.target == target {
					return l
				}
			}
			loaders = append(loaders, newLoader(target, 1))
			return loaders[len(loaders)-1]
		})
		if err != nil {
			return
		}
		for _, l := range loaders {
			m, err := l.finish(Options{})
			if err != nil {
				t.Fatal(err)
			}
			for typ := range m.Types {
				_ = typ.String()
				typ.Size()
			}
			for fn := range m.Funcs {
				_ = fn.Declaration()
			}
		}
	})
}
