// Operators that become traits of Rust, and those that must not.
#include <stddef.h>
#include <stdint.h>

namespace ops {

// Plain data: copied by Rust, every operand by value or by reference.
struct Vec {
  int x, y;
  Vec operator+(const Vec &o) const;
  Vec operator-(Vec o) const;
  Vec operator-() const;
  int operator*(const Vec &o) const;
  Vec operator*(int n) const;
  Vec &operator+=(const Vec &o);
  Vec &operator-=(Vec o);
  void operator*=(int n);
  bool operator==(const Vec &o) const;
  bool operator<(const Vec &o) const;
  const int &operator[](int i) const;
  int &operator[](int i);
};
Vec operator*(int n, const Vec &v);
Vec operator/(Vec v, int n);
template <class T> Vec operator%(const Vec &v, T n) { return {int(v.x % n), int(v.y % n)}; }
template <class T> Vec operator<<(const Vec &v, T n) { return {v.x << n, v.y << n}; }
template Vec operator%(const Vec &, int);
template Vec operator%(const Vec &, short);
template Vec operator<<(const Vec &, int);  // its name is no token that is certain
bool operator==(const Vec &v, int n);
bool operator==(int n, const Vec &v);

// Small and private: travels by value as a shape.
class Fixed {
 public:
  static Fixed of(int n);
  int bits() const;
  Fixed operator+(Fixed o) const;
  Fixed operator%(const Fixed &o) const;
  Fixed operator<<(unsigned n) const;
  Fixed operator>>(unsigned n) const;
  bool operator!() const;
  Fixed operator~() const;
  bool operator==(Fixed o) const;
 private:
  int raw_;
};

// Larger than registers: returned at a hidden address.
struct Wide {
  double a, b, c;
  Wide operator+(const Wide &o) const;
};

// Owns memory: pinned storage.
class Array {
 public:
  explicit Array(size_t n);
  Array(const Array &);
  ~Array();
  const double &operator[](size_t i) const;
  double &operator[](size_t i);
  Array &operator+=(double d);
  Array &operator+=(const Array &o);   // could keep the address: no trait
  Array operator+(const Array &o) const; // result can't be moved: no trait
  bool operator==(const Array &o) const;
  bool operator!() const;
  virtual bool operator<(const Array &o) const;
 private:
  double *data_;
  size_t size_;
};
double operator|(const Array &a, const Array &b);

// Flags: free operators of an enumeration.
enum class Mode : unsigned { None = 0, Read = 1, Write = 2 };
Mode operator|(Mode a, Mode b);
Mode &operator|=(Mode &a, Mode b);
Mode operator~(Mode a);
bool operator!(Mode a);

// What must stay a named function.
struct View { // holds an address that nothing keeps alive
  const int *at;
  View operator+(int n) const;
  bool operator==(const View &o) const;
  const int &operator[](int i) const;
};
struct Cached { // const writes
  int n;
  mutable int hits;
  bool operator==(const Cached &o) const;
};
struct Stream {
  int n;
  Stream &operator<<(int v);
  Stream &operator=(const Stream &);
  Stream operator++(int);
  Stream *operator->();
  int operator&() const;
  int operator*() const;
  int operator()(int) const;
  bool operator&&(const Stream &) const;
  int operator+(const int *p) const;
  Stream &operator-=(Stream &o);
  Stream operator/(Stream &o) const;
  bool operator==(uintptr_t address) const;
  int operator%(long) const;
  int operator%(long long) const;
};
union Bits {
  int i;
  char c;
  bool operator==(const Bits &o) const;
};
class Hidden {
  int n;
  bool operator==(const Hidden &o) const; // private
  friend void use_hidden(Hidden *);
};

Vec Vec::operator+(const Vec &o) const { return {x + o.x, y + o.y}; }
Vec Vec::operator-(Vec o) const { return {x - o.x, y - o.y}; }
Vec Vec::operator-() const { return {-x, -y}; }
int Vec::operator*(const Vec &o) const { return x * o.x + y * o.y; }
Vec Vec::operator*(int n) const { return {x * n, y * n}; }
Vec &Vec::operator+=(const Vec &o) { x += o.x; y += o.y; return *this; }
Vec &Vec::operator-=(Vec o) { x -= o.x; y -= o.y; return *this; }
void Vec::operator*=(int n) { x *= n; y *= n; }
bool Vec::operator==(const Vec &o) const { return x == o.x && y == o.y; }
bool Vec::operator<(const Vec &o) const { return x < o.x && y < o.y; } // partial
const int &Vec::operator[](int i) const { return i == 0 ? x : y; }
int &Vec::operator[](int i) { return i == 0 ? x : y; }
Vec operator*(int n, const Vec &v) { return {10 * n * v.x, 10 * n * v.y}; } // not the same as v * n, to tell them apart
Vec operator/(Vec v, int n) { v.x /= n; v.y /= n; return v; }
bool operator==(const Vec &v, int n) { return v.x == n && v.y == n; }
bool operator==(int n, const Vec &v) { return v.x == n || v.y == n; }

Fixed Fixed::of(int n) { Fixed f; f.raw_ = n * 256; return f; }
int Fixed::bits() const { return raw_; }
Fixed Fixed::operator+(Fixed o) const { o.raw_ += raw_; return o; }
Fixed Fixed::operator%(const Fixed &o) const { Fixed f; f.raw_ = raw_ % o.raw_; return f; }
Fixed Fixed::operator<<(unsigned n) const { Fixed f; f.raw_ = raw_ << n; return f; }
Fixed Fixed::operator>>(unsigned n) const { Fixed f; f.raw_ = raw_ >> n; return f; }
bool Fixed::operator!() const { return raw_ == 0; }
Fixed Fixed::operator~() const { Fixed f; f.raw_ = ~raw_; return f; }
bool Fixed::operator==(Fixed o) const { return raw_ == o.raw_; }

Wide Wide::operator+(const Wide &o) const { return {a + o.a, b + o.b, c + o.c}; }

Array::Array(size_t n) : data_(new double[n]()), size_(n) {}
Array::Array(const Array &o) : data_(new double[o.size_]), size_(o.size_) { for (size_t i = 0; i < size_; i++) data_[i] = o.data_[i]; }
Array::~Array() { delete[] data_; }
const double &Array::operator[](size_t i) const { return data_[i]; }
double &Array::operator[](size_t i) { return data_[i]; }
Array &Array::operator+=(double d) { for (size_t i = 0; i < size_; i++) data_[i] += d; return *this; }
Array &Array::operator+=(const Array &o) { return *this += o.data_[0]; }
Array Array::operator+(const Array &o) const { Array r(*this); r += o; return r; }
bool Array::operator==(const Array &o) const { return size_ == o.size_ && data_[0] == o.data_[0]; }
bool Array::operator!() const { return size_ == 0; }
bool Array::operator<(const Array &o) const { return size_ < o.size_; }
double operator|(const Array &a, const Array &b) { if (!a) throw 7; return a[0] * b[0]; }

Mode operator|(Mode a, Mode b) { return Mode(unsigned(a) | unsigned(b)); }
Mode &operator|=(Mode &a, Mode b) { return a = a | b; }
Mode operator~(Mode a) { return Mode(~unsigned(a)); }
bool operator!(Mode a) { return a == Mode::None; }

View View::operator+(int n) const { return {at + n}; }
bool View::operator==(const View &o) const { return *at == *o.at; }
const int &View::operator[](int i) const { return at[i]; }
bool Cached::operator==(const Cached &o) const { hits++; return n == o.n; }
Stream &Stream::operator<<(int v) { n += v; return *this; }
Stream &Stream::operator=(const Stream &o) { n = o.n; return *this; }
Stream Stream::operator++(int) { return {n++}; }
Stream *Stream::operator->() { return this; }
int Stream::operator&() const { return n; }
int Stream::operator*() const { return n; }
int Stream::operator()(int v) const { return n + v; }
bool Stream::operator&&(const Stream &o) const { return n && o.n; }
int Stream::operator+(const int *p) const { return n + *p; }
Stream &Stream::operator-=(Stream &o) { o.n -= n; return *this; }
Stream Stream::operator/(Stream &o) const { o.n++; return {n}; }
bool Stream::operator==(uintptr_t address) const { return *reinterpret_cast<int *>(address) == n; }
int Stream::operator%(long v) const { return int(n % v); }
int Stream::operator%(long long v) const { return int(n % v) + 1; }
bool Bits::operator==(const Bits &o) const { return i == o.i; }
bool Hidden::operator==(const Hidden &o) const { return n == o.n; }
void use_hidden(Hidden *) {}

}  // namespace ops

extern "C" int caught(void (*f)()) {
  try {
    f();
  } catch (int n) {
    return n;
  }
  return 0;
}
