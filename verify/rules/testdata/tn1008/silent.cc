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

// The table of a class with a virtual destructor has the function that frees
// its objects.
struct Cache {
  virtual ~Cache();
  virtual int size() const;
};
struct SmallCache : Cache {
  int n;
};
Cache::~Cache() {}
int Cache::size() const { return 0; }
Cache *cache_new(int) { return new SmallCache(); }
SmallCache *small_cache_new() { return new SmallCache(); }
