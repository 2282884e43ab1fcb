// Parameters that are references, and some that the mirror leaves as pointers.
struct Point { int x, y; };
enum class Mode : unsigned char { off, on };

class Counter { // must stay where it was built
public:
    Counter(int start);
    ~Counter();
    void add(const Counter &other);
    void swap(Counter &other);
    int value() const;
private:
    Counter *self;
    int n;
};
Counter::Counter(int start) : self(this), n(start) {}
Counter::~Counter() { n = -1; }
void Counter::add(const Counter &other) { n += other.n; }
void Counter::swap(Counter &other) { int k = n; n = other.n; other.n = k; }
int Counter::value() const { return self == this ? n : -2; }

int sum(const Point &a, const Point &b) { return a.x + a.y + b.x + b.y; }
void mirror(Point &p) { int k = p.x; p.x = p.y; p.y = k; }
int bump(int &n, double &d) { d /= 2; return n++; }
bool toggle(bool &b, Mode &m) { m = m == Mode::on ? Mode::off : Mode::on; b = !b; return b; }
int total(const Counter &a, Counter &b) { b.swap(b); return a.value() + b.value(); }

int stays_volatile(volatile int &n) { return n; }
int stays_array(int (&a)[3]) { return a[2]; }
int stays_pointer(Point *&p) { return (++p)->x; }
int stays_rvalue(Point &&p) { return p.x; }
int stays_plain(Point *p) { return p->y; }
void stays_char(char &c) { c++; }
Point &stays_result(Point &p) { return p; }
