package rules

import (
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/verify"
)

func tn1008() Rule {
	return Rule{
		ID: "TN1008", Name: "allocators", Grade: verify.Risky, Since: "0.1.0",
		Summary:  "ownership crosses the border, and the allocators differ or nothing takes it back",
		Doc:      "What one side allocates only the same allocator may free. A function that returns an owning pointer needs a partner that takes it back, or a class with a virtual destructor, whose table has the function that frees the object; without either the caller frees with its own allocator. Rust objects and C++ objects in one link bind different allocators unless a global allocator says otherwise. An object that replaces operator new changes the allocator of everything linked with it.",
		Before:   "Widget *widget_create();          // and no widget_destroy",
		After:    "Widget *widget_create();\nvoid widget_destroy(Widget *);",
		Standard: "ISO C++ [new.delete]; Rust std::alloc, \"GlobalAlloc\" safety; C17 §7.22.3",
		Remedy:   "export a function that frees what the other returns, and call it from Drop",
		Run: func(p *Pass) {
			makers, takers := p.owners()
			for _, f := range makers {
				t := f.Result().Strip().Elem().Strip()
				if !takers[t.ID()] && !deletedByTable(t) {
					p.Report(p.Func(f, "%s returns an owning pointer to %s, and no function of the API takes one back", f.QualifiedName(), t.QualifiedName()))
				}
			}
			rust, cxx, replaced := p.allocators()
			for _, img := range replaced {
				p.Report(verify.Finding{Kind: verify.EntityObject, Entity: "operator new in " + shortImage(img),
					Message: shortImage(img) + " replaces operator new for everything linked with it", Location: verify.Location{Object: img}})
			}
			if len(rust) > 0 && len(cxx) > 0 && len(makers) > 0 {
				f := verify.Finding{Kind: verify.EntityLink, Entity: "allocators of the link",
					Message: "owning pointers cross between objects with different allocators: " + images(rust) + " (Rust), " + images(cxx) + " (C++ or C)"}
				for _, m := range makers {
					f.Affected = append(f.Affected, verify.FunctionEntity(m))
				}
				p.Report(f)
			}
		},
	}
}

// Words in names, in snake_case and in CamelCase; "newline" and "reopen" are
// other words.
var (
	makerName = words("create|new|make|clone|dup|alloc|build|open")
	takerName = words("destroy|delete|free|release|close|unref|dispose|drop")
)

func words(list string) *regexp.Regexp {
	var camel []string
	for _, w := range strings.Split(list, "|") {
		camel = append(camel, strings.ToUpper(w[:1])+w[1:])
	}
	return regexp.MustCompile(`(^|_)(` + list + `)($|[A-Z_0-9])|(^|[a-z0-9_])(` + strings.Join(camel, "|") + `)($|[A-Z_0-9])`)
}

// owners lists the functions that return owning pointers by their name, and
// the pointee types for which a function takes one back.
func (p *Pass) owners() ([]abi.Function, map[abi.TypeID]bool) {
	var makers []abi.Function
	takers := map[abi.TypeID]bool{}
	for _, f := range p.API.Funcs {
		s := f.Signature()
		if r := s.Result.Strip(); r.Kind() == abi.KindPointer && !r.Elem().IsConst() && !s.Member && makerName.MatchString(f.Name()) {
			if t := r.Elem().Strip(); t.IsRecord() {
				makers = append(makers, f)
			}
		}
		if takerName.MatchString(f.Name()) {
			for _, q := range s.Params {
				if r := q.Strip(); r.Kind() == abi.KindPointer {
					takers[r.Elem().Strip().ID()] = true
				}
			}
			if s.Member {
				takers[f.Owner().ID()] = true
			}
		}
	}
	return makers, takers
}

// deletedByTable reports whether a class has a virtual destructor, its own or a
// base's ([class.dtor]/13): then its table has the deleting destructor, which
// frees with the operator delete of the side that made the object (Itanium C++
// ABI §2.5.2; Microsoft's table has one for both).
func deletedByTable(t abi.Type) bool {
	s := abi.Search[bool]{BasesOnly: true, Ask: func(c abi.Type) (bool, bool) {
		return slices.ContainsFunc(c.Methods(), func(m abi.Function) bool { return m.Has(abi.FuncDestructor | abi.FuncVirtual) }), true
	}}
	return s.In(t)
}

// allocators sorts the images by the allocator symbols they bind.
func (p *Pass) allocators() (rust, cxx, replaced []string) {
	sets := [3]map[string]bool{{}, {}, {}}
	for i, s := range p.Model.Symbols() {
		if i == 0 {
			continue
		}
		name, img := p.Model.Str(s.Name), p.Model.Str(s.Image)
		undefined := s.Flags&abi.SymUndefined != 0
		switch {
		case strings.Contains(name, "__rust_alloc") || strings.Contains(name, "__rust_dealloc") || strings.Contains(name, "__rdl_alloc"):
			sets[0][img] = true
		case strings.HasPrefix(name, "_Znw") || strings.HasPrefix(name, "_Zna") || strings.HasPrefix(name, "_ZdlPv") || strings.HasPrefix(name, "??2@YA") || strings.HasPrefix(name, "??3@YA"):
			sets[1][img] = true
			if !undefined && replacesNew(name) {
				sets[2][img] = true
			}
		case undefined && (name == "malloc" || name == "calloc" || name == "strdup"):
			sets[1][img] = true
		}
	}
	for img := range sets[0] {
		delete(sets[1], img)
	}
	return sorted(sets[0]), sorted(sets[1]), sorted(sets[2])
}

// replacesNew reports whether a symbol is one of the operator new that a program
// may replace ([replacement.functions]); others, such as the one that takes a
// place, allocate nothing for anybody else.
func replacesNew(name string) bool {
	if size, ok := strings.CutPrefix(name, "??2@YA"); ok {
		switch size {
		case "PEAX_K@Z", "PAXI@Z", "PEAX_KAEBUnothrow_t@std@@@Z", "PAXIABUnothrow_t@std@@@Z",
			"PEAX_KW4align_val_t@std@@@Z", "PAXIW4align_val_t@std@@@Z",
			"PEAX_KW4align_val_t@std@@AEBUnothrow_t@1@@Z", "PAXIW4align_val_t@std@@ABUnothrow_t@1@@Z":
			return true
		}
		return false
	}
	rest, ok := strings.CutPrefix(name, "_Znw")
	if !ok || rest == "" || !strings.ContainsRune("mjy", rune(rest[0])) {
		return false
	}
	switch rest[1:] {
	case "", "RKSt9nothrow_t", "St11align_val_t", "St11align_val_tRKSt9nothrow_t":
		return true
	}
	return false
}

func sorted(set map[string]bool) []string {
	var out []string
	for s := range set {
		out = append(out, s)
	}
	sort.Strings(out)
	return out
}

func shortImage(s string) string {
	if i := strings.LastIndexByte(s, '/'); i >= 0 {
		return s[i+1:]
	}
	return s
}

func images(list []string) string {
	var out []string
	for _, s := range list {
		out = append(out, shortImage(s))
	}
	return strings.Join(out, ", ")
}
