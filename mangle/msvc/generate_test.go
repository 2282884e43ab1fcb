package msvc

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// generator writes C++ declarations of random shape. Types are composed with
// aliases, which leave no trace in mangled names, so that any composition is
// easy to spell.
type generator struct {
	*rand.Rand
	bits  int
	out   strings.Builder
	count int      // declarations with a symbol of their own
	n     int      // names handed out
	vals  []string // types of values: usable for parameters, results, variables
	ptees []string // what pointers may point to: values, functions, arrays, void
	objs  []string // element types
}

const generatorHead = `
namespace alpha { struct S { int x; }; class C { public: int y; S s; }; union U { int a; float b; }; enum E { e0 }; enum class EC : short { a };
namespace beta { struct S { struct Inner { enum class Deep { a }; int z; }; }; template <class T> struct Box { struct In { T *t; }; }; } 
template <class... T> struct Pack {}; template <class T, int N> struct Num {}; template <template <class...> class T, class... A> struct App {}; template <class T, T... V> struct Vals {}; template <class> struct Any {}; struct Poly { virtual ~Poly(); virtual void f(); }; struct Fwd; }
using namespace alpha;
`

func newGenerator(seed uint64, bits int) *generator {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 4)), bits: bits}
	g.out.WriteString(generatorHead)
	g.objs = []string{"bool", "char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned", "long", "unsigned long", "long long",
		"unsigned long long", "float", "double", "long double", "wchar_t", "char16_t", "char32_t", "decltype(nullptr)", "S", "C", "U", "E", "EC", "beta::S",
		"beta::S::Inner", "beta::S::Inner::Deep", "beta::Box<int>", "beta::Box<S>::In", "Pack<>", "Pack<int, S, S>", "Num<S, -3>", "Num<E, 1000>", "App<Pack, int, S>",
		"Vals<int, 1, 2>", "Vals<char>", "Vals<bool, true>", "Vals<EC, EC::a>", "App<beta::Box>"}
	g.vals = append(g.vals, g.objs...)
	g.ptees = append(append(g.ptees, g.objs...), "void", "Fwd", "const void")
	return g
}

func (g *generator) one(of []string) string { return of[g.IntN(len(of))] }

func (g *generator) name(prefix string) string {
	g.n++
	return fmt.Sprintf("%s%d", prefix, g.n)
}

// value picks a type, rather a recent one.
func (g *generator) value() string {
	if n := len(g.vals); n > 60 && g.IntN(2) == 0 {
		return g.vals[n-1-g.IntN(20)]
	}
	return g.one(g.vals)
}

func (g *generator) cv() string {
	return g.one([]string{"", "", "", "const ", "volatile ", "const volatile "})
}

func (g *generator) conv(method bool) string {
	if g.bits == 64 {
		return g.one([]string{"", "", "", "__vectorcall "})
	}
	all := []string{"", "", "__cdecl ", "__stdcall ", "__fastcall ", "__vectorcall "}
	if method {
		all = append(all, "__thiscall ")
	}
	return g.one(all)
}

func (g *generator) params(max int) string {
	var ps []string
	for range g.IntN(max + 1) {
		ps = append(ps, g.value())
	}
	return strings.Join(ps, ", ")
}

// variadic adds "..." where the convention allows it.
func (g *generator) variadic(params, conv string) string {
	if g.IntN(8) != 0 || conv != "" && conv != "__cdecl " {
		return params
	}
	if params == "" {
		return "..."
	}
	return params + ", ..."
}

// alias defines one more type made of those before.
func (g *generator) alias() {
	name := g.name("T")
	def := func(s string) { fmt.Fprintf(&g.out, "using %s = %s;\n", name, s) }
	value := func(s string) {
		def(s)
		g.vals, g.ptees = append(g.vals, name), append(g.ptees, name)
	}
	object := func(s string) {
		value(s)
		g.objs = append(g.objs, name)
	}
	switch g.IntN(12) {
	case 0, 1, 2:
		object(g.one(g.ptees) + g.one([]string{" *", " *", " *", " *const ", " *volatile ", " *__restrict "}))
	case 3:
		value(g.one(g.ptees[:len(g.ptees)-3]) + " const *")
	case 4:
		def(fmt.Sprintf("%s%s[%d]", g.cv(), g.one(g.objs), g.IntN(40)+1))
		fmt.Fprintf(&g.out, "using %sP = %s *; using %sR = %s &;\n", name, name, name, name)
		g.vals = append(g.vals, name+"P", name+"R", name)
	case 5, 6:
		c := g.conv(false)
		p := g.variadic(g.params(4), c)
		value(fmt.Sprintf("%s (%s*%s)(%s)%s", g.value0(), c, g.cv(), p, g.one([]string{"", "", " noexcept"})))
	case 7:
		object(fmt.Sprintf("%s%s %s::*", g.cv(), g.one(g.objs), g.class()))
	case 8:
		c := g.conv(true)
		p := g.variadic(g.params(3), c)
		object(fmt.Sprintf("%s (%s%s::*)(%s) %s%s%s", g.value0(), c, g.class(), p, g.cv(), g.one([]string{"", "", "& ", "&& "}), g.one([]string{"", "", "noexcept"})))
	case 9:
		object(fmt.Sprintf("Pack<%s>", g.params(4)))
	case 10:
		object(fmt.Sprintf("Num<%s%s, %d>", g.cv(), g.value(), g.IntN(70000)-35000))
	default:
		object(fmt.Sprintf("beta::Box<%s>", g.one(g.objs)))
	}
	if g.IntN(4) == 0 {
		ref := g.name("T")
		fmt.Fprintf(&g.out, "using %s = %s%s %s;\n", ref, g.cv(), g.one(g.objs), g.one([]string{"&", "&&"}))
		g.vals = append(g.vals, ref)
	}
}

// value0 is a type that can be a result.
func (g *generator) value0() string {
	for range 20 {
		if t := g.value(); !strings.HasPrefix(t, "T") || !g.isArray(t) {
			return t
		}
	}
	return "void"
}

// isArray knows arrays by the aliases made for pointers to them.
func (g *generator) isArray(t string) bool {
	return strings.Contains(g.out.String(), "using "+t+"P = ")
}

func (g *generator) class() string {
	return g.one([]string{"S", "C", "beta::S", "beta::S::Inner", "beta::Box<int>", "Num<S, 1>"})
}
