struct Token { int id; ~Token(); };
Token::~Token() {}
struct Plain { int id; long b; };
int with(Token t, Plain p) { return t.id + p.id; }
int again(Plain p, Token t) { return t.id - p.id; }
