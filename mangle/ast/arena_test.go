package ast

import "testing"

// TestArena: nodes come zeroed again after Reset, and a name that needed many
// pieces does not count against the next one.
func TestArena(t *testing.T) {
	var a Arena
	a.Reset()
	for range 2000 {
		n := a.New(Name)
		if n.Text != "" || len(n.Kids) != 0 {
			t.Fatal("a used node")
		}
		n.Text = "x"
	}
	if a.Pieces() < 4 {
		t.Errorf("%d pieces for 2000 nodes", a.Pieces())
	}
	a.Stack = append(a.Stack, a.New(Name), a.New(Template))
	kids := a.Take(1)
	if len(kids) != 1 || kids[0].Kind != Template || len(a.Stack) != 1 {
		t.Error("Take took something else")
	}
	a.Reset()
	if n := a.New(Template); n.Text != "" || n.Kind != Template || a.Pieces() != 1 {
		t.Error("Reset left something")
	}
}
