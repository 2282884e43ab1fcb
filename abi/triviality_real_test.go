package abi_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tenon-abi/tenon/abi"
	"github.com/tenon-abi/tenon/abi/load"
)

// realSources use libraries of Debian that nobody here wrote (packages
// nlohmann-json3-dev, libfmt-dev, rapidjson-dev, libcli11-dev and libstdc++'s
// own headers), with enough of their classes instantiated to be worth reading.
var realSources = map[string]string{
	"json": `#include <nlohmann/json.hpp>
nlohmann::json make(nlohmann::json a) { a["x"] = {1, 2, 3}; return a; }`,
	"rapidjson": `#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
const char *print(const char *in, rapidjson::StringBuffer &out) {
  rapidjson::Document d; d.Parse(in);
  rapidjson::PrettyWriter<rapidjson::StringBuffer> w(out); d.Accept(w); return out.GetString(); }`,
	"fmt": `#define FMT_HEADER_ONLY
#include <fmt/format.h>
#include <fmt/chrono.h>
std::string show(int a, double b) { return fmt::format("{} {:.3f}", a, b); }`,
	"cli11": `#include <CLI/CLI.hpp>
int run(int argc, char **argv) { CLI::App app; int v = 0; app.add_option("-v", v); CLI11_PARSE(app, argc, argv); return v; }`,
	"std": `#include <string>
#include <vector>
#include <map>
#include <unordered_map>
#include <deque>
#include <list>
#include <set>
#include <memory>
#include <functional>
#include <optional>
#include <variant>
#include <any>
#include <tuple>
#include <string_view>
#include <thread>
#include <mutex>
#include <future>
#include <chrono>
#include <filesystem>
#include <regex>
struct A { std::string s; std::vector<int> v; };
struct B : A { std::unique_ptr<A> p; std::optional<std::string> o; };
std::map<std::string, B> m; std::unordered_map<int, std::shared_ptr<B>> u; std::deque<A> d; std::list<B> l; std::set<std::string> st;
std::function<int(A)> f; std::variant<int, std::string, B> va; std::optional<int> oi; std::tuple<int, A, std::string_view> tu; std::any an;
std::pair<int, int> pi; std::array<int, 4> ar; std::complex<double> *cp(); std::future<int> fu; std::filesystem::path pa; std::regex re;
std::variant<int, double> vd; std::tuple<int, double> td; std::chrono::seconds sec; std::filesystem::file_status fs;`,
}

// TestTrivialityReal computes the triviality of the classes of real libraries
// from members and bases, as g++ and as clang describe them, and compares with
// what clang states (DW_AT_calling_convention). A computed answer never differs.
func TestTrivialityReal(t *testing.T) {
	dir := t.TempDir()
	names := make([]string, 0, len(realSources))
	for n := range realSources {
		names = append(names, n)
	}
	sort.Strings(names)
	compile := func(compiler, name, flag string) *abi.Model {
		in, out := filepath.Join(dir, name+".cc"), filepath.Join(dir, name+"."+compiler+".o")
		require.NoError(t, os.WriteFile(in, []byte(realSources[name]+"\n"), 0o644))
		msg, err := exec.Command(compiler, "-std=c++17", "-g", "-w", "-c", "-include", "array", "-include", "complex", in, "-o", out, flag).CombinedOutput()
		require.NoError(t, err, "%s %s\n%.2000s", compiler, name, msg)
		m, err := load.Files([]string{out}, load.Options{})
		require.NoError(t, err)
		return m
	}
	for _, name := range names {
		clang := compile("clang++-15", name, "-fstandalone-debug")
		says := stated(clang)
		for _, compiler := range []string{"g++", "clang++-15"} {
			m := clang
			if compiler == "g++" {
				m = compile("g++", name, "-femit-class-debug-always")
			}
			tr, _ := abi.TrivialitiesWith(m, abi.TrivialityOptions{IgnoreStated: true, IgnoreLocations: true})
			agree, unknown, wrong := 0, 0, 0
			missing := map[string]int{}
			m.Types(func(x abi.Type) bool {
				byValue, ok := says[x.QualifiedName()]
				if !ok || !x.IsRecord() || x.IsDeclaration() {
					return true
				}
				switch r := tr[x.ID()]; {
				case r.Certainty == abi.Unknown:
					unknown++
					missing[r.Missing]++
				case r.Trivial != byValue:
					wrong++
					t.Errorf("%s %s: %s computed by value %v (%s), clang states %v", name, compiler, x.QualifiedName(), r.Trivial, r.Why, byValue)
				default:
					agree++
				}
				return true
			})
			t.Logf("%s, %s: %d agree with what clang states, %d differ, %d not decided", name, compiler, agree, wrong, unknown)
			require.Greater(t, agree, 40)
			if compiler == "g++" {
				require.Zero(t, unknown, "g++ states what is defaulted: %v", missing)
			}
		}
	}
}
