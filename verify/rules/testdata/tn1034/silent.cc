double area(double r) { return r * r; }
