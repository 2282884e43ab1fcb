package msvc

import (
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tenon-abi/tenon/mangle/ast"
)

// compare prints names as llvm-undname-15 does, apart from the deviations, and
// returns how many names fall under each.
func compare(t *testing.T, set by) map[string]int {
	t.Helper()
	names := set.names
	want := undname(t, names)
	r := Reader{Compiler: set.compiler}
	apart := map[string]int{}
	for i, n := range names {
		got, err := r.Demangle(n)
		require.NoError(t, err, n)
		if got == want[i] {
			continue
		}
		why := ""
		for _, d := range deviations {
			if d.explains(n, got, want[i]) {
				why = d.reason
				break
			}
		}
		require.NotEmpty(t, why, "%s\n theirs %s\n ours   %s", n, want[i], got)
		apart[why]++
		t.Logf("%s: %s\n theirs %s\n ours   %s", why, n, want[i], got)
	}
	return apart
}

func report(t *testing.T, what string, names []string, apart map[string]int) {
	total := 0
	var reasons []string
	for r, n := range apart {
		total += n
		reasons = append(reasons, r)
	}
	sort.Strings(reasons)
	t.Logf("%s: %d of %d names equal", what, len(names)-total, len(names))
	for _, r := range reasons {
		t.Logf("  %d: %s", apart[r], r)
	}
}

// TestFixtures: every symbol of the fixtures compiled for windows-msvc prints
// as llvm-undname-15 prints it.
func TestFixtures(t *testing.T) {
	load(t)
	apart := compare(t, corpus.fixtures)
	report(t, "fixtures", corpus.fixtures.names, apart)
	require.Greater(t, len(corpus.fixtures.names), 400)
	require.LessOrEqual(t, sum(apart), 4)
}

// TestKinds: so does every kind of symbol clang 15 and 19 make (testdata).
func TestKinds(t *testing.T) {
	load(t)
	for i, most := range []int{70, 80} {
		set := corpus.hard[i]
		apart := compare(t, set)
		report(t, "kinds", set.names, apart)
		require.Greater(t, len(set.names), 750)
		require.LessOrEqual(t, sum(apart), most)
	}
}

// TestGenerated: so do the symbols of more than 500 generated declarations, for
// 64 and for 32 bits.
func TestGenerated(t *testing.T) {
	load(t)
	apart := compare(t, corpus.generated)
	t.Logf("%d declarations", corpus.declarations)
	report(t, "generated", corpus.generated.names, apart)
	require.Greater(t, corpus.declarations, 1000)
	require.Greater(t, len(corpus.generated.names), 1500)
	require.LessOrEqual(t, sum(apart), 120)
}

func sum(m map[string]int) int {
	n := 0
	for _, v := range m {
		n += v
	}
	return n
}

// TestWriteWhatWasRead: reading a symbol and writing it gives the symbol, for
// all symbols of the tests above.
func TestWriteWhatWasRead(t *testing.T) {
	load(t)
	total := 0
	for _, set := range sets() {
		r := Reader{Compiler: set.compiler}
		for _, n := range set.names {
			sym, err := r.Parse(n)
			require.NoError(t, err, n)
			got, err := WriteFor(sym, set.compiler)
			require.NoError(t, err, n)
			require.Equal(t, n, got)
			total++
		}
	}
	t.Logf("%d of %d symbols written as they were read", total, total)
	require.Greater(t, total, 3200)
}

// TestUnknownCompiler: a name whose compiler is not known reads as it does for
// the compiler that wrote it, or not at all.
func TestUnknownCompiler(t *testing.T) {
	load(t)
	total, ambiguous := 0, 0
	for _, set := range sets() {
		known := Reader{Compiler: set.compiler}
		var unknown Reader
		for _, n := range set.names {
			want, err := known.Demangle(n)
			require.NoError(t, err, n)
			got, err := unknown.Demangle(n)
			if total++; err != nil {
				require.ErrorIs(t, err, ErrAmbiguous, n)
				require.Regexp(t, `\$(TSS|RT|S)\d|\?__K|\?\$\w+@.*@3|A0x\d+@|\?\?__[EF]`, n)
				ambiguous++
				continue
			}
			require.Equal(t, want, got, n)
		}
	}
	t.Logf("%d of %d names are ambiguous", ambiguous, total)
	require.Less(t, ambiguous, 200)
}

