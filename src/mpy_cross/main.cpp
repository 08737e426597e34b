// mpy-cross: one source file to one .mpy file, a drop-in for the stock program of that name. It is
// started thousands of times by build systems, so it stays clear of iostreams and locales.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <sys/resource.h>
#include <unistd.h>

#include "src/mpy_cross/options.h"
#include "support/host/files.h"
#include "support/host/memory.h"
#include "support/host/target.h"

namespace taipan::mpy_cross {

namespace {
constexpr size_t kMaxNameBytes = 255; // of a string in the table of an .mpy file

bool print(int descriptor, std::string_view text) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    return host::writeDescriptor(descriptor, {bytes, text.size()}).ok();
}

int fail(std::string_view text) {
    print(STDERR_FILENO, text);
    return 1;
}

/// `text` in quotes, as Python's repr() prints it.
void appendQuoted(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    const bool useDouble = text.find('\'') != text.npos && text.find('"') == text.npos;
    const char quote = useDouble ? '"' : '\'';
    out += quote;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == quote || c == '\\')
            out.append(1, '\\').append(1, c);
        else if (c == '\n')
            out += "\\n";
        else if (c == '\r')
            out += "\\r";
        else if (c == '\t')
            out += "\\t";
        else if (byte < 0x20 || byte == 0x7f)
            out.append("\\x").append(1, hex[byte >> 4]).append(1, hex[byte & 15]);
        else
            out += c;
    }
    out += quote;
}

/// A file error: an OSError as stock words it, or a message in the chosen form.
int failOnFile(const Options& options, host::FileResult result, const std::string& name) {
    constexpr const char* verbs[] = {"can't open ", "can't read ", "can't write "};
    const char* verb = verbs[static_cast<size_t>(result.step)];
    std::string text;
    if (options.diagnostics != report::Format::Stock) {
        report::appendPlain(text, options.diagnostics, name,
                            std::string(verb) + "the file: " + std::strerror(result.code));
        return fail(text);
    }
    text.append("OSError: ");
    if (result.step == host::FileStep::Read) { // stock names no file here
        text.append(std::to_string(result.code)).append("\n");
        return fail(text);
    }
    text.append("(").append(std::to_string(result.code)).append(", ");
    appendQuoted(text, verb + name);
    text.append(")\n");
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

int writeOutput(const Options& options, std::span<const uint8_t> bytes) {
    std::string path = options.output;
    if (!options.hasOutput) {
        path = options.input;
        if (path != "-") {
            path.resize(path.size() - std::min<size_t>(path.size(), 2));
            path += "mpy";
        }
    }
    const auto result = host::writeOutput(path, bytes);
    if (result.ok()) return 0;
    return failOnFile(options, result, host::isStandardOutput(path) ? "<stdout>" : path);
}

int compileFile(Options& options) {
    std::string text;
    const auto read = host::readInput(options.input, text);
    if (read.code == EFBIG) return fail("MemoryError: memory allocation failed\n");
    if (!read.ok()) return failOnFile(options, read, options.input);
    if (options.compile.sourceName.size() > kMaxNameBytes)
        return fail("RuntimeError: name too long\n");
    fitStackBudget(options.compile);
    host::keepHeap();
    const CompileResult result = compile(text, options.compile);
    if (!result.diagnostics.empty())
        print(STDERR_FILENO, renderDiagnostics(options, text, result.diagnostics));
    return result.ok() ? writeOutput(options, result.mpy) : 1;
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
