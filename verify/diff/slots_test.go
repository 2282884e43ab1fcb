package diff_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tenon-abi/tenon/verify/diff"
)

// TestSlotsAtTheEnd: two virtual functions behind all others move none of them;
// one before an old one does, as a client that was built before would see.
func TestSlotsAtTheEnd(t *testing.T) {
	const head, tail = "struct Printer { virtual ~Printer(); virtual void space(int); ", `};
Printer::~Printer() {}
void Printer::space(int) {}
int use(Printer *p) { return sizeof(*p); }
`
	const bodies = "void Printer::print(const char *) {}\nvoid Printer::write(const char *, int) {}\n"
	sources := map[string]string{
		"old":    head + tail,
		"end":    head + "virtual void print(const char *); virtual void write(const char *, int); " + tail + bodies,
		"middle": "struct Printer { virtual ~Printer(); virtual void print(const char *); virtual void space(int); virtual void write(const char *, int); " + tail + bodies,
	}
	for _, family := range []string{"gcc", "clang"} {
		dir := t.TempDir()
		built := map[string]string{}
		for name, source := range sources {
			write(t, dir, name+".cc", source)
			built[name] = shared(t, dir, name+".so", family, []string{name + ".cc"})
		}
		grades := gradesOf(compareFiles(t, built["old"], built["end"]), "TN2222")
		require.Equal(t, []string{"risky", "risky"}, grades, family)
		g := compareFiles(t, built["old"], built["middle"])
		require.Equal(t, []string{"breaking", "breaking"}, gradesOf(g, "TN2222"), family)
		require.Equal(t, []string{"breaking"}, gradesOf(g, "TN2218"), family)
	}
}

// TestOverloadIsNoOverride: a function with other parameter types has a slot
// of its own, and calls of it do not reach the base's function; one whose types
// are other names of the same types overrides it.
func TestOverloadIsNoOverride(t *testing.T) {
	const base = "typedef int number; struct Base { virtual void f(int); }; void Base::f(int) {}\n"
	const tail = "void Derived::g() {}\nint use(Derived *p) { return sizeof(*p); }\n"
	sources := map[string]string{
		"overload": base + "struct Derived : Base { virtual void g(); virtual void f(double); };\nvoid Derived::f(double) {}\n" + tail,
		"override": base + "struct Derived : Base { virtual void g(); virtual void f(const number); };\nvoid Derived::f(const number) {}\n" + tail,
		"neither":  base + "struct Derived : Base { virtual void g(); };\n" + tail,
	}
	for _, family := range []string{"gcc", "clang"} {
		dir := t.TempDir()
		built := map[string]string{}
		for name, source := range sources {
			write(t, dir, name+".cc", source)
			built[name] = shared(t, dir, name+".so", family, []string{name + ".cc"})
		}
		require.Equal(t, []string{"breaking"}, gradesOf(compareFiles(t, built["overload"], built["neither"]), "TN2217"), family)
		require.Equal(t, []string{"risky"}, gradesOf(compareFiles(t, built["override"], built["neither"]), "TN2217"), family)
	}
}

func gradesOf(g *diff.Graph, kind string) (grades []string) {
	for _, c := range g.Changes {
		if c.Kind == kind {
			grades = append(grades, c.Grade.String())
		}
	}
	return grades
}
