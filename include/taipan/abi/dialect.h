// What one version of the .mpy format is: all that readers, writers and interpreters of several
// versions would have to ask for. Freestanding; today there is one.
//
// Where a version is fixed (the runtime, layout and emitter) it is a constant, kDialect63, and
// costs nothing. The reader finds it by the header, dialectOf(version), and keeps it with the
// module; what looks at modules asks there. A new version is a row of constants here, and whatever
// the compiler then names: every form is looked at by a switch over all of them.
#pragma once

#include "taipan/abi/mpy.h"
#include "taipan/abi/opcodes.h"

namespace taipan::abi {

/// How jumps say where they lead.
enum class JumpForm : uint8_t { OneOrTwoBytes };
/// How functions start.
enum class PreludeForm : uint8_t { Packed };
/// How strings are named: a table of the file's, in which odd lengths are numbers of static
/// strings.
enum class QstrForm : uint8_t { FileTable };

struct Dialect {
    uint8_t version;
    uint8_t subVersion; // of native code
    JumpForm jumps;
    PreludeForm prelude;
    QstrForm qstrs;
    uint16_t staticStrings; // 1 … so many
    const OpInfo* rows;     // by opcode byte

    /// The row of a byte value; `name == nullptr` when it is undefined.
    constexpr const OpInfo& opInfo(unsigned byte) const { return rows[byte]; }
};

/// MicroPython 1.19 and later; native code of 1.23 and later.
inline constexpr Dialect kDialect63{6,
                                    3,
                                    JumpForm::OneOrTwoBytes,
                                    PreludeForm::Packed,
                                    QstrForm::FileTable,
                                    kStaticStringCount,
                                    detail::kOpTable.rows};

/// The dialect of a header's version; null when it is none that is understood.
constexpr const Dialect* dialectOf(uint8_t version) {
    return version == kDialect63.version ? &kDialect63 : nullptr;
}

} // namespace taipan::abi
