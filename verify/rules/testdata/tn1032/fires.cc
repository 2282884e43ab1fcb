// want: _ITERATOR_DEBUG_LEVEL
namespace std { struct _Container_base0 {}; struct vec : _Container_base0 { int *p; }; }
int a(const std::vec *x) { return *x->p; }
