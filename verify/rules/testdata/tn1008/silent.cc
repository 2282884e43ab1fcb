struct Widget { int n; };
Widget *widget_create() { return new Widget{1}; }
void widget_destroy(Widget *w) { delete w; }
Widget *widget_next(Widget *w) { return w + 1; }
