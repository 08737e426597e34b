// The parts of a file with machine code that do not depend on who makes it.
#pragma once

#include <cstdint>
#include <vector>

#include "backends/bytecode/constant_table.h"
#include "taipan/abi/prelude.h"
#include "taipan/codegen/ir.h"
#include "taipan/codegen/native.h"

namespace taipan {

inline constexpr size_t kMaxPreludeOffset = 65535; // more than loaders count

/// The functions of a module that become machine code.
inline std::vector<uint32_t> nativeFunctions(const ir::Module& code) {
    std::vector<uint32_t> found;
    for (uint32_t i = 0; i < code.functions.size(); ++i)
        if (isNative(*code.functions[i].scope) && !code.functions[i].isPart) found.push_back(i);
    return found;
}

inline uint32_t cellsOf(const ir::Function& function) {
    uint32_t cells = 0;
    for (const Symbol& symbol : function.scope->symbols.all())
        cells += symbol.kind == SymbolKind::Cell;
    return cells;
}

/// The line table of machine code that stands behind `head` bytes.
inline std::vector<uint8_t> nativeLineTable(std::span<const NativeLine> lines, size_t head) {
    std::vector<uint8_t> table;
    NativeLine last{0, 1};
    for (const NativeLine& each : lines) {
        const NativeLine here{static_cast<uint32_t>(each.offset + head), each.line};
        uint32_t bytes = here.offset - last.offset;
        auto step = static_cast<int32_t>(here.line - last.line);
        while (bytes != 0 || step != 0) {
            uint8_t record[2];
            table.insert(table.end(), record, abi::encodeNativeLineRecord(record, bytes, step));
        }
        last = here;
    }
    return table;
}

/// Writes a word, low bytes first; returns what is behind it.
inline uint8_t* writeWord(uint8_t* to, uint64_t value, size_t size) {
    for (size_t i = 0; i < size; ++i) *to++ = static_cast<uint8_t>(value >> (8 * i));
    return to;
}

} // namespace taipan
