// flags: -std=c++20
// want: Node
// want: Attr
struct Tag {};
struct Node : Tag { int value; };
struct Attr { [[no_unique_address]] Tag t; int value; };
int node(const Node *n, const Attr *a) { return n->value + a->value; }
