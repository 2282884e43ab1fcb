// want: Mixed
// want: AfterChar
struct Mixed { bool ready : 1; int count : 5; };
struct AfterChar { char a; int b : 8; };
int mixed(const Mixed *m) { return m->count; }
int after(const AfterChar *m) { return m->b; }
