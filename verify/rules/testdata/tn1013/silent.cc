struct Same { unsigned a : 3; unsigned b : 5; unsigned c : 30; };
struct Sized { unsigned a : 8; int b : 8; };
int same(const Same *m) { return (int)m->c; }
int sized(const Sized *m) { return m->b; }
