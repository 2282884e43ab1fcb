// link: shared
struct Api { void open(); private: __attribute__((visibility("hidden"))) void close(); int n; };
void Api::open() { close(); }
void Api::close() { n = 0; }
struct __attribute__((visibility("hidden"))) Inner { void run(); int n; };
void Inner::run() { n = 2; }
