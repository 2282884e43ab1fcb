/* Functions without prototypes, and what C gets when it calls them. */
int old(x, c) float x; char c; { return (int)(x * 10) + c; }
short sum(a, b, text) short a; unsigned char b; char *text; { return a + b + *text; }
double wide(d, n, f) double d; long n; float f; { return d + n * f; }
int none() { return 4; }

int c_old(void) { return old(1.5f, 'a'); }
int c_sum(void) { return sum(-3, 200, "\007"); }
int c_wide(void) { return (int)(wide(0.5, 6L, 2.25f) * 100); }
int c_none(void) { return none(); }
