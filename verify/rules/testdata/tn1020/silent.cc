int parse(const char *s) { return *s; }
