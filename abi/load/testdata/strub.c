__attribute__((strub("at-calls"))) int more(int a, int b) { return a - b; }
int plain(int a, int b) { return a * b; }
