// want: Mode
// want: Wide
enum Mode { Off, On };
enum Wide { Small = 1, Big = 0x100000000 };
Mode mode() { return On; }
Wide wide() { return Big; }
