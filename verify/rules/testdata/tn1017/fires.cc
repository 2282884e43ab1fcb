// want: Sink
struct Sink { virtual void put(int); virtual void end(); virtual void put(double); };
void Sink::put(int) {}
void Sink::end() {}
void Sink::put(double) {}
