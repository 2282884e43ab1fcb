package rs

// Item is something that stands in a module, an impl or an extern block.
type Item interface{ print(p *printer) }

// Module is `pub mod name { … }`.
type Module struct {
	Doc   string
	Attrs []string
	Name  string
	Items []Item
}

// Struct is a struct or union with named fields, or a tuple struct (Tuple).
type Struct struct {
	Doc    string
	Attrs  []string // without #[ ]
	Union  bool
	Name   string
	Tuple  string // type of the one public field of a tuple struct
	Fields []Field
}

// Field is a field of a struct or union.
type Field struct {
	Doc     string
	Private bool
	Name    string
	Type    string
}

// Impl is `impl Trait for Target { … }` or `impl Target { … }`.
type Impl struct {
	Trait  string
	Target string
	Items  []Item
}

// Fn is a function: a definition with a body, or a declaration of an extern
// block (Extern).
type Fn struct {
	Doc      string
	Attrs    []string
	Extern   bool
	Head     string // qualifiers before fn: "pub unsafe ", "pub const "
	Name     string
	Params   []Param
	Result   string // "" = ()
	Variadic bool
	Body     []string // lines, indented relative to the body
	Call     string   // after Body: a call of this with Args; "" = none
	Args     []string
	Unsafe   bool     // the call stands in an unsafe block, and is all of the body
	Let      string   // the call's value gets this name; "" = it is the result
	After    []string // lines after the call
}

// Param is a parameter; Type is "" for receivers such as &self.
type Param struct{ Name, Type string }

// Extern is an extern block.
type Extern struct {
	Unsafe bool // spelled `unsafe extern`, from Rust 1.82 on
	ABI    string
	Items  []Item
}

// Static is a static of an extern block.
type Static struct {
	Doc   string
	Attrs []string
	Mut   bool
	Name  string
	Type  string
}

// Const is a constant.
type Const struct {
	Doc               string
	Name, Type, Value string
}

// Alias is a type alias.
type Alias struct {
	Doc        string
	Name, Type string
}

// Use is `pub use path;`.
type Use struct{ Path string }

// Asserts is `const _: () = { assert!(…); … };`.
type Asserts struct{ Lines []Assert }

// Assert is one assertion with its message.
type Assert struct{ Cond, Message string }

// Lines are lines of Rust that need no layout.
type Lines []string

// Block are lines of Rust that are one item.
type Block []string

// Attributed puts attributes before an item's own.
type Attributed struct {
	Attrs []string
	Item  Item
}
