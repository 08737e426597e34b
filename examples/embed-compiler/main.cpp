// Compiles a string to an .mpy file with the compiler as a library:
//
//     embed-compiler "print('hello')" hello.mpy
#include <fstream>
#include <iostream>

#include "taipan/compiler.h"
#include "taipan/support/source.h"

namespace {
/// Prints findings as FILE:LINE:COLUMN: SEVERITY[CODE]: MESSAGE, and the hint where there is one.
void print(const std::vector<taipan::Diagnostic>& findings, std::string_view text,
           const std::string& name) {
    const taipan::SourceBuffer source(text, name);
    for (const taipan::Diagnostic& found : findings) {
        const taipan::LineColumn place = source.lineColumn(found.span.begin);
        std::cerr << name << ":" << place.line << ":" << place.column << ": "
                  << taipan::severityName(found.severity) << "[" << taipan::diagInfo(found.id).code
                  << "]: " << found.message << "\n";
        if (!found.hint.empty()) std::cerr << "hint: " << found.hint << "\n";
    }
}
} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: embed-compiler SOURCE-TEXT OUTPUT-FILE\n";
        return 2;
    }
    const std::string_view text = argv[1];
    taipan::CompileOptions options;
    options.sourceName = "embedded.py"; // what tracebacks on the device show
    options.recover = true;             // all errors, not only the first
    options.strict = true;              // and none that would become wrong code
    const taipan::CompileResult result = taipan::compile(text, options);
    print(result.diagnostics, text, options.sourceName);
    if (!result.ok()) return 1;

    std::ofstream file(argv[2], std::ios::binary);
    file.write(reinterpret_cast<const char*>(result.mpy.data()),
               static_cast<std::streamsize>(result.mpy.size()));
    file.close();
    if (!file) {
        std::cerr << argv[2] << ": cannot write the file\n";
        return 1;
    }
    std::cout << argv[2] << ": " << result.mpy.size() << " bytes\n";
    return 0;
}
