struct Point { int x, y; };
struct Handle { int fd; ~Handle(); };
Handle::~Handle() {}
void by_reference(const Handle &h) { (void)h; }
Point plain(Point p) { return p; }
