// want: wide(__int128)
// want: Rec
struct Rec { char tag; __int128 v; };
int wide(__int128 v) { return (int)v; }
int rec(const Rec *r) { return r->tag; }
