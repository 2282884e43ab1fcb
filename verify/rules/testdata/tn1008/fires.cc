// want: widget_create()
// want: Factory::makeGear()
struct Widget { int n; };
Widget *widget_create() { return new Widget{1}; }
int widget_size(const Widget *w) { return w->n; }
struct Gear { int teeth; };
struct Factory { static Gear *makeGear(); };
Gear *Factory::makeGear() { return new Gear{1}; }
