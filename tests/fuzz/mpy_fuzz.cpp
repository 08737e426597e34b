// Arbitrary bytes through reader, validator, listing and facts. What reads must write back as it
// was, unless a number in it was longer than needed; what was written must read again.
#include <algorithm>
#include <cstdlib>

#include "taipan/mpy-format/disassembler.h"
#include "taipan/mpy-format/info.h"
#include "taipan/mpy-format/reader.h"
#include "taipan/mpy-format/validator.h"
#include "taipan/mpy-format/writer.h"

namespace {

void demand(bool condition) {
    if (!condition) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace taipan;
    const std::span<const uint8_t> input(data, size);
    const Result<mpy::Module> module = mpy::read(input);
    if (!module) {
        demand(module.error().offset <= size);
        return 0;
    }
    const std::vector<uint8_t> written = mpy::write(module.value());
    demand(written.size() <= size);
    if (written.size() == size) demand(std::equal(written.begin(), written.end(), data));
    const Result<mpy::Module> again = mpy::read(written);
    demand(again.ok());
    demand(mpy::write(again.value()) == written);
    demand(mpy::describe(module.value()).fileSize == written.size());
    mpy::validate(module.value());
    demand(!mpy::disassemble(module.value(), {.bytes = true}).empty());
    return 0;
}
