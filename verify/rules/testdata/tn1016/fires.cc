// want: Header
// want: Line
// want: Block
struct __attribute__((packed)) Header { char kind; int size; };
struct Line { char tag; alignas(16) int value; };
struct alignas(64) Block { int n; };
int header(const Header *h, const Line *l, const Block *b) { return h->size + l->value + b->n; }
