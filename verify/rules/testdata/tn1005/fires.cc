// want: Access
enum Access { None = 0, Read = 1, Write = 2, Exec = 4, All = 7 };
void open(Access a) { (void)a; }
