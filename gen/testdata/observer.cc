// An interface with a base that has virtual functions and data, as observers
// have that check their lifetime. The functions of judge are C++ that uses it.
static int alive;

struct Checked {
  Checked();
  virtual ~Checked();
  virtual int checks() const;
  int magic;
};
struct Observer : Checked {
  Observer(int weight);
  ~Observer() override;
  virtual void changed(int value) = 0;
  virtual int sum() = 0;
  int weight;
};

Checked::Checked() : magic(42) { alive++; }
Checked::~Checked() { alive--; }
int Checked::checks() const { return magic; }
Observer::Observer(int weight) : weight(weight) {}
Observer::~Observer() { weight = 0; }

namespace judge {
int fire(Observer *o) {
  if (o->checks() != 42 + o->weight) return -1;
  for (int i = 1; i <= 3; i++) o->changed(i);
  return o->sum();
}
int remove(Checked *c) {
  delete c;
  return alive;
}
}
