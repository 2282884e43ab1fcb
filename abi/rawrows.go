package abi

// Raw rows, without copying, for code that reads or writes whole models.

// MethodIDs are the ids of Methods.
func (t Type) MethodIDs() []FuncID {
	if t.m == nil {
		return nil
	}
	return slice(t.m.methods, t.record().Methods)
}

// StaticIDs are the ids of Statics.
func (t Type) StaticIDs() []VarID {
	if t.m == nil {
		return nil
	}
	return slice(t.m.statics, t.record().Statics)
}

// ArgRows are the rows of Args.
func (t Type) ArgRows() []ArgRow {
	if t.m == nil {
		return nil
	}
	return slice(t.m.args, t.record().Args)
}

// ParamRows are the rows of Params.
func (f Function) ParamRows() []ParamRow {
	if f.m == nil {
		return nil
	}
	return slice(f.m.params, f.Row().Params)
}

// ArgRows are the rows of Args.
func (f Function) ArgRows() []ArgRow {
	if f.m == nil {
		return nil
	}
	return slice(f.m.args, f.Row().Args)
}

// SymbolRows joins f to its symbols.
func (f Function) SymbolRows() []FuncSymbol {
	if f.m == nil {
		return nil
	}
	return slice(f.m.funcSyms, f.Row().Symbols)
}

// ArgRows are v's template arguments.
func (v Variable) ArgRows() []ArgRow {
	if v.m == nil {
		return nil
	}
	return slice(v.m.args, v.Row().Args)
}

// PackRows are the arguments of a template parameter pack.
func (m *Model) PackRows(r Range) []ArgRow { return slice(m.args, r) }
