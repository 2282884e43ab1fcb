// want: Ghost
struct Ghost;
void use(Ghost *g) { (void)g; }
