// Arbitrary text through lexer, parser and resolver. Whether errors end the parse or not may change
// how many there are, but not whether there are any, nor the product.
#include <cstdint>

#include "taipan/compiler.h"
#include "tests/fuzz/fuzz.h"

using namespace taipan;

namespace {

/// The same for every run, and apart from the product: an empty product is a failed one.
DumpResult checkedDump(std::string_view text, Stage stage, const CompileOptions& options) {
    DumpResult result = dump(text, stage, options);
    bool errors = false;
    for (const Diagnostic& finding : result.diagnostics) {
        errors = errors || finding.severity == Severity::Error;
        fuzz::demand(finding.span.begin <= finding.span.end, "a span ends before it begins");
        // The text gets a final newline where it lacks one.
        fuzz::demand(finding.span.end <= text.size() + 1, "a span lies outside of the source");
    }
    if (stage != Stage::Tokens)
        fuzz::demand(errors == result.text.empty(), "errors and a product, or neither");
    return result;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    CompileOptions options;
    checkedDump(text, Stage::Tokens, options);
    const DumpResult first = checkedDump(text, Stage::Scopes, options);
    const DumpResult tree = checkedDump(text, Stage::Ast, options);
    options.recover = true;
    const DumpResult all = checkedDump(text, Stage::Scopes, options);
    fuzz::demand(all.text == first.text, "recovery changes the product");
    fuzz::demand(first.text.empty() || !tree.text.empty(), "scopes without a tree");
    return 0;
}
