struct Header { char kind; int size; double d; };
struct Line { char tag; long long value[2]; unsigned f : 3; };
int header(const Header *h, const Line *l) { return h->size + (int)l->value[0]; }
