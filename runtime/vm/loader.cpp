// Reads .mpy files. Every length and index is checked before it is used, and the code itself by
// verifyCode(), so that running it needs no checks.

#include "runtime/vm/loader.h"

#include <cstring>

#include "runtime/memory.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/number.h"
#include "runtime/objects/sequence.h"
#include "runtime/objects/str.h"
#include "runtime/state.h"
#include "runtime/vm/frames.h"
#include "runtime/vm/verify.h"
#include "taipan/abi/mpy.h"
#include "taipan/abi/prelude.h"

namespace taipan::runtime {

void raiseInvalidMpy() {
    raiseValueError("invalid .mpy file");
}

namespace {
// Without the verifier, what is wrong inside a file is not noticed here either.
constexpr bool kChecked = TAIPAN_HAS_VERIFIER;

[[noreturn]] void raiseIncompatible() {
    raiseValueError("incompatible .mpy file");
}

class Loader {
  public:
    Loader(ModuleContext* context, const uint8_t* data, size_t size, bool keep)
        : context_(context), at_(data), end_(data + size), keep_(keep) {}

    Value load() {
        readHeader();
        nameCount_ = count();
        constantCount_ = count();
        readNames();
        readConstants();
        const Code* const body = readCode(0);
        if (kChecked && (body->nPositional + body->nKeywordOnly + body->nDefaults != 0 ||
                         (body->flags & abi::kScopeSignatureMask) != 0))
            raiseInvalidMpy();
        return newFunction(context_, body);
    }

  private:
    uint8_t byte() {
        if (kChecked && at_ == end_) raiseInvalidMpy();
        return *at_++;
    }
    size_t number() {
        size_t value = 0;
        for (;;) {
            const uint8_t next = byte();
            if (kChecked && value >> (sizeof(value) * 8 - 8) != 0) raiseInvalidMpy();
            value = value << 7 | (next & 0x7f);
            if ((next & 0x80) == 0) return value;
        }
    }
    /// A number of things that take at least a byte each.
    size_t count() {
        const size_t value = number();
        if (kChecked && value > static_cast<size_t>(end_ - at_)) raiseInvalidMpy();
        return value;
    }
    Text text(size_t size) {
        if (kChecked && size > static_cast<size_t>(end_ - at_)) raiseInvalidMpy();
        const Text taken{reinterpret_cast<const char*>(at_), size};
        at_ += size;
        return taken;
    }
    Text terminatedText(size_t size) {
        const Text taken = text(size);
        if (byte() != 0 && kChecked) raiseInvalidMpy();
        return taken;
    }

    void readHeader();
    void readNames();
    void readConstants();
    Value readConstant(unsigned depth);
    Value readNumber(bool isInteger, bool isComplex);
    const Code* readCode(unsigned depth);
    void readPrelude(Code& code, const uint8_t* from, size_t size);

