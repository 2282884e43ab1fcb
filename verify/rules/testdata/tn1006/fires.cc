// want: State
// want: Level
// want: Code
enum class State { Idle, Busy };
enum class Level { Low, High };
enum class Code { Ok, Bad };
struct Info { Level level; };
State state() { return State::Idle; }
int info(const Info *i) { return (int)i->level; }
void check(Code *out) { *out = Code::Ok; }
