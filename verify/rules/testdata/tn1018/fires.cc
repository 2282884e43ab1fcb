// want: Box
struct Box { int size() const { return n; } int half() const; int n; };
int Box::half() const { return n / 2; }
