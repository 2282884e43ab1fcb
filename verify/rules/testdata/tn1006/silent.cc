enum class State { Idle, Busy };
int set(State s) { return (int)s; }
int peek(const State *s) { return (int)*s; }
