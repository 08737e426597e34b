// Copies of compiled programs with one byte changed: what the host's verifier accepts, the runtime
// has to accept and to survive; what it refuses by a rule that devices keep, the runtime refuses.
//
//   mutants [--count N] [--seed N] [--write FOLDER] FILE...
//
// The files are sources or .mpy files. Prints figures and every mutant that breaks this; ends with
// 1 if there is one. The same sources are built with a runtime that proves nothing
// (TAIPAN_HAS_VERIFIER=0), as it runs frozen content: mutants_unverified gives it what the host
// accepts.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <vector>

#include "taipan/compiler.h"
#include "taipan/mpy-format/writer.h"
#include "tests/mutants/differential.h"

extern "C" const char* __asan_default_options() {
    return "detect_stack_use_after_return=0:detect_leaks=0"; // the collector scans the stack
}

namespace {
using namespace taipan;
using Bytes = std::vector<uint8_t>;

struct Program {
    std::string name;
    Bytes file;
};

struct Options {
    uint32_t count = 5000;
    uint32_t seed = 1;
    std::string folder; // "": nothing is written
    std::vector<Program> programs;
};

/// What children tell: in memory that all processes share.
struct Shared {
    uint32_t next;   // mutant
    bool isAccepted; // the host accepted it, and the runtime has it
    uint32_t accepted, refused, ended, givenUp, noRoom;
    uint32_t broken; // promises
};
Shared* shared;

struct Mutant {
    const Program* program;
    size_t at;
    uint8_t byte;
    Bytes file;
};

/// The same for the same number and seed.
Mutant mutant(const Options& options, uint32_t number) {
    std::seed_seq seeds{options.seed, number};
    std::mt19937 random(seeds);
    Mutant made{&options.programs[number % options.programs.size()], 0, 0, {}};
    made.file = made.program->file;
    made.at = random() % made.file.size();
    const uint8_t old = made.file[made.at];
    made.byte = static_cast<uint8_t>(old + 1 + random() % 255);
    made.file[made.at] = made.byte;
    return made;
}

void report(const Mutant& one, uint32_t number, const std::string& what) {
    std::printf("%s, byte %zu = %u (mutant %u): %s\n", one.program->name.c_str(), one.at, one.byte,
                number, what.c_str());
    std::fflush(stdout);
    ++shared->broken;
}

void write(const Options& options, const Mutant& one, uint32_t number) {
    if (options.folder.empty()) return;
    Result<mpy::Module> module = mpy::read(one.file);
    const std::string name = "m" + std::to_string(number);
    const std::string source = name + ".py"; // by which frozen modules are told apart
    module->qstrs[0] = {source, 0};
    const Bytes file = mpy::write(module.value());
    std::ofstream out(options.folder + "/" + name + ".mpy", std::ios::binary);
    out.write(reinterpret_cast<const char*>(file.data()),
              static_cast<std::streamsize>(file.size()));
}

void look(const Options& options, uint32_t number) {
    const Mutant one = mutant(options, number);
    const test::Verdict verdict = test::judge(one.file);
    (verdict.isSafe ? shared->accepted : shared->refused) += 1;
    if (verdict.isNative) return;
    if (!verdict.isSafe && (TAIPAN_MUTANTS_UNVERIFIED || !verdict.isShared)) return;
    shared->isAccepted = true;
    if (verdict.isSafe) write(options, one, number);
    const test::Outcome outcome = test::run(one.file);
    shared->isAccepted = false;
    if (!verdict.isSafe) {
        if (outcome != test::Outcome::Refused && outcome != test::Outcome::NoRoom)
            report(one, number, "the runtime takes it; the host: " + verdict.message);
        return;
    }
    switch (outcome) {
    case test::Outcome::Refused: report(one, number, "only the runtime refuses it"); break;
    case test::Outcome::NoRoom: ++shared->noRoom; break;
    case test::Outcome::Ended: ++shared->ended; break;
    case test::Outcome::GivenUp: ++shared->givenUp; break;
    }
}

/// Looks at all mutants in child processes: a new one goes on behind a mutant that ended one.
void lookAtAll(const Options& options) {
    while (shared->next < options.count) {
        std::fflush(stdout);
        const pid_t child = fork();
        if (child == 0) {
            for (; shared->next < options.count; ++shared->next) look(options, shared->next);
            std::_Exit(0);
        }
        int status = 0;
        waitpid(child, &status, 0);
        if (WIFEXITED(status) && WEXITSTATUS(status) == 0) continue;
        const uint32_t number = shared->next++;
        const std::string how = WIFSIGNALED(status)
                                    ? std::string("signal ") + std::to_string(WTERMSIG(status))
                                    : "status " + std::to_string(WEXITSTATUS(status));
        report(mutant(options, number), number,
               (shared->isAccepted ? "the runtime does not survive it: " : "the verifier dies: ") +
                   how);
        shared->isAccepted = false;
    }
}

bool addProgram(Options& options, const char* path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        std::fprintf(stderr, "mutants: cannot read %s\n", path);
        return false;
    }
    const std::string text(std::istreambuf_iterator<char>(in), {});
    Bytes file(text.begin(), text.end());
    if (!std::string_view(path).ends_with(".mpy")) {
        CompileResult compiled = compile(text, {});
        if (!compiled.ok()) return true; // a test of errors
        file = std::move(compiled.mpy);
    }
    const test::Verdict verdict = test::judge(file);
    if (!verdict.isSafe) {
        std::printf("%s: %s\n", path, verdict.message.c_str());
        ++shared->broken;
    }
    options.programs.push_back({path, std::move(file)});
    return true;
}

bool parse(int count, char** words, Options& options) {
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (!word.starts_with("--")) {
            if (!addProgram(options, words[i])) return false;
        } else if (i + 1 == count) {
            return false;
        } else if (word == "--count") {
            options.count = static_cast<uint32_t>(std::strtoul(words[++i], nullptr, 10));
        } else if (word == "--seed") {
            options.seed = static_cast<uint32_t>(std::strtoul(words[++i], nullptr, 10));
        } else if (word == "--write") {
            options.folder = words[++i];
        } else {
            return false;
        }
    }
    return !options.programs.empty();
}

} // namespace

int main(int count, char** words) {
    shared = static_cast<Shared*>(
        mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    if (shared == MAP_FAILED) return 2;
    Options options;
    if (!parse(count, words, options)) {
        std::fputs("usage: mutants [--count N] [--seed N] [--write FOLDER] FILE...\n", stderr);
        return 2;
    }
    lookAtAll(options);
    std::printf(
        "%u mutants of %zu programs: %u accepted (%u ended, %u were given up, %u had no room), "
        "%u refused; %u broken promises\n",
        options.count, options.programs.size(), shared->accepted, shared->ended, shared->givenUp,
        shared->noRoom, shared->refused, shared->broken);
    return shared->broken == 0 ? 0 : 1;
}
