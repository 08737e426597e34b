#include "backends/frozen_c/functions.h"

#include <fmt/format.h>

#include "taipan/abi/varint.h"
#include "taipan/mpy-format/function.h"

namespace taipan::frozen {
namespace {

using abi::Arch;
using abi::CodeKind;

constexpr size_t kNameLimit = 40;   // characters of a function's name within identifiers
constexpr size_t kNumbersSize = 24; // of the numbers at the end, with underscores

// A record tells itself from bytecode by its first two bytes, which are 0 only in records. Fields
// come and go with the configuration of the firmware.
constexpr std::string_view kMacros = R"(
#if MICROPY_PERSISTENT_CODE_SAVE && MICROPY_PY_SYS_SETTRACE
#define FROZEN_TRACE(x, s, e, f, a, k, d, q, l, c, o) .prelude = {.n_state = s, \
    .n_exc_stack = e, .scope_flags = f, .n_pos_args = a, .n_kwonly_args = k, .n_def_pos_args = d, \
    .qstr_block_name_idx = q, .line_info = fun_data_##x + l, .line_info_top = fun_data_##x + c, \
    .opcodes = fun_data_##x + o},
#else
#define FROZEN_TRACE(x, s, e, f, a, k, d, q, l, c, o)
#endif
#if MICROPY_PERSISTENT_CODE_SAVE
#define FROZEN_SAVE(x, n) .fun_data_len = sizeof(fun_data_##x), .n_children = n,
#else
#define FROZEN_SAVE(x, n)
#endif
#if MICROPY_PERSISTENT_CODE_SAVE && MICROPY_EMIT_MACHINE_CODE
#define FROZEN_PRELUDE(offset) .prelude_offset = offset,
#else
#define FROZEN_PRELUDE(offset)
#endif
#define FROZEN_RECORD(x, code_kind, generator, table) \
    .proto_fun_indicator = {MP_PROTO_FUN_INDICATOR_RAW_CODE_0, MP_PROTO_FUN_INDICATOR_RAW_CODE_1}, \
    .kind = code_kind, .is_generator = generator, .fun_data = fun_data_##x, .children = (void *)table,
// A bytecode function with n children, and one without.
#define FROZEN_CODE(x, g, n, s, e, f, a, k, d, q, l, c, o) \
    static const mp_raw_code_truncated_t proto_fun_##x = { \
        FROZEN_RECORD(x, MP_CODE_BYTECODE, g, children_##x) FROZEN_SAVE(x, n) \
        FROZEN_TRACE(x, s, e, f, a, k, d, q, l, c, o)};
#define FROZEN_LEAF(x, g, n, s, e, f, a, k, d, q, l, c, o) \
    static const mp_raw_code_truncated_t proto_fun_##x = { \
        FROZEN_RECORD(x, MP_CODE_BYTECODE, g, NULL) FROZEN_SAVE(x, n) \
        FROZEN_TRACE(x, s, e, f, a, k, d, q, l, c, o)};
// Pointers to either: bytecode without children needs no record unless it is to be saved.
#define FROZEN_P(x) (const mp_raw_code_t *)&proto_fun_##x
#if MICROPY_PERSISTENT_CODE_SAVE
#define FROZEN_B(x) FROZEN_P(x)
#else
#define FROZEN_B(x) (const mp_raw_code_t *)fun_data_##x
#endif
)";

/// Machine code has to lie in an executable section. The compiler appends flags of its own to the
/// name of a section, which the start of an assembler comment takes out.
constexpr std::string_view kTextSection =
    R"(__attribute__((section(".text,\"ax\",@progbits # "))))";
constexpr std::string_view kTextSectionArm =
    R"(__attribute__((section(".text,\"ax\",%progbits @ "))))";

bool isArm(Arch arch) {
    return arch >= Arch::armv6 && arch <= Arch::armv7emdp;
}