// TestMeaning spells out names that llvm-undname-15 reads otherwise or not at
// all; what they mean follows from the declaration in testdata that makes them.
func TestMeaning(t *testing.T) {
	for name, want := range map[string]string{
		"??$au@$MH00$MD0GD@$M_N00$MI01$M_J0?2@@YAXU?$AU@$MH00$MD0GD@$M_N00$MI01$M_J0?2@@@Z": "void __cdecl au<1, 99, 1, 2, -3>(struct AU<1, 99, 1, 2, -3>)",
		"?g@?A0x5B69EC3B@named@@YAXUIn@?A0x5B69EC3B@1@PEAUAnon@?A0x5B69EC3B@@PEAU2?A0x5B69EC3B@1@@Z": "void __cdecl named::`anonymous namespace'::g(struct named::`anonymous namespace'::In, " +
			"struct `anonymous namespace'::Anon *, struct named::`anonymous namespace'::In *)",
		"?anf@?A0xf10f15f3@n@@YAXUAn@12@@Z": "void __cdecl n::`anonymous namespace'::anf(struct n::`anonymous namespace'::An)", // as Visual C++ writes it
		"??_7E@tables@@6BA@1@C@1@@":         "const tables::E::`vftable'{for `tables::A's `tables::C'}",
		"??__E?$var@H@locals@@YAXXZ":        "void __cdecl `dynamic initializer for 'locals::var<int>''(void)",
		"?dtor$5@?0?cfun@4HA":               "int `extern \"C\" cfun'::`1'::dtor$5",
		"??$use@W4<unnamed-enum-e1>@?f@locals@@YAHH@Z@@@YAX$$QEAW4<unnamed-enum-e1>@?f@locals@@YAHH@Z@@Z": "void __cdecl use<enum `int __cdecl locals::f(int)'::<unnamed-enum-e1>>(" +
			"enum `int __cdecl locals::f(int)'::<unnamed-enum-e1> &&)",
		"?f@?$X@$2UA1@@MADPMAAAAA@NBMAACAAAAAAAAAAAA@@@@QEAAXXZ":                                       "public: void __cdecl X<struct A1{1.5f, -2.25}>::f(void)",
		"?f@?$X@$2UA2@@2UB0@@H00@3UIn@@2U3@D0GB@@@2U3@D0GC@@@@3$$BY01H3H00@01@@@3H02@03@@@@@@@QEAAXXZ": "public: void __cdecl X<struct A2{struct B0{1}, struct In{struct In{97}, struct In{98}}, int[2]{int{1, 2}, int{3, 4}}}>::f(void)",
		"?f@?$X@$2UA3@@7TUn@@f@ADPIAAAAA@@@@@QEAAXXZ":                                                  "public: void __cdecl X<struct A3{union Un{.f=1f}}>::f(void)",
		"?f@?$X@$2UA4@@PEBH56E?st@@3USt@@Ab@@@AEBHC6E?2@3U3@Ac@@00@@@@QEAAXXZ":                         "public: void __cdecl X<struct A4{&struct St st.b, struct St st.c[1]}>::f(void)",
		"?f@?$X@$2UA5@@P8St@@EAAXXZE?f@2@QEAAXXZPEQ2@H82@b@@P6AXXZE?fun@@YAXXZ@@@QEAAXXZ":              "public: void __cdecl X<struct A5{public: void __cdecl St::f(void), &St::b, void __cdecl fun(void)}>::f(void)",
		"?f@?$X@$MPEAHC1?arr@@3PAHA00@@@QEAAXXZ":                                                       "public: void __cdecl X<&int *arr[1]>::f(void)",
		"?f@@YA_P_T@Z":                                                                                 "auto __cdecl f(decltype(auto))",
		"?f@C@@G7EAAXXZ":                                                                               "[thunk]: private: virtual void __cdecl C::f`adjustor{8}'(void)", // only virtual functions have thunks
		"??@a6a285da2eea70dba6b578022be61d81@??_R4@":                                                   "??@a6a285da2eea70dba6b578022be61d81@??_R4@",
	} {
		sym, err := Parse(name)
		require.NoError(t, err, name)
		got, err := Print(sym)
		require.NoError(t, err, name)
		require.Equal(t, want, got, name)
	}
}

// TestBroken: every error tells where; nothing is printed of a broken name.
func TestBroken(t *testing.T) {
	for name, offset := range map[string]int{
		"?f@@YAXXZx": 9, "?f@@YAX": 7, "?f@@YA": 6, "?f@n": 3, "?f@@YAX0@Z": 7, "?f@9@YAXXZ": 3, "??$f@@@YAXXZ": -1, "?": -1, "??_7A@@6": 8,
		"?f@@YAX@Z": 8, "??_C@_00CNPNBAHC": 16, "?x@@3H": 6, "??@0123@": 7, "?f@@YAXV@@Z": 8, "?x@?1??f@@YAXXZ@4H": 18, "?f@@YAXP6AXXZ": 13,
	} {
		sym, err := Parse(name)
		if offset < 0 {
			continue
		}
		require.Nil(t, sym, name)
		var se *SyntaxError
		require.ErrorAs(t, err, &se, name)
		require.Equal(t, offset, se.Offset, name)
	}
	_, err := Parse("?f@?A0x12345678@n@@YAXUS@1@@Z")
	require.ErrorIs(t, err, ErrAmbiguous)
	_, err = Parse("_Z1fv")
	require.ErrorIs(t, err, ErrNotMangled)
	deep := "?f@@YAX" + strings.Repeat("PEA", 100000) + "H@Z"
	_, err = Parse(deep)
	require.ErrorIs(t, err, ErrTooComplex)
	wide := "?f@@YAXP6AXHHHHHHHHHHHH@Z"
	for range 8 {
		wide += "P6AX0011223344556677@Z"
	}
	if sym, err := Parse(wide + "@Z"); err == nil {
		_, err = Print(sym)
		require.ErrorIs(t, err, ErrTooComplex)
	}
}

