// flags: -mavx
typedef float v4 __attribute__((vector_size(16)));
typedef float v8 __attribute__((vector_size(32)));
v4 scale(v4 v) { return v + v; }
void big(const v8 *in, v8 *out) { *out = *in; }
