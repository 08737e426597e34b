#include <fstream>
#include <iostream>
#include <sstream>
#include "taipan/backends/llvm.h"
#include "taipan/compiler.h"
#include "src/mpy_cross/options.h"
using namespace taipan;
int main(int argc, char** argv) {
    mpy_cross::Options options;
    auto outcome = mpy_cross::parseOptions(argc, argv, options);
    if (outcome.kind != mpy_cross::ParseOutcome::Run) { std::cerr << outcome.message; return 1; }
    std::ifstream in(options.input); std::stringstream text; text << in.rdbuf();
    auto backend = llvmBackend();
    if (getenv("STAGE")) backend->keep(std::string(getenv("STAGE")) == "asm" ? NativeStage::Asm : NativeStage::Llvm);
    auto result = compile(text.str(), options.compile, backend.get());
    for (auto& d : result.diagnostics) std::cerr << d.stockText << ": " << d.message << "\n";
    if (getenv("STAGE")) { std::cout << backend->kept(); return 0; }
    if (!result.ok()) return 1;
    std::ofstream out(options.output, std::ios::binary);
    out.write(reinterpret_cast<const char*>(result.mpy.data()), static_cast<std::streamsize>(result.mpy.size()));
}
