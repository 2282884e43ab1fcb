// want: Widget
struct Widget { int id; int v; };
int a(const Widget *w) { return w->v; }
