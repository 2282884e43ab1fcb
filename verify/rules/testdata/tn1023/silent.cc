struct Widget { int v; };
int a(const Widget *w) { return w->v; }
