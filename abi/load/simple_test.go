package load_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// defined lists the classes that a model defines, with all that it knows of
// them.
func defined(m *abi.Model) map[string]string {
	out := map[string]string{}
	for t := range m.Types {
		if !t.IsRecord() || t.IsDeclaration() || t.Name() == "" {
			continue
		}
		// A class in a function exists once in each unit.
		if name, text := t.QualifiedName(), m.DumpType(t.ID()); !strings.Contains(out[name], text) {
			out[name] += text
		}
	}
	return out
}

// covers reports what some lacks or has differently.
func covers(t *testing.T, some, all map[string]string, build string) {
	t.Helper()
	for name, text := range all {
		require.Equal(t, text, some[name], "%s: %s", build, name)
	}
}

// TestSimpleTemplateNames: units whose names lack template arguments describe
// what the same units with whole names do. The compiler's own spelling is the
// judge.
func TestSimpleTemplateNames(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	library := filepath.Join(dir, "library.cc")
	require.NoError(t, os.WriteFile(library, []byte(`
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>
struct Api {
	std::map<std::string, std::vector<std::function<int(const char *)>>> table;
	std::variant<int, std::string, std::shared_ptr<Api>> either;
	std::optional<std::tuple<int, const char *, double (*)[3]>> maybe;
};
bool use(Api &a) { a.table["x"].push_back([&](const char *) { return 1; }); return a.maybe.has_value(); }
`), 0o644))
	for _, source := range []string{"testdata/simple.cc", library} {
		for _, build := range []string{"clang++-15", "clang++-19", "clang++-15 -O2", "clang++-19 -gdwarf-4", "clang++-15 -fdebug-types-section", "clang++-19 -gsplit-dwarf"} {
			var models []*abi.Model
			var files []string
			for _, flag := range []string{"-gno-simple-template-names", "-gsimple-template-names"} {
				object := filepath.Join(t.TempDir(), "object.o")
				args := append(strings.Fields(build)[1:], flag, "-g", "-std=c++20", "-w", "-c", source, "-o", object)
				out, err := exec.Command(strings.Fields(build)[0], args...).CombinedOutput()
				require.NoError(t, err, "%s: %s", build, out)
				m, err := load.Files([]string{object}, load.Options{})
				require.NoError(t, err)
				require.Empty(t, m.Issues(), "%s %s", build, flag)
				models, files = append(models, m), append(files, object)
			}
			whole, simple := defined(models[0]), defined(models[1])
			require.Greater(t, len(whole), 90, build)
			covers(t, simple, whole, build) // clang defines some more for the entries of parameters
			covers(t, entities(models[1]), entities(models[0]), build)
			both, err := load.Files(files, load.Options{})
			require.NoError(t, err)
			require.Equal(t, simple, defined(both), "%s: both in one model", build)
		}
	}
}

// TestTypeUnitInstances: with type units, instances of member templates stand in
// skeletons only, and classes in a template's instance around a class without
// a name. Both are what they are without type units.
func TestTypeUnitInstances(t *testing.T) {
	t.Parallel()
	source := filepath.Join(t.TempDir(), "members.cc")
	require.NoError(t, os.WriteFile(source, []byte(`
template <class T> struct Box { T t; Box(); template <class U> Box(U, int); template <class U> U as(U u) { return u + sizeof t; } struct Step { T *at; int n; }; Step step(); };
template <class T> Box<T>::Box() : t() {} template <class T> template <class U> Box<T>::Box(U u, int n) : t(u) {}
template <class T> typename Box<T>::Step Box<T>::step() { return {&t, 1}; }
int use() { Box<int> a, b(1.5, 2); Box<long *> c, d(nullptr, 1); return a.as(3L) + a.as('c') + b.step().n + c.step().n + d.step().n; }
`), 0o644))
	for _, compiler := range []string{"clang++-15", "clang++-19", "g++-12"} {
		for _, version := range []string{"-gdwarf-4", "-gdwarf-5"} {
			var texts []map[string]string
			for _, flag := range []string{"-fno-debug-types-section", "-fdebug-types-section"} {
				object := filepath.Join(t.TempDir(), "object.o")
				out, err := exec.Command(compiler, "-g", version, flag, "-std=c++17", "-c", source, "-o", object).CombinedOutput()
				require.NoError(t, err, "%s: %s", compiler, out)
				m, err := load.Files([]string{object}, load.Options{})
				require.NoError(t, err)
				require.Empty(t, m.Issues(), "%s %s %s", compiler, version, flag)
				text := entities(m)
				for f := range m.Funcs {
					for _, s := range f.Symbols() {
						text["symbol "+s.Name] = f.Declaration()
					}
				}
				texts = append(texts, text)
			}
			require.Greater(t, len(texts[0]), 10)
			require.Equal(t, texts[0], texts[1], "%s %s", compiler, version)
		}
	}
}
