// Room in frames for what jumps out of finally blocks leave on the stack.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "taipan/compiler.h"
#include "taipan/mpy-format/function.h"
#include "taipan/mpy-format/reader.h"
#include "taipan/mpy-format/validator.h"

using namespace taipan;

namespace {
/// The module that `source` becomes, whose first function is raw code 1.
mpy::Module compiled(const std::string& source, bool strict) {
    CompileOptions options;
    options.strict = strict;
    const CompileResult made = compile(source, options);
    REQUIRE(made.ok());
    Result<mpy::Module> module = mpy::read(made.mpy);
    REQUIRE(module.ok());
    return std::move(module).value();
}

uint32_t frameOf(const mpy::Module& module) {
    const Result<mpy::Function> function =
        mpy::parseFunction(*module.dialect, module.rawCodes.at(1));
    REQUIRE(function.ok());
    return function->prelude.nState;
}

/// Whether the function keeps within a frame of `slots`.
bool fits(mpy::Module& module, uint32_t slots) {
    mpy::RawCode& code = module.rawCodes.at(1);
    const Result<mpy::Function> function = mpy::parseFunction(*module.dialect, code);
    REQUIRE(function.ok());
    abi::Prelude prelude = function->prelude;
    prelude.nState = slots;
    uint8_t head[abi::kMaxSignatureBytes + abi::kMaxSizeBytes];
    std::vector<uint8_t> bytes(head,
                               abi::encodeSizes(abi::encodeSignature(head, prelude), prelude));
    bytes.insert(bytes.end(), code.code.begin() + function->infoAt, code.code.end());
    const auto before = code.code;
    code.code = bytes;
    const bool sound = !mpy::hasErrors(mpy::validate(module));
    code.code = before;
    return sound;
}

/// The smallest frame that the function keeps within; `enough` is one.
uint32_t smallestFrame(mpy::Module& module, uint32_t enough) {
    while (enough > 1 && fits(module, enough - 1)) --enough;
    return enough;
}

std::string indented(const std::string& lines) {
    std::string out = " ";
    for (size_t i = 0; i < lines.size(); ++i) {
        out += lines[i];
        if (lines[i] == '\n' && i + 1 < lines.size()) out += ' ';
    }
    return out;
}

std::string block(const std::string& header, const std::string& body) {
    return header + "\n" + indented(body);
}
std::string tryFinally(const std::string& body, const std::string& finally) {
    return block("try:", body) + block("finally:", finally);
}

/// What stands in the try blocks: left or not, by themselves, and around a block within.
std::vector<std::string> tryBodies() {
    std::vector<std::string> bodies{"x\n", "continue\n", "break\n", "return x\n"};
    for (const char* const before : {"x\n", "if x: continue\n", "if x: return\n"})
        for (const char* const inner : {"pass\n", "continue\n", "if x: break\n"}) {
            const std::string body = before + tryFinally(inner, "pass\n");
            bodies.push_back(body);
            bodies.push_back(body + "if x: continue\n");
            bodies.push_back(tryFinally(body, "x\n"));
        }
    return bodies;
}

/// What stands in the finally blocks: jumps at several depths.
std::vector<std::string> finallyBodies() {
    std::vector<std::string> bodies{"break\n", "continue\n", "return x\n"};
    for (const char* const inner : {"x\n", "continue\n", "return x\n"}) {
        bodies.push_back(tryFinally(inner, "break\n"));
        bodies.push_back(tryFinally(inner, tryFinally("continue\n", "break\n")));
        bodies.push_back(tryFinally(inner, block("with x:", "break\n")));
    }
    bodies.push_back(block("with x:", block("with x:", "break\n")));
    bodies.push_back(block("for j in x:", "break\n") + "break\n");
    bodies.push_back(block("try:", "x\n") + block("except x as e:", "break\n"));
    return bodies;
}
} // namespace

TEST_CASE("frames: strict mode gives what jumps need, and stock's where that is enough") {
    size_t compared = 0, larger = 0;
    for (const char* const loop : {"while x:", "for i in x:"})
        for (const std::string& body : tryBodies())
            for (const std::string& finally : finallyBodies()) {
                const std::string source =
                    block("def f(x):", block(loop, tryFinally(body, finally)));
                CAPTURE(source);
                const uint32_t stock = frameOf(compiled(source, false));
                mpy::Module module = compiled(source, true);
                const uint32_t given = frameOf(module);
                constexpr uint32_t kMore = 5; // than it should be
                const uint32_t needed = smallestFrame(module, given + kMore);
                CHECK(given == std::max(stock, needed));
                ++compared;
                larger += needed > stock;
            }
    CHECK(compared == 930);
    CHECK(larger > 50);
}