/// Bytes that code has to be aligned to; 0 where any place will do. Firmware reads the first word
/// of native functions (not of viper ones) as a whole, and of generators the second one, too.
/// ARMv7-M loads a word from anywhere, but not two at once.
unsigned alignmentOf(Arch arch, CodeKind kind, bool isGenerator) {
    const bool is64Bit = arch == Arch::x64 || arch == Arch::rv64imc;
    const bool loadsAnywhere = arch >= Arch::armv7m && arch <= Arch::armv7emdp && !isGenerator;
    if (kind == CodeKind::Native && !loadsAnywhere) return is64Bit ? 8 : 4;
    switch (arch) {
    case Arch::armv6:
    case Arch::xtensa:
    case Arch::xtensawin: return 4;
    case Arch::x86:
    case Arch::x64: return 0;
    default: return 2;
    }
}

/// A function's prelude and where its parts are, without the list of names that parseFunction
/// makes: this is done for every function of an image.
struct PreludeParts {
    abi::Prelude prelude;
    uint32_t name = 0;
    size_t linesAt = 0;
    size_t cellsAt = 0;
    size_t opcodesAt = 0;
};

PreludeParts partsOf(const mpy::RawCode& code) {
    PreludeParts out;
    const uint8_t* const start = code.code.data();
    const uint8_t* const end = start + code.code.size();
    const uint8_t* at = start + (code.kind == CodeKind::Native ? code.preludeOffset : 0);
    abi::decodeSignature(at, end, out.prelude);
    abi::decodeSizes(at, end, out.prelude);
    out.cellsAt = static_cast<size_t>(at - start) + out.prelude.nInfo;
    out.opcodesAt = out.cellsAt + out.prelude.nCell;
    for (uint64_t i = 0; i < out.prelude.nameCount(); ++i) {
        const auto value = abi::takeVaruint<uint32_t>(at);
        if (i == 0) out.name = value;
    }
    out.linesAt = static_cast<size_t>(at - start);
    return out;
}

bool hasPrelude(CodeKind kind) {
    return kind == CodeKind::Bytecode || kind == CodeKind::Native;
}

} // namespace

void Functions::addMacros(CText& out) {
    out.add(kMacros);
}

std::string Functions::identOf(const mpy::RawCode& code, uint32_t index) const {
    // In pieces: this is done for every function.
    std::string name;
    name.reserve(moduleName_.size() + kNameLimit + kNumbersSize);
    (name += moduleName_) += '_';
    if (index != 0 && hasPrelude(code.kind)) {
        const uint32_t qstr = partsOf(code).name;
        if (qstr < module_->qstrs.size()) {
            appendIdentifier(name, module_->qstrs[qstr].text, kNameLimit);
            name += '_';
        }
    }
    // Whatever the names are, the two numbers at the end are no other function's.
    ((name += std::to_string(moduleNumber_)) += '_') += std::to_string(index);
    return name;
}

void Functions::addData(const mpy::RawCode& code, std::string_view ident,
                        std::string_view attributes) {
    bytes_.add("static const byte fun_data_", ident, '[', code.code.size(), ']', attributes, "=");
    bytes_.literal(code.code);
    bytes_.add(";\n");
}

void Functions::addChildren(const mpy::RawCode& code, std::string_view ident,
                            std::string_view last) {
    out_.add("static const mp_raw_code_t *const children_", ident, "[]={");
    for (const uint32_t child : code.children)
        out_.add(done_[child].isLeaf ? "FROZEN_B(" : "FROZEN_P(", done_[child].ident, "),");
    out_.add(last, "};\n");
}

void Functions::addRecord(std::string_view macro, const mpy::RawCode& code,
                          std::string_view ident) {
    const PreludeParts parts = partsOf(code);
    const abi::Prelude& prelude = parts.prelude;
    out_.add(macro, '(', ident, ',', prelude.scopeFlags & abi::kScopeGenerator, ',',
             code.children.size(), ',', prelude.nState, ',', prelude.nExcStack, ',',
             prelude.scopeFlags, ',', prelude.nPosArgs, ',', prelude.nKwonlyArgs, ',',
             prelude.nDefPosArgs, ',', parts.name, ',', parts.linesAt, ',', parts.cellsAt, ',',
             parts.opcodesAt, ")\n");
}

