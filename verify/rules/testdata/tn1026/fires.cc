// flags: -mavx
// want: scale(v8)
// want: wrap(Holder)
typedef float v8 __attribute__((vector_size(32)));
struct Holder { v8 v; };
v8 scale(v8 v) { return v + v; }
float wrap(Holder h) { return h.v[0]; }
