// want: f(long, long)
// want: g(int)
long f(long, long) asm("_Z1fi");
long f(long a, long b) { return a + b; }
int g(int) asm("_Z1gPc");
int g(int a) { return a; }
