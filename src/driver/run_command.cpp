// taipan run: a program, compiled in memory if need be, on the runtime of the targets.
#include <climits>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <string>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "hosted/runtime_compiler.h"
#include "hosted/runtime_port.h"
#include "src/driver/commands.h"
#include "src/driver/module_file.h"
#include "src/driver/run_profile.h"
#include "src/mpy_cross/words.h"
#include "src/native/client.h"
#include "support/host/files.h"
#include "support/host/paths.h"
#include "support/text/ascii.h"
#include "support/text/utf8.h"
#include "taipan/runtime.h"

namespace taipan::driver {

namespace {
constexpr size_t kDefaultHeap = size_t{64} << 20;
constexpr size_t kLeastHeap = 4 << 10;
constexpr size_t kMostStack = size_t{512} << 10;
constexpr int kNoSuchScript = 2;

enum class ProgramKind : uint8_t { None, File, Module, Code };

struct Settings {
    size_t heapSize = kDefaultHeap;
    unsigned optLevel = 0;
    CompileOptions native{.nativeLines = true}; // what is said of machine code
    ProgramKind kind = ProgramKind::None;
    std::string profile;                // where it is written; empty: none is
    std::string program;                // path, module name or code
    std::vector<std::string> arguments; // sys.argv
};

/// What a program that runs is compiled with; the context of its port, too.
struct Machine : host::RuntimeContext {
    explicit Machine(const CompileOptions& said) : wanted(said), native(native::findProgram()) {}

