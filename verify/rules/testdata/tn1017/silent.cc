struct Sink { virtual void put(int); virtual void end(); virtual ~Sink(); void at(int); void at(double); };
void Sink::put(int) {}
void Sink::end() {}
Sink::~Sink() {}
void Sink::at(int) {}
void Sink::at(double) {}
