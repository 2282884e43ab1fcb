struct two { long a, b; };
__attribute__((preserve_none)) int one(int a) { return a * 3; }
__attribute__((preserve_none)) int numbers(double x, int a, long *b) { return x + a + *b; }
__attribute__((preserve_none)) int class(struct two t, int b) { return t.a + t.b + b; }
__attribute__((strub("at-calls"))) int scrubbed(int a, int b) { return a - b; }
int plain(int a, int b) { return a * b; }
