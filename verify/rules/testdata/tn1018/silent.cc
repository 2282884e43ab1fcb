struct Box { int size() const; Box() = default; Box(const Box &) = delete; virtual int pure() = 0; int n; private: int hidden() { return n; } };
int Box::size() const { return n; }
