namespace std { struct _Container_base0 {}; struct vec : _Container_base0 { int *p; }; }
int b(const std::vec *x) { return *x->p; }
