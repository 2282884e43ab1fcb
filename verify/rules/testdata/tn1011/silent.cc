#include <memory>
#include <vector>
struct Table { std::vector<int> rows; std::unique_ptr<int> top; };
int size(const Table &t) { return (int)t.rows.size(); }
