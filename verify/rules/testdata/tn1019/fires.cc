// flags: -fvisibility=default
// link: shared
// want: Api::close()
struct Api { void open(); __attribute__((visibility("hidden"))) void close(); int n; };
void Api::open() { n = 1; }
void Api::close() { n = 0; }
