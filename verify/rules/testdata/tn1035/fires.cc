// want: with(Token)
struct Token { int id; ~Token(); };
Token::~Token() {}
int with(Token t) { return t.id; }
