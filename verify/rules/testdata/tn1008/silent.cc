struct Widget { int n; };
Widget *widget_create() { return new Widget{1}; }
void widget_destroy(Widget *w) { delete w; }
Widget *widget_next(Widget *w) { return w + 1; }
struct Line { int n; };
Line *newline(Line *w) { return w; }
Line *reopen_all(Line *w) { return w; }
const Widget *create_view() { static Widget w{1}; return &w; }
