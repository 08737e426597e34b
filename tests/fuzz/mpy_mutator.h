// Mutations of .mpy files: of single functions as often as of the bytes.
#pragma once

#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

#include "taipan/mpy-format/reader.h"
#include "taipan/mpy-format/writer.h"

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t maxSize);

namespace taipan::fuzz {

/// For LLVMFuzzerCustomMutator(), of a whole file.
inline size_t mutateMpy(uint8_t* data, size_t size, size_t maxSize, unsigned seed) {
    constexpr size_t kGrowth = 16;
    std::minstd_rand random(seed);
    if (random() % 4 == 0) return LLVMFuzzerMutate(data, size, maxSize);
    Result<mpy::Module> module = mpy::read({data, size});
    if (!module || module->rawCodes.empty()) return LLVMFuzzerMutate(data, size, maxSize);
    mpy::RawCode& code = module->rawCodes[random() % module->rawCodes.size()];
    std::vector<uint8_t> bytes(code.code.begin(), code.code.end());
    bytes.resize(bytes.size() + kGrowth);
    bytes.resize(LLVMFuzzerMutate(bytes.data(), code.code.size(), bytes.size()));
    code.code = bytes;
    const std::vector<uint8_t> written = mpy::write(module.value());
    if (written.size() >= maxSize) return LLVMFuzzerMutate(data, size, maxSize);
    std::memcpy(data, written.data(), written.size());
    return written.size();
}

} // namespace taipan::fuzz
