struct Rec { char tag; long long v[2]; };
int rec(const Rec *r, long double d) { return r->tag + (int)d; }
