class Shape {
public:
	Shape();
	Shape(const Shape &);
	template <class T> Shape(T sides, int scale);
	virtual ~Shape();
	virtual int area() const;
	static int count;

protected:
	int sides;
};
struct Far {
	Far(int);
	~Far();
	int at;
};
#ifdef USE
struct Square : Shape {
	Square();
	int area() const override;
};
Square::Square() {}
int Square::area() const { return Shape::area() * sides; }
#else
int Shape::count = 0;
Shape::Shape() : sides(count++) {}
Shape::Shape(const Shape &o) : sides(o.sides) {}
template <class T> Shape::Shape(T s, int k) : sides(int(s) * k) {}
template Shape::Shape(long, int);
Shape::~Shape() { count--; }
int Shape::area() const { return sides; }
int there(Shape s) { Far f(s.area()); return f.at; }
#endif
