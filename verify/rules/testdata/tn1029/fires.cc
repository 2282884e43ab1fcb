// want: Packet
struct Packet { int length; char data[]; };
int first(const Packet *p) { return p->data[0]; }
