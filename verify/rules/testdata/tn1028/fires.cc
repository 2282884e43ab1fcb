// want: ~vlog\(const char \*, .*__va_list_tag \*\)
#include <cstdarg>
int vlog(const char *format, va_list args) { return va_arg(args, int) + *format; }