/// The bytecode functions without children, whose records are needed together or not at all.
void Functions::addLeaves() {
    std::vector<uint32_t> added;
    for (uint32_t i = 0; i < module_->rawCodes.size(); ++i) {
        const mpy::RawCode& code = module_->rawCodes[i];
        if (code.kind != CodeKind::Bytecode || !code.children.empty()) continue;
        done_[i] = {identOf(code, i), true};
        addData(code, done_[i].ident, "");
        added.push_back(i);
    }
    if (added.empty()) return;
    out_.add("#if MICROPY_PERSISTENT_CODE_SAVE\n");
    for (const uint32_t i : added) addRecord("FROZEN_LEAF", module_->rawCodes[i], done_[i].ident);
    out_.add("#endif\n");
}

void Functions::addParent(const mpy::RawCode& code, uint32_t index) {
    std::string ident = identOf(code, index);
    addData(code, ident, "");
    addChildren(code, ident, "");
    addRecord("FROZEN_CODE", code, ident);
    done_[index] = {std::move(ident), false};
}

void Functions::addNative(const mpy::RawCode& code, uint32_t index) {
    const Arch arch = module_->header.arch;
    std::string ident = identOf(code, index);
    const bool isGenerator = code.kind == CodeKind::Native &&
                             (partsOf(code).prelude.scopeFlags & abi::kScopeGenerator) != 0;
    std::string attributes(" ");
    attributes += isArm(arch) ? kTextSectionArm : kTextSection;
    if (const unsigned alignment = alignmentOf(arch, code.kind, isGenerator); alignment != 0)
        attributes += fmt::format(" __attribute__((aligned({})))", alignment);
    addData(code, ident, attributes);
    std::string table = "NULL";
    if (code.kind == CodeKind::Native) {
        table = "prelude_" + ident;
        out_.add("#if MICROPY_EMIT_NATIVE_PRELUDE_SEPARATE_FROM_MACHINE_CODE\n"
                 "static const byte ",
                 table, "[]=");
        out_.literal(code.code.subspan(code.preludeOffset));
        out_.add(";\n#else\n#define ", table, " (fun_data_", ident, '+', code.preludeOffset,
                 ")\n#endif\n");
    }
    if (!code.children.empty()) {
        addChildren(code, ident, code.kind == CodeKind::Native ? "(void *)" + table : "");
        table = "children_" + ident;
    }
    addNativeRecord(code, ident, table, isGenerator);
    done_[index] = {std::move(ident), false};
}

void Functions::addNativeRecord(const mpy::RawCode& code, const std::string& ident,
                                const std::string& table, bool isGenerator) {
    constexpr std::string_view kinds[] = {"BYTECODE", "NATIVE_PY", "NATIVE_VIPER", "NATIVE_ASM"};
    const bool isAsm = code.kind == CodeKind::Asm;
    out_.add("static const mp_raw_code_", isAsm ? "" : "truncated_", "t proto_fun_", ident,
             "={FROZEN_RECORD(", ident, ", MP_CODE_", kinds[static_cast<size_t>(code.kind)], ", ",
             isGenerator ? '1' : '0', ", ", table, ") FROZEN_SAVE(", ident, ", ",
             code.children.size(), ") FROZEN_PRELUDE(", code.preludeOffset, ")\n");
    if (isAsm)
        out_.add("#if MICROPY_EMIT_INLINE_ASM\n.asm_n_pos_args=", code.asmArgs,
                 ",.asm_type_sig=", code.asmTypeSig, ",\n#endif\n");
    out_.add("};\n");
}

std::string Functions::add(const mpy::Module& module, std::string_view name, size_t number) {
    module_ = &module;
    moduleName_ = name;
    moduleNumber_ = number;
    done_.assign(module.rawCodes.size(), {});
    addLeaves();
    // Children have larger numbers than their parents.
    for (uint32_t i = static_cast<uint32_t>(module.rawCodes.size()); i-- > 0;) {
        const mpy::RawCode& code = module.rawCodes[i];
        if (code.kind != CodeKind::Bytecode)
            addNative(code, i);
        else if (!code.children.empty())
            addParent(code, i);
    }
    return fmt::format("{}({})", done_[0].isLeaf ? "FROZEN_B" : "FROZEN_P", done_[0].ident);
}

} // namespace taipan::frozen
