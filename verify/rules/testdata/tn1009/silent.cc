// flags: -O0
struct Log { Log(); ~Log(); void flush(); int n; };
Log::Log() : n(0) {}
Log::~Log() { flush(); }
void Log::flush() { n = 0; }
struct Plain { Plain(); int n; };
Plain::Plain() : n(1) {}
