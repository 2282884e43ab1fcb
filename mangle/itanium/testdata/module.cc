// Names of entities that belong to a module, and to a part of one.
export module geo.shapes PART;
export namespace geo {
struct Square {
	int side;
	int area() const;
	template <class T> T scale(T k);
	enum Kind { one };
	struct Inner { int i; };
	Square();
	~Square();
	operator int() const;
};
template <class T> struct Box { T t; };
int area(Square s, Square *t, Square::Kind);
template <class T> T twice(T t) { return t + t; }
int total = 3;
Box<Square> wrap(Square, Square::Inner, Box<Box<Square>>);
}
namespace geo {
Square::Square() : side(1) {}
Square::~Square() {}
Square::operator int() const { return side; }
int Square::area() const { return side * side; }
int area(Square s, Square *t, Square::Kind) { return s.area() + t->side; }
template <class T> T Square::scale(T k) { return k * side; }
Box<Square> wrap(Square s, Square::Inner, Box<Box<Square>>) { return {s}; }
static int hidden(Square &s) { return s.side; }
int lambda(Square &a) { return hidden(a) + [](Square &b) { return b.side; }(a); }
}
export int global(geo::Square &s, geo::Box<int> *) { return s.side; }
export int operator+(geo::Square &a, geo::Square &b) { return a.side + b.side; }
template int geo::twice<int>(int);
template long geo::Square::scale<long>(long);
