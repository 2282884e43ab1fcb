package diff_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// A library whose interface is made of standard containers.
const containersSource = `#include <string>
#include <vector>
#include <map>
#include <memory>
#include <functional>
#include <iostream>
#include <optional>
#include <variant>
#include <unordered_map>
#include <thread>
#include <mutex>
namespace app {
struct Item { std::string name; std::vector<int> values; std::optional<double> weight; std::variant<int, std::string> v; };
class Store { public: Store(); virtual ~Store(); virtual void add(const Item &i); std::map<std::string, std::shared_ptr<Item>> items() const; std::function<void(const Item &)> hook; std::mutex m;
 private: std::unordered_map<std::string, std::unique_ptr<Item>> byName_; };
Store::Store() {} Store::~Store() {}
void Store::add(const Item &i) { std::lock_guard<std::mutex> l(m); byName_[i.name] = std::make_unique<Item>(i); if (hook) hook(i); std::cout << i.name << std::endl; }
std::map<std::string, std::shared_ptr<Item>> Store::items() const { std::map<std::string, std::shared_ptr<Item>> r; for (auto &p : byName_) r[p.first] = std::make_shared<Item>(*p.second); return r; }
std::vector<std::string> names(const Store &s) { std::vector<std::string> r; for (auto &p : s.items()) r.push_back(p.first); return r; }
void run(std::function<int(std::string)> f) { std::thread t([f] { f("x"); }); t.join(); }
}
`

// TestContainers compares builds of one source by two compilers: templates,
// default arguments and bases named through typedefs are spelled differently
// and are the same.
func TestContainers(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.cc", containersSource)
	build := func(name, family string, flags ...string) string {
		return shared(t, dir, name, family, []string{"a.cc"}, append(flags, "-std=c++17")...)
	}
	built := []string{build("g0.so", "gcc", "-O0"), build("g2.so", "gcc", "-O2"), build("c0.so", "clang", "-O0"), build("c2.so", "clang", "-O2", "-fstandalone-debug")}
	for i, a := range built {
		for j, b := range built {
			if i == j {
				continue
			}
			g := compareFiles(t, a, b)
			require.Empty(t, describe(g), "%s against %s", a, b)
			require.Greater(t, g.Counts.Types, 150)
		}
	}
}
