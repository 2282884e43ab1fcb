// want: Handle
// want: Outer
struct Handle { int fd; ~Handle(); };
Handle::~Handle() {}
struct Outer { Handle h; int n; };
void submit(Handle h) { (void)h; }
Outer wrap(int n) { return Outer{{n}, n}; }
