// How fast the library compiles one source, without a process's start-up: compiles the file again
// and again, and prints the median as JSON.
//
//     bench_throughput FILE [SECONDS]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "taipan/compiler.h"

namespace {

constexpr size_t kLeastRuns = 5;

double seconds(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double median(std::vector<double>& values) {
    const auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

int complain(const char* what, const char* name) {
    std::fprintf(stderr, "bench_throughput: %s %s\n", what, name);
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) return complain("needs a file", "");
    std::ifstream file(argv[1], std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file) return complain("cannot read", argv[1]);
    const double budget = argc > 2 ? std::atof(argv[2]) : 1;

    taipan::CompileOptions options;
    options.sourceName = "module.py";
    std::vector<double> cpu;
    std::vector<double> wall;
    for (double spent = 0; spent < budget || cpu.size() < kLeastRuns;) {
        const double cpuStart = seconds(CLOCK_PROCESS_CPUTIME_ID);
        const double wallStart = seconds(CLOCK_MONOTONIC);
        if (!taipan::compile(text, options).ok()) return complain("cannot compile", argv[1]);
        cpu.push_back(seconds(CLOCK_PROCESS_CPUTIME_ID) - cpuStart);
        wall.push_back(seconds(CLOCK_MONOTONIC) - wallStart);
        spent += cpu.back();
    }
    std::printf("{\"runs\": %zu, \"lines\": %zu, \"bytes\": %zu, \"cpu\": %.9f, \"wall\": %.9f}\n",
                cpu.size(), static_cast<size_t>(std::count(text.begin(), text.end(), '\n')),
                text.size(), median(cpu), median(wall));
    return 0;
}
