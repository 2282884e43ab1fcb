#include <new>
struct Widget { int n; };
Widget *widget_create() { return new Widget{1}; }
void widget_destroy(Widget *w) { delete w; }
Widget *widget_next(Widget *w) { return w + 1; }
struct Line { int n; };
Line *newline(Line *w) { return w; }
Line *reopen_all(Line *w) { return w; }
const Widget *create_view() { static Widget w{1}; return &w; }
struct Arena { char room[64]; };
void *operator new(decltype(sizeof 0), Arena &a) { return a.room; } // replaces nothing, and neither does <new>'s
Line *place(Arena &a) { return new (a) Line{1}; }
void fill(void *at) { new (at) Line{2}; }
