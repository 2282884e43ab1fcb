// C++ types that Rust types stand for.
namespace geo {
struct Base { short kind; };
struct Point : Base { int x; int y; };
struct Blob { char data[24]; long n; double d; };
struct Wide { union { long whole; float part; }; unsigned char tail[3]; bool on; };
enum class Mode : unsigned char { Off, On };
typedef struct { float a, b; } Pair;
struct alignas(16) Quad { float v[4]; };
struct Nested { Point p; Pair q[2]; };
struct Size { short kind; int w, h; };
#pragma pack(push, 2)
struct Tight { char c; int n; };
#pragma pack(pop)
struct Bits { unsigned a : 4; unsigned b; };
}
extern "C" {
int draw(const geo::Point *p, geo::Mode m) { return p->x + (int)m; }
int base(const geo::Base *b) { return b->kind; }
long keep(geo::Blob *b) { return b->n; }
long wide(const geo::Wide &w) { return w.whole + w.tail[0]; }
geo::Pair mid(geo::Pair p) { return p; }
float quad(const geo::Quad *q) { return q->v[0]; }
int nested(const geo::Nested *n) { return n->p.y; }
int resize(geo::Size *s) { return s->w; }
int tight(const geo::Tight *t) { return t->n; }
unsigned bits(const geo::Bits *b) { return b->a + b->b; }
}
