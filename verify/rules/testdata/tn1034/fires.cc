// want: area(long double)
long double area(long double r) { return r * r; }
