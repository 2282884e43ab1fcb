// flags: -std=c++20
struct Tag {};
struct Base { int b; };
struct Node : Base { Tag t; int value; };
int node(const Node *n) { return n->value; }
