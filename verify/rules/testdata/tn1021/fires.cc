// want: logf(const char *, ...)
void logf(const char *format, ...) { (void)format; }