    ModuleContext* context_;
    const uint8_t* at_;
    const uint8_t* const end_;
    const bool keep_;
    size_t nameCount_ = 0;
    size_t constantCount_ = 0;
};

void Loader::readHeader() {
    if (byte() != abi::kMagic || byte() != abi::kVersion) raiseIncompatible();
    const uint8_t features = byte();
    if ((features & (abi::kFeatureArchMask | abi::kFeatureArchFlags)) != 0)
        raiseValueError("native code in .mpy unsupported");
    if (byte() > kSmallIntBits) raiseIncompatible();
}

void Loader::readNames() {
    auto* const names =
        static_cast<uint16_t*>(allocate((nameCount_ + 1) * sizeof(uint16_t), Contents::Bytes));
    std::memset(names, 0, (nameCount_ + 1) * sizeof(uint16_t));
    context_->names = names;
    for (size_t i = 0; i < nameCount_; ++i) {
        const size_t coded = number();
        if ((coded & 1) != 0) {
            // Static strings have the same numbers here: names.h begins with them.
            if (kChecked && (coded >> 1 == 0 || coded >> 1 > abi::kStaticStringCount))
                raiseInvalidMpy();
            names[i] = static_cast<uint16_t>(coded >> 1);
            continue;
        }
        const Text name = terminatedText(coded >> 1);
        const Name known =
            state.names.intern(name, keep_ ? Names::Storage::Forever : Names::Storage::Copy);
        if (known == Name::none) raiseMemoryError(name.size);
        names[i] = static_cast<uint16_t>(known);
    }
    if (kChecked && nameCount_ == 0) raiseInvalidMpy(); // the first is the file's
}

void Loader::readConstants() {
    Value* const constants = newValues(constantCount_);
    context_->constants = constants;
    for (size_t i = 0; i < constantCount_; ++i) constants[i] = readConstant(0);
}

Value Loader::readNumber(bool isInteger, bool isComplex) {
    const Text digits = text(number());
    return isInteger ? parseInt(digits, 10) : parseDecimal(digits, true, isComplex);
}

Value Loader::readConstant(unsigned depth) {
    using abi::ObjectTag;
    switch (static_cast<ObjectTag>(byte())) {
    case ObjectTag::None: return kNone;
    case ObjectTag::False: return kFalse;
    case ObjectTag::True: return kTrue;
    case ObjectTag::Ellipsis: return kEllipsis;
    case ObjectTag::Str: return newStrChecked(terminatedText(number()));
    case ObjectTag::Bytes: return newBytes(terminatedText(number()));
    case ObjectTag::Int: return readNumber(true, false);
    case ObjectTag::Float: return readNumber(false, false);
    case ObjectTag::Complex: return readNumber(false, true);
    case ObjectTag::Tuple: {
        const size_t size = count();
        if (kChecked && depth == abi::kMaxNesting) raiseInvalidMpy();
        checkStack();
        const Value tuple = newTuple(size, nullptr);
        for (size_t i = 0; i < size; ++i) tuple.as<Tuple>()->items[i] = readConstant(depth + 1);
        return tuple;
    }
    default: raiseInvalidMpy();
    }
}

void Loader::readPrelude(Code& code, const uint8_t* from, size_t size) {
    const uint8_t* at = from;
    const uint8_t* const end = from + size;
    abi::Prelude prelude;
    if (!abi::decodeSignature(at, end, prelude) || !abi::decodeSizes(at, end, prelude))
        raiseInvalidMpy();
    // Some are the runtime's own limits.
    if (prelude.nState > 0xffff || prelude.nInfo > 0xffff || prelude.nExcStack > 0xff ||
        prelude.nPosArgs >= Code::kNotSimple || prelude.nKwonlyArgs > 0xff || prelude.nCell > 0xff)
        raiseInvalidMpy();
    if (kChecked && (prelude.nDefPosArgs > prelude.nPosArgs ||
                     prelude.nInfo + prelude.nCell > static_cast<size_t>(end - at) ||
                     static_cast<uint32_t>(prelude.argumentSlots()) > prelude.nState))
        raiseInvalidMpy();
    code.info = at;
    code.infoSize = static_cast<uint16_t>(prelude.nInfo);
    code.start = at + prelude.nInfo + prelude.nCell;
    code.nState = static_cast<uint16_t>(prelude.nState);
    code.nExcept = static_cast<uint8_t>(prelude.nExcStack);
    code.flags = static_cast<uint8_t>(prelude.scopeFlags);
    code.nPositional = static_cast<uint8_t>(prelude.nPosArgs);
    code.nKeywordOnly = static_cast<uint8_t>(prelude.nKwonlyArgs);
    code.nDefaults = static_cast<uint8_t>(prelude.nDefPosArgs);
    code.nCells = static_cast<uint8_t>(prelude.nCell);
    const bool simple = (code.flags & (abi::kScopeGenerator | abi::kScopeVarArgs |
                                       abi::kScopeVarKeywords | abi::kScopeDefKwargs)) == 0 &&
                        code.nKeywordOnly == 0 && code.nCells == 0;
    code.simpleArgs = simple ? code.nPositional : Code::kNotSimple;
    code.frameSize = static_cast<uint32_t>(sizeof(Frame) + code.nState * sizeof(Value) +
                                           code.nExcept * sizeof(ExceptionBlock));
}

const Code* Loader::readCode(unsigned depth) {
    if (kChecked && depth == abi::kMaxNesting) raiseInvalidMpy();
    checkStack();
    const size_t coded = number();
    if (static_cast<abi::CodeKind>(coded & 3) != abi::CodeKind::Bytecode)
        raiseValueError("native code in .mpy unsupported");
    const bool hasChildren = (coded & 4) != 0;
    const Text bytes = text(coded >> 3);
    auto* const code = static_cast<Code*>(allocate(sizeof(Code)));
    const auto* from = reinterpret_cast<const uint8_t*>(bytes.data);
    if (!keep_) {
        void* const copy = allocate(bytes.size, Contents::Bytes);
        std::memcpy(copy, bytes.data, bytes.size);
        from = static_cast<const uint8_t*>(copy);
    }
    code->bytes = from;
    readPrelude(*code, from, bytes.size);
    const size_t children = hasChildren ? count() : 0;
    auto** const table = children == 0
                             ? nullptr
                             : static_cast<const Code**>(allocate(children * sizeof(const Code*)));
    code->children = table;
    for (size_t i = 0; i < children; ++i) table[i] = readCode(depth + 1);
    if (TAIPAN_HAS_VERIFIER)
        verifyCode(*code, from + bytes.size, {nameCount_, constantCount_, children});
    return code;
}
} // namespace

Value loadMpy(ModuleContext* context, const uint8_t* data, size_t size, bool keep) {
    return Loader(context, data, size, keep).load();
}

} // namespace taipan::runtime
