package msvc

import "fmt"

const body = " { for (;;) {} }\n"

// declaration writes one function, variable, class or template with symbols.
func (g *generator) declaration() {
	g.count++
	w := func(f string, args ...any) { fmt.Fprintf(&g.out, f, args...) }
	ns := ""
	if g.IntN(3) == 0 {
		ns = g.one([]string{"alpha", "gamma", "gamma::alpha", "gamma::delta"})
		w("namespace %s { ", ns)
	}
	c := g.conv(false)
	switch g.IntN(10) {
	case 0, 1, 2:
		w("%s%s %s%s(%s)%s", g.one([]string{"", "const "}), g.value0(), c, g.name("f"), g.variadic(g.params(7), c), body)
	case 3:
		g.class1()
	case 4:
		t := g.value0()
		w("%s %s(%s) noexcept%s", t, g.name("f"), g.params(3), body)
	case 5:
		v := g.name("v")
		w("extern %s%s %s; decltype(%s) %s{};\n", g.cv(), g.one(g.objs), v, v, v)
	case 6:
		f := g.name("t")
		w("template <class A, class... B> %s %s(A *, const A &, B...)%s", g.value0(), f, body)
		w("void %su(%s *a, %s b) { %s(a, *a, b); }\n", f, g.one(g.objs), g.value(), f)
	case 7:
		g.operators()
	case 8:
		f := g.name("l")
		w("inline auto %s(%s) { static int n = (int)(long long)&n; struct L { int m(%s) { static int k = 1; return k; } }; auto c = [](%s) { return n; }; return c; }\n", f, g.params(2), g.params(2), g.params(2))
		w("void *%su = (void *)&%s;\n", f, f)
	default:
		w("struct %s : S, C { virtual %s m(%s)%s %s static int s; };\n", g.name("K"), g.value0(), g.params(2), body, "virtual void d() {}")
		w("K%d *k%d() { return new K%d; } int K%d::s;\n", g.n, g.n, g.n, g.n)
	}
	if ns != "" {
		w("}\n")
	}
}

// class1 writes a class with methods of every kind.
func (g *generator) class1() {
	k := g.name("K")
	base := ""
	if g.IntN(2) == 0 {
		base = " : " + g.one([]string{"", "virtual "}) + "::alpha::Poly"
	}
	m := [5]string{}
	for i := range m {
		m[i] = g.params(3)
	}
	m[1], m[2] = or(m[1], "char"), or(m[2], "int")
	r := [5]string{g.value0(), g.value0(), g.value0(), g.value0(), g.value0()}
	ref := g.one([]string{"", " &", " &&"})
	cv := g.one([]string{"", " const", " volatile", " const volatile"})
	fmt.Fprintf(&g.out, `struct %[1]s%[2]s { %[1]s(%[3]s, int); ~%[1]s(); private: %[8]s a(%[4]s)%[13]s%[14]s; static %[9]s b(%[5]s); virtual %[10]s c(%[6]s);
protected: %[11]s d(%[7]s, ...) const; static %[12]s e(%[3]s); virtual int g(); public: template <class Q> %[8]s h(Q, %[4]s); virtual void i() = 0; struct N { void j(%[1]s *, N &, %[5]s); }; };
`, k, base, or(m[0], "char"), m[1], m[2], m[3], or(m[4], "int"), r[0], r[1], r[2], r[3], r[4], cv, ref)
	for _, d := range []string{fmt.Sprintf("%s::%s(%s, int)", k, k, or(m[0], "char")), fmt.Sprintf("%s::~%s()", k, k), fmt.Sprintf("%s %s::a(%s)%s%s", r[0], k, m[1], cv, ref),
		fmt.Sprintf("%s %s::b(%s)", r[1], k, m[2]), fmt.Sprintf("%s %s::c(%s)", r[2], k, m[3]), fmt.Sprintf("%s %s::d(%s, ...) const", r[3], k, or(m[4], "int")),
		fmt.Sprintf("%s %s::e(%s)", r[4], k, or(m[0], "char")), fmt.Sprintf("int %s::g()", k), fmt.Sprintf("void %s::N::j(%s *, N &, %s)", k, k, m[2])} {
		g.out.WriteString(d + body)
		g.count++
	}
	fmt.Fprintf(&g.out, "template <class Q> %s %s::h(Q, %s)%s template %s %s::h(%s, %s);\n", r[0], k, m[1], body, r[0], k, g.one(g.objs[:38]), m[1])
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// operators writes a class with operators.
func (g *generator) operators() {
	k := g.name("O")
	bin := []string{"+", "-", "*", "/", "%", "^", "&", "|", "<", ">", "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "*=", "/=", "%=", "^=", "&=", "|=", "<<", ">>", "<<=", ">>=", ",", "->*", "="}
	fmt.Fprintf(&g.out, "struct %s { ", k)
	defs := ""
	op := func(r, decl string) {
		fmt.Fprintf(&g.out, "%s operator%s; ", r, decl)
		defs += fmt.Sprintf("%s %s::operator%s%s", r, k, decl, body)
		g.count++
	}
	op(g.value0(), fmt.Sprintf("%s(%s)", g.one(bin), k))
	op(g.value0(), g.one([]string{"+", "-", "*", "&", "~", "!", "++", "--"})+"() const")
	op(g.value0(), "()("+g.params(4)+") const")
	op(g.value0(), "[]("+g.one(g.objs)+")")
	op(k+" &", "++(int) volatile")
	fmt.Fprintf(&g.out, "operator %s() const; };\n%s", g.one(g.objs[:38]), defs)
	fmt.Fprintf(&g.out, "%s operator%s(%s, %s)%s", g.value0(), g.one(bin[:30]), k, g.value(), body)
}

// source is a file with n aliases and as many declarations.
func (g *generator) source(n int) string {
	for range n {
		g.alias()
		g.declaration()
	}
	return g.out.String()
}
