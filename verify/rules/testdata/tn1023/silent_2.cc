struct Widget { int v; };
int b(const Widget *w) { return w->v; }