    const CompileOptions& wanted; // of machine code
    native::Client native;
    host::FunctionCounts counts;
};

/// A taipan_compiler. Machine code is made where the runtime can load it.
taipan_compiled compileSource(void* context, const char* source, size_t size, const char* name,
                              taipan_source_kind kind, unsigned optLevel) {
    auto& machine = static_cast<Machine&>(*static_cast<host::RuntimeContext*>(context));
    CompileOptions options = host::runtimeOptions(name, kind, optLevel);
    options.emitter = machine.wanted.emitter;
    options.nativeOpt = machine.wanted.nativeOpt;
    options.nativeOnly = machine.wanted.nativeOnly;
    options.nativeSkip = machine.wanted.nativeSkip;
    options.nativeLines = machine.wanted.nativeLines;
#if TAIPAN_HAS_NATIVE
    options.arch = abi::Arch::x64;
#endif
    machine.compiled = compile({source, size}, options);
    if (native::needsNative(machine.compiled))
        machine.compiled =
            machine.native.compile({source, size}, options, std::move(machine.compiled));
    return host::runtimeResult(machine.compiled);
}

/// A number of bytes, with K or M for the suffix; nothing when it is none.
std::optional<size_t> parseSize(const std::string& text) {
    char* end = nullptr;
    if (text.empty() || !isDigit(text[0])) return {};
    unsigned long long size = std::strtoull(text.c_str(), &end, 0);
    if (*end == 'w' || *end == 'W') { // of a machine of 32 bits
        size *= sizeof(void*) / 4;
        ++end;
    }
    unsigned shift = 0;
    if (*end == 'k' || *end == 'K') shift = 10;
    if (*end == 'm' || *end == 'M') shift = 20;
    if (shift != 0) ++end;
    if (*end != '\0' || size > SIZE_MAX >> shift) return {};
    return static_cast<size_t>(size) << shift;
}

int fail(const std::string& message, int status = 1) {
    return printFailure({"taipan run: error: " + message}, status);
}

Result<void> parseImplementationOption(const std::string& option, Settings& settings) {
    constexpr std::string_view heap = "heapsize=", profile = "native-opt=", only = "native-only=",
                               skip = "native-skip=";
    if (option == "emit=bytecode" || option == "emit=native") {
        settings.native.emitter = option == "emit=native" ? Emitter::Native : Emitter::Bytecode;
        return {};
    }
    if (option.starts_with(profile)) {
        const auto named = words::parseProfile(std::string_view(option).substr(profile.size()));
        if (!named) return Failure{"-X " + option + " is not understood"};
        settings.native.nativeOpt = *named;
        return {};
    }
    if (option == "native-lines" || option == "no-native-lines") {
        settings.native.nativeLines = option == "native-lines";
        return {};
    }
    for (const auto& [word, names] : {std::pair(only, &settings.native.nativeOnly),
                                      std::pair(skip, &settings.native.nativeSkip)}) {
        if (!option.starts_with(word) || option.size() == word.size()) continue;
        *names = option.substr(word.size());
        return {};
    }
    const auto size =
        option.starts_with(heap) ? parseSize(option.substr(heap.size())) : std::nullopt;
    if (!size || *size < kLeastHeap) return Failure{"-X " + option + " is not understood"};
    settings.heapSize = *size;
    return {};
}

/// -O, -OO, -O3. False when it is something else.
bool parseOptLevel(const std::string& option, unsigned& level) {
    if (!option.starts_with("-O")) return false;
    const std::string rest = option.substr(2);
    if (rest.size() == 1 && isDigit(rest[0]))
        level = static_cast<unsigned>(rest[0] - '0');
    else if (rest.find_first_not_of('O') == rest.npos)
        level = static_cast<unsigned>(rest.size()) + 1;
    else
        return false;
    return true;
}

/// Reads the command line as that of an interpreter: all behind the program is the program's.
Result<Settings> parseArguments(const std::vector<std::string>& words) {
    Settings settings;
    for (size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        const auto rest = words.begin() + static_cast<std::ptrdiff_t>(i);
        if (word[0] != '-' || word == "-") {
            settings.kind = ProgramKind::File;
            settings.program = word;
            settings.arguments.assign(rest, words.end());
            return settings;
        }
        if (parseOptLevel(word, settings.optLevel)) continue;
        if (word != "-c" && word != "-m" && word != "-X" && word != "--profile")
            return Failure{"unknown option " + word};
        if (++i == words.size()) return Failure{word + " needs an argument"};
        if (word == "--profile") {
            settings.profile = words[i];
            continue;
        }
        if (word == "-X") {
            if (const auto parsed = parseImplementationOption(words[i], settings); !parsed)
                return parsed.error();
            continue;
        }
        settings.kind = word == "-c" ? ProgramKind::Code : ProgramKind::Module;
        settings.program = words[i];
        settings.arguments.assign(rest + 1, words.end());
        if (word == "-c") settings.arguments[0] = word;
        return settings;
    }
    return Failure{"nothing to run: name a file, -m MODULE or -c CODE"};
}

/// Memory that takes up room only where it is used; null when there is none.
void* reserve(size_t size) {
    void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? nullptr : memory;
}

/// Bytes of the C stack that a program may use.
size_t stackLimit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return kMostStack;
    return std::min<size_t>(kMostStack, limit.rlim_cur / 2);
}

/// What the system gives, which need not be UTF-8, as every str of the runtime is.
taipan_value text(const std::string& value) {
    const std::string valid = asUtf8(value);
    return taipan_str(valid.data(), valid.size());
}

taipan_value attribute(const char* module, const char* name) {
    taipan_value object = 0;
    if (taipan_import(module, &object) != TAIPAN_OK) return 0;
    taipan_value result = 0;
    return taipan_get(object, name, &result) == TAIPAN_OK ? result : 0;
}

/// sys.exit() of anything but a number prints it.
void printExitMessage(taipan_value raised) {
    taipan_value value = 0, message = 0;
    if (taipan_get(raised, "value", &value) != TAIPAN_OK) return;
    const taipan_kind kind = taipan_kind_of(value);
    if (kind == TAIPAN_KIND_NONE || kind == TAIPAN_KIND_INT || kind == TAIPAN_KIND_BOOL) return;
    if (taipan_call(attribute("builtins", "str"), 1, &value, &message) != TAIPAN_OK) return;
    size_t size = 0;
    const char* text = taipan_to_text(message, &size);
    printError(std::string(text, size) + "\n");
}

bool isInterrupt(taipan_value raised) {
    taipan_value type = 0;
    return taipan_get(raised, "__class__", &type) == TAIPAN_OK &&
           type == attribute("builtins", "KeyboardInterrupt");
}

/// What came out of a program: its exit status.
int report(taipan_value raised) {
    int status = 0;
    host::flushOutput(*static_cast<host::RuntimeContext*>(taipan_context()));
    if (taipan_is_exit(raised, &status)) {
        printExitMessage(raised);
        return status & 0xff;
    }
    taipan_print_exception(raised);
    return isInterrupt(raised) ? 128 + SIGINT : 1;
}

/// Adds the entries of a path list to sys.path, "~/" expanded.
void addPaths(taipan_value path, const std::string& list) {
    const char* home = std::getenv("HOME");
    size_t start = 0;
    while (start <= list.size()) {
        const size_t end = std::min(list.find(':', start), list.size());
        std::string entry = list.substr(start, end - start);
        if (entry.starts_with("~/") && home != nullptr) entry.replace(0, 1, home);
        if (!entry.empty()) taipan_append(path, text(entry));
        start = end + 1;
    }
}

/// The folder of a script as an absolute path; nothing when the script is not there.
std::optional<std::string> folderOf(const std::string& script) {
    char resolved[PATH_MAX];
    if (::realpath(script.c_str(), resolved) == nullptr) return {};
    return std::string(host::folderOf(resolved));
}

void setUpSys(const std::string& folder, const std::vector<std::string>& arguments) {
    const taipan_value path = attribute("sys", "path");
    taipan_append(path, text(folder));
    const char* configured = std::getenv("MICROPYPATH");
    addPaths(path, configured != nullptr ? configured : "~/.micropython/lib:/usr/lib/micropython");
    char executable[PATH_MAX];
    taipan_value sys = 0, ignored = 0;
    const ssize_t size = ::readlink("/proc/self/exe", executable, sizeof executable);
    if (size > 0 && taipan_import("sys", &sys) == TAIPAN_OK)
        taipan_set(sys, "executable", text({executable, static_cast<size_t>(size)}), &ignored);
    const taipan_value argv = attribute("sys", "argv");
    for (const std::string& argument : arguments) taipan_append(argv, text(argument));
}

/// From here on Ctrl-C is an exception, and a pipe that nobody reads an error. Not earlier: while
/// the program is read, a signal ends ours.
void takeSignals() {
    std::signal(SIGPIPE, SIG_IGN); // writing fails instead
    struct sigaction action {};
    action.sa_handler = [](int) { taipan_interrupt(); };
    ::sigaction(SIGINT, &action, nullptr); // no SA_RESTART: waiting ends
}

/// Runs source text as the main program.
int runSource(const std::string& source, const std::string& name) {
    takeSignals();
    taipan_value result = 0;
    const taipan_status status =
        taipan_run(source.data(), source.size(), asUtf8(name).c_str(), &result);
    return status == TAIPAN_OK ? 0 : report(result);
}

int runFile(const std::string& path) {
    const auto loaded = loadText(path);
    if (!loaded) return printFailure(loaded.error(), kNoSuchScript);
    const std::string& bytes = loaded.value();
    if (host::isStandardInput(path)) return runSource(bytes, "<stdin>");
    if (!path.ends_with(".mpy")) return runSource(bytes, path);
    takeSignals();
    taipan_value main = 0, result = 0;
    if (taipan_import("__main__", &main) == TAIPAN_OK)
        taipan_set(main, "__file__", text(path), &result);
    const taipan_status status = taipan_import_mpy("__main__", bytes.data(), bytes.size(), &result);
    return status == TAIPAN_OK ? 0 : report(result);
}

int runProgram(const Settings& settings) {
    const bool isScript =
        settings.kind == ProgramKind::File && !host::isStandardInput(settings.program);
    const auto folder = isScript ? folderOf(settings.program) : std::string();
    if (!folder) return fail("can't open file '" + settings.program + "'", kNoSuchScript);
    setUpSys(*folder, settings.arguments);
    if (settings.kind == ProgramKind::Code) return runSource(settings.program, "<stdin>");
    if (settings.kind == ProgramKind::File) return runFile(settings.program);
    takeSignals();
    taipan_value result = 0;
    const taipan_status status = taipan_import_main(settings.program.c_str(), &result);
    return status == TAIPAN_OK ? 0 : report(result);
}

/// Apart from run(), so that all objects of the program lie on the stack below its frame.
[[gnu::noinline]] int start(const Settings& settings, void* heap, Machine& context) {
    const taipan_port port = host::runtimePort(context);
    if (!taipan_init(heap, settings.heapSize, &port)) return fail("the heap is too small");
    const int base = 0;
    taipan_set_stack(&base, stackLimit());
    taipan_set_compiler(compileSource, settings.optLevel);
    if (!settings.profile.empty()) startProfile(context.counts);
    const int status = runProgram(settings);
    taipan_deinit();
    host::flushOutput(context);
    const int failed = status == 0 ? 1 : status;
    if (!settings.profile.empty())
        if (const auto written = endProfile(settings.profile, context.counts); !written)
            return fail(written.error().message, failed);
    if (context.outputError == 0) return status;
    return fail(host::withReason("cannot write standard output", context.outputError), failed);
}

int run(const std::vector<std::string>& words) {
    const auto settings = parseArguments(words);
    if (!settings) return fail(settings.error().message, 2);
    if (!settings->profile.empty())
        if (const auto can = canWriteProfile(settings->profile); !can)
            return fail(can.error().message);
    void* heap = reserve(settings->heapSize);
    if (heap == nullptr) return fail("no memory for the heap");
    Machine context(settings->native);
    return start(settings.value(), heap, context);
}
} // namespace

void addRunCommand(Command& root) {
    Command command = root.command("run", "Run a program: a .py or .mpy file, a module, or code");
    command.onWords(run); // the words are an interpreter's
    command.footer(
        "Usage: taipan run [options] (FILE | - | -m MODULE | -c CODE) [arguments]\n"
        "  -X heapsize=N[K|M]  Bytes of the heap (64M)\n"
        "  -X emit=native      All functions become machine code\n"
        "  -X native-opt=...   What that is to be: size, balanced or speed\n"
        "  -X native-only=F,G  Machine code of these functions alone, as in outer.inner\n"
        "  -X native-skip=F,G  No machine code of these functions\n"
        "  --profile FILE      Write what functions ran how much: - is standard output\n"
        "  -O[N]               Optimisation level, as of compile\n"
        "  -m MODULE           Run a module found in sys.path\n"
        "  -c CODE             Run this code\n"
        "A FILE is Python source or, when its name ends in .mpy, compiled; - is source "
        "from standard input.");
}

} // namespace taipan::driver