// FuzzParse: no panic, no hang, bounded output; what is written of a name that
// was read reads as the same thing. The seeds in testdata/fuzz are symbols of
// every kind.
func FuzzParse(f *testing.F) {
	f.Add("?f@n@@YAHPEAUS@1@0@Z")
	f.Fuzz(func(t *testing.T, name string) {
		sym, err := Parse(name)
		if err != nil {
			return
		}
		s, err := Print(sym)
		if err != nil {
			return
		}
		if len(s) > 1<<22 {
			t.Fatal("unbounded output")
		}
		again, err := Write(sym)
		if err != nil || !Looks(again) {
			return
		}
		if back, err := Parse(again); err != nil {
			t.Fatalf("%q was written as %q: %v", name, again, err)
		} else if got, err := Print(back); err != nil || got != s {
			t.Fatalf("%q was written as %q\n before %s\n after  %s", name, again, s, got)
		}
	})
}

// BenchmarkDemangle reads and prints the symbols of the generated declarations.
func BenchmarkDemangle(b *testing.B) {
	load(b)
	r := Reader{Compiler: Clang15}
	n := 0
	for b.Loop() {
		if _, err := r.Demangle(corpus.generated.names[n%len(corpus.generated.names)]); err != nil {
			b.Fatal(err)
		}
		n++
	}
}

// TestWriteRefuses: what a tree does not say is not written.
func TestWriteRefuses(t *testing.T) {
	name := func(s string) *ast.Node { return &ast.Node{Kind: ast.Name, Text: s} }
	fn := func(c ast.Conv, result *ast.Node, params ...*ast.Node) *ast.Node {
		return &ast.Node{Kind: ast.Function, Conv: c, Elem: result, Kids: params}
	}
	builtin := func(s string) *ast.Node { return &ast.Node{Kind: ast.Builtin, Text: s} }
	class := &ast.Node{Kind: ast.Elaborated, Text: "class", Elem: name("K")}
	for reason, e := range map[string]*ast.Node{
		"":                   {Kind: ast.Encoding, Scope: name("f"), Elem: fn(ast.Cdecl, class, &ast.Node{Kind: ast.LRef, Quals: ast.Ptr64, Elem: class})},
		"calling convention": {Kind: ast.Encoding, Scope: name("f"), Elem: fn(0, builtin("int"))},
		"class-key":          {Kind: ast.Encoding, Scope: name("f"), Elem: fn(ast.Cdecl, &ast.Node{Kind: ast.Elaborated, Elem: name("K")})},
		"whether a type is a class, struct, union or enum": {Kind: ast.Encoding, Scope: name("f"), Elem: fn(ast.Cdecl, name("K"))},
		"type __float128 on Windows":                       {Kind: ast.Encoding, Scope: name("f"), Elem: fn(ast.Cdecl, builtin("__float128"))},
		"storage of a variable":                            {Kind: ast.Encoding, Scope: name("f"), Elem: builtin("int")},
		"a name is missing":                                {Kind: ast.Encoding, Scope: name(""), Elem: fn(ast.Cdecl, builtin("int"))},
		"the type":                                         {Kind: ast.Encoding, Scope: name("f")},
		"access":                                           {Kind: ast.Encoding, Scope: name("f"), Flags: ast.Virtual, Elem: fn(ast.Cdecl, builtin("int"))},
		"no Microsoft symbol for a vtt":                    {Kind: ast.Special, N: int64(ast.VTT)},
	} {
		got, err := Write(&ast.Symbol{Scheme: ast.Microsoft, Root: e})
		if reason == "" {
			require.NoError(t, err)
			require.Equal(t, "?f@@YA?AVK@@AEAV1@@Z", got)
			continue
		}
		require.Equal(t, ErrUnknowable{reason}, err)
		require.Empty(t, got)
	}
	_, err := Write(&ast.Symbol{Scheme: ast.Itanium, Root: class})
	require.Error(t, err)
}
