// What clippy's defaults would say about a C++ library's names and shapes.
#define LINTS_PI 3.14159265358979
#define LINTS_OCTAL "\0" "12"

namespace lints {
namespace lints { int again(); }

struct HTTP { int a; };
using URL = HTTP;
enum Tint { TINT_RED, TINT_GREEN = 3, TINT_BLUE = 8 };

enum Kind { KindOne, KindTwo, KindThree };

class Row;
typedef int (*Hook)(Row *, const char *, int (*)(Row *, int, const char *), int (*)(Row *, int, const char *), int (*)(Row *, int, const char *),
                    int (*)(Row *, int, int (*)(Row *, int, const char *)));

class Row {
public:
  int len() const;
  int from_end() const;
  int is_full();
  Row &to_end();
  Row next();
  bool eq(const Row &) const;
  static Row row();
  static Row new_();
  int many(int, int, int, int, int, int, int, int) const;
  int __1(int __2);
private:
  int n;
  long wide : 64;
  long narrow : 7;
};

int lints::again() { return 1; }
int Row::len() const { return n; }
int Row::from_end() const { return -n; }
int Row::is_full() { return wide == narrow; }
Row &Row::to_end() { return *this; }
Row Row::next() { return *this; }
bool Row::eq(const Row &) const { return true; }
Row Row::row() { return Row(); }
Row Row::new_() { return Row(); }
int Row::many(int, int, int, int, int, int, int, int) const { return 1; }
int Row::__1(int __2) { return __2; }
int use(Hook, HTTP, URL, Tint, Kind) { return 1; }
} // namespace lints
