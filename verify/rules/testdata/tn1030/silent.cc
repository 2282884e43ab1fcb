struct Seen { int n; };
void use(Seen *g) { (void)g; }
