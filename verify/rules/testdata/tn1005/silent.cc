enum Kind { A = 1, B = 2, C = 3, D = 4 };
enum Pair { X = 1, Y = 2 };
void kind(Kind k) { (void)k; }
void pair(Pair p) { (void)p; }
