// What safe Rust may call. The names say what is expected: safe_, unsafe_, or
// raw_ for what is safe with --unsafe raw only.
#include <stdint.h>

namespace safety {

enum Mode { Off, On };
struct Plain { int a; float b[3]; Mode mode; };
struct Holder { Plain plain; const char *name; };  // an address by value
struct Nested { Holder holders[2]; };
struct Callback { void (*call)(int); };
struct Member { int Plain::*which; };
struct Referring { int &target; };
struct Address { uintptr_t address; };
union Either { int i; char c; };
struct HasUnion { Either e; };
struct Empty {};
struct Open;  // only declared

class Hidden {  // trivial, travels by value, private
 public:
  int safe_value() const { return n_; }
  void safe_set(int n) { n_ = n; }
  static Hidden safe_make(int n) { Hidden h; h.n_ = n; return h; }
 private:
  int n_;
};

class View {  // trivial and private, with an address
 public:
  int raw_length() const { return n_; }
  static View raw_none() { return View(); }
  const int *unsafe_data() const { return at_; }
 private:
  const int *at_ = nullptr;
  int n_ = 0;
};

class Owner {  // pinned storage that owns
 public:
  Owner(int n);
  ~Owner();
  int safe_get() const;
  void safe_set(int n);
  Plain safe_plain(Plain p, bool b, char c, unsigned long l, double d) const;
  void safe_empty(Empty) {}
  static int safe_count();
  Mode safe_mode(Mode m) { return m; }
  int &unsafe_reference();
  const int &unsafe_const_reference() const;
  void unsafe_keep(const Plain &p);
  Owner unsafe_copy() const;
  int unsafe_by_value(Owner o) const;
  virtual int unsafe_virtual() const;
  int unsafe_volatile() const volatile { return *at_; }
  void unsafe_moved() && {}
  void release_unsafe();
  void unsafeDelete();
  static void destroy_unsafe(int handle);
  void put() const;            // gives a reference back
  void put(int value);         // stores a value
  int _unsafe_internal() const;
  void unsafe_variadic(...);
 protected:
  int unsafe_protected() const { return *at_; }
 private:
  int unsafe_private() const { return unsafe_protected(); }
  int *at_;
  friend int unsafe_friend(Owner *);
};

class Late : public Owner {  // an address in a base
 public:
  Late() : Owner(1) {}
  int safe_late() const { return safe_get(); }
};

struct ViewOfView : View { int n; int raw_sum() const { return n + raw_length(); } };

int safe_numbers(int8_t a, uint64_t b, float c);
void safe_nothing();
Plain safe_plain(Plain p);
int raw_holder(Holder h);
Nested raw_nested();
int raw_callback(Callback c);
int raw_member(Member m);
int unsafe_either(Either e);
int raw_has_union(HasUnion h);
int unsafe_address(uintptr_t a);
int raw_address(Address a);
int raw_referring(Referring r);
int unsafe_pointer(int *p);
int unsafe_function(void (*f)());
void *unsafe_result();
int unsafe_open(Open &o);
int unsafe_rvalue(Plain &&p);
template <class T> T safe_template(T t) { return t; }

Owner::Owner(int n) : at_(new int(n)) {}
Owner::~Owner() { delete at_; }
int Owner::safe_get() const { return *at_; }
void Owner::safe_set(int n) { *at_ = n; }
Plain Owner::safe_plain(Plain p, bool b, char c, unsigned long l, double d) const { p.a = *at_ + b + c + int(l) + int(d); return p; }
int Owner::safe_count() { return 1; }
int &Owner::unsafe_reference() { return *at_; }
const int &Owner::unsafe_const_reference() const { return *at_; }
void Owner::unsafe_keep(const Plain &p) { *at_ = p.a; }
Owner Owner::unsafe_copy() const { return Owner(*at_); }
int Owner::unsafe_by_value(Owner o) const { return *o.at_; }
int Owner::unsafe_virtual() const { return *at_; }
void Owner::release_unsafe() { delete this; }
void Owner::unsafeDelete() { delete this; }
void Owner::destroy_unsafe(int) {}
void Owner::put() const {}
void Owner::put(int value) { *at_ = value; }
int Owner::_unsafe_internal() const { return *at_; }
void Owner::unsafe_variadic(...) {}

int safe_numbers(int8_t a, uint64_t b, float c) { return int(a + b + c); }
void safe_nothing() {}
Plain safe_plain(Plain p) { p.a++; return p; }
int raw_holder(Holder h) { return h.plain.a; }
Nested raw_nested() { return Nested(); }
int raw_callback(Callback) { return 1; }
int raw_member(Member) { return 1; }
int unsafe_either(Either e) { return e.i; }
int raw_has_union(HasUnion h) { return h.e.i; }
int unsafe_address(uintptr_t a) { return int(a); }
int raw_address(Address a) { return int(a.address); }
int raw_referring(Referring r) { return r.target; }
int unsafe_pointer(int *p) { return *p; }
int unsafe_function(void (*f)()) { f(); return 1; }
void *unsafe_result() { return nullptr; }
int unsafe_open(Open &) { return 1; }
int unsafe_rvalue(Plain &&p) { return p.a; }
template int safe_template(int);

int use(Hidden h, View v, Owner *o, Late *l, ViewOfView x) {
  h.safe_set(Hidden::safe_make(1).safe_value());
  static_cast<Owner &&>(*o).unsafe_moved();
  o->safe_empty(Empty());
  return v.raw_length() + View::raw_none().raw_length() + (v.unsafe_data() != nullptr) + o->safe_mode(On) + o->unsafe_volatile() + Late().safe_late() +
         l->safe_late() + x.raw_sum();
}
int unsafe_friend(Owner *o) { return o->unsafe_private(); }

}  // namespace safety
