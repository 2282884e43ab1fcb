struct Token { int id; };
int without(Token t) { return t.id; }
