struct Shape {
	Shape();
	Shape(const Shape &);
	template <class T> Shape(T sides, int scale);
	virtual ~Shape();
	virtual int area() const;
	static int count;
	int sides;
};
struct Far {
	Far(int);
	~Far();
	int at;
};
int Shape::count = 0;
Shape::Shape() : sides(count++) {}
Shape::Shape(const Shape &o) : sides(o.sides) {}
template <class T> Shape::Shape(T s, int k) : sides(int(s) * k) {}
template Shape::Shape(long, int);
Shape::~Shape() { count--; }
int Shape::area() const { return sides; }
int there(Shape s) { Far f(s.area()); return f.at; }
