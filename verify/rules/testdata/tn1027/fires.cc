// want: last_error
thread_local int last_error = 0;
int get() { return last_error; }
