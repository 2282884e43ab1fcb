struct Token { int id; ~Token(); };
struct Plain { int id; long b; };
int other(Token t, Plain p) { return t.id * (int)p.b; }
