// mpy-cross: one source file to one .mpy file, a drop-in for the stock program of that name. It is
// started thousands of times by build systems, so it stays clear of iostreams and locales.
#include <algorithm>
#include <cerrno>
#include <new>
#include <sys/resource.h>
#include <unistd.h>

#include "src/mpy_cross/options.h"
#include "src/native/client.h"
#include "support/host/files.h"
#include "support/host/memory.h"
#include "support/host/target.h"
#include "support/text/ascii.h"
#include "support/text/quote.h"

namespace taipan::mpy_cross {

namespace {
constexpr size_t kMaxNameBytes = 255; // of a string in the table of an .mpy file

bool print(int descriptor, std::string_view text) {
    return host::writeDescriptor(descriptor, asBytes(text)).ok();
}

int fail(std::string_view text) {
    print(STDERR_FILENO, text);
    return 1;
}

/// A file error: an OSError as stock words it, or a message in the chosen form.
int failOnFile(const Options& options, host::FileResult result, const std::string& name) {
    constexpr const char* verbs[] = {"can't open ", "can't read ", "can't write "};
    const char* verb = verbs[static_cast<size_t>(result.step)];
    std::string text;
    if (options.diagnostics != report::Format::Stock) {
        report::appendPlain(text, options.diagnostics, name,
                            host::withReason(std::string(verb) + "the file", result.code));
        return fail(text);
    }
    text.append("OSError: ");
    if (result.step == host::FileStep::Read) { // stock names no file here
        text.append(std::to_string(result.code)).append("\n");
        return fail(text);
    }
    text.append("(").append(std::to_string(result.code)).append(", ");
    text.append(stockRepr(verb + name)).append(")\n");
    return fail(text);
}

/// Where the program may use less stack than the compiler would take by default, say so.
void fitStackBudget(CompileOptions& compile) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return;
    compile.stackBudget = std::min<size_t>(compile.stackBudget, limit.rlim_cur / 2);
}

std::string renderDiagnostics(const Options& options, std::string_view text,
                              const std::vector<Diagnostic>& diagnostics) {
    std::string out;
    const SourceBuffer source(text, options.compile.inputName);
    report::RichStyle style;
    style.color = ::isatty(STDERR_FILENO) != 0 && ::getenv("NO_COLOR") == nullptr;
    for (Diagnostic found : diagnostics) {
        found.hint = hintOf(found.id, Words::MpyCross);
        if (options.diagnostics == report::Format::Json) {
            report::appendJson(out, source, found);
        } else if (options.diagnostics == report::Format::Stock && report::hasStockForm(found)) {
            if (found.severity != Severity::Error) continue; // stock has no warnings
            report::appendStock(out, found, options.compile.inputName, options.compile.sourceName);
            break; // and one error
        } else {
            report::appendRich(out, source, found, style);
        }
    }
    return out;
}

std::string outputPath(const Options& options) {
    if (options.hasOutput) return options.output;
    std::string path = options.input;
    if (path != "-") {
        path.resize(path.size() - std::min<size_t>(path.size(), 2));
        path += "mpy";
    }
    return path;
}

int writeOutput(const Options& options, std::span<const uint8_t> bytes) {
    const std::string path = outputPath(options);
    const auto result = host::writeOutput(path, bytes);
    if (result.ok()) return 0;
    return failOnFile(options, result, host::isStandardOutput(path) ? "<stdout>" : path);
}

/// The files for debuggers, before the one that they are of.
int writeDebugFiles(const Options& options, const NativeDebug& made) {
    if (made.functions == 0) return fail(std::string(native::kNothingToDebug) + "\n");
    std::string failed;
    const auto result = options.debug.write(made, options.input, failed);
    if (result.ok()) return 0;
    return failOnFile(options, result, host::isStandardOutput(failed) ? "<stdout>" : failed);
}

/// The program for machine code is started only here.
CompileResult compileNative(std::string_view text, const CompileOptions& options,
                            CompileResult result) {
    const std::string program = native::findProgram();
    if (program.empty()) return result;
    return native::Client(program).compile(text, options, std::move(result));
}

int compileFile(Options& options) {
    if (options.debug.collide(outputPath(options)))
        return fail(std::string(native::kOneStandardOutput) + "\n");
    std::string text;
    const auto read = host::readInput(options.input, text);
    if (read.code == EFBIG) return fail("MemoryError: memory allocation failed\n");
    if (!read.ok()) return failOnFile(options, read, options.input);
    if (options.compile.sourceName.size() > kMaxNameBytes)
        return fail("RuntimeError: name too long\n");
    fitStackBudget(options.compile);
    host::keepHeap(1);
    CompileResult result = compile(text, options.compile);
    if (native::needsNative(result))
        result = compileNative(text, options.compile, std::move(result));
    if (!result.diagnostics.empty())
        print(STDERR_FILENO, renderDiagnostics(options, text, result.diagnostics));
    if (!result.ok()) return 1;
    if (options.debug.areWanted())
        if (const int status = writeDebugFiles(options, result.debug); status != 0) return status;
    return writeOutput(options, result.mpy);
}
} // namespace

static int run(int argc, char** argv) {
    Options options;
    const ParseOutcome outcome = parseOptions(argc, argv, options);
    switch (outcome.kind) {
    case ParseOutcome::Usage: print(STDOUT_FILENO, usageText(argv[0])); return 1;
    case ParseOutcome::Version: return print(STDOUT_FILENO, host::versionLine()) ? 0 : 1;
    case ParseOutcome::Fail: return fail(outcome.message);
    case ParseOutcome::Run: break;
    }
    try {
        return compileFile(options);
    } catch (const std::bad_alloc&) {
        return fail("MemoryError: memory allocation failed\n");
    }
}

} // namespace taipan::mpy_cross

int main(int argc, char** argv) {
    return taipan::mpy_cross::run(argc, argv);
}
