// want: widget_create()
struct Widget { int n; };
Widget *widget_create() { return new Widget{1}; }
int widget_size(const Widget *w) { return w->n; }
