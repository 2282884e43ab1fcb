// want: Log
struct Log { Log(); ~Log() { flush(); } void flush(); int n; };
Log::Log() : n(0) {}
void Log::flush() { n = 0; }
