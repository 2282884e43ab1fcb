void logs(const char *text) { (void)text; }
template <class... A> int count(A...) { return sizeof...(A); }
int three() { return count(1, 2, 3); }
