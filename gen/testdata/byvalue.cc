struct S { int v; int add(this S &self, int k); int sum(this S self, int k); int plain(int k); };
int S::add(this S &self, int k) { return self.v += k; }
int S::sum(this S self, int k) { return self.v + k; }
int S::plain(int k) { return v * k; }
