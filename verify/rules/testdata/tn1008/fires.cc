// want: widget_create()
// want: Factory::makeGear()
// want: visitor_new()
struct Widget { int n; };
Widget *widget_create() { return new Widget{1}; }
int widget_size(const Widget *w) { return w->n; }
struct Gear { int teeth; };
struct Factory { static Gear *makeGear(); };
Gear *Factory::makeGear() { return new Gear{1}; }

// Virtual functions alone do not free.
struct Visitor {
  virtual int visit();
  ~Visitor();
};
int Visitor::visit() { return 1; }
Visitor::~Visitor() {}
Visitor *visitor_new() { return new Visitor(); }
