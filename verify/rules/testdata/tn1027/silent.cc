static thread_local int last_error = 0;
int plain = 3;
int get() { return last_error + plain; }
