// want: fires.o
int parse(const char *s) { if (!*s) throw 1; return *s; }
