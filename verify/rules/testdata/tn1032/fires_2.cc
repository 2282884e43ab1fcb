namespace std { struct _Container_base12 { void *proxy; }; struct vec12 : _Container_base12 { int *p; }; }
int b(const std::vec12 *x) { return *x->p; }
