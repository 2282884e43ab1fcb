struct Packet { int length; char data[4]; };
int first(const Packet *p) { return p->data[0]; }
