// Reads .mpy files. Every length and index is checked before it is used, and the code itself by
// verifyCode(), so that running it needs no checks.

#include "runtime/vm/loader.h"

#include <cstring>

#include "runtime/memory/memory.h"
#include "runtime/memory/state.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/objects/text/str.h"
#include "runtime/vm/code_memory.h"
#include "runtime/vm/frames.h"
#include "runtime/vm/native.h"
#include "runtime/vm/verify.h"
#include "taipan/abi/dialect.h"
#include "taipan/abi/mpy.h"
#include "taipan/abi/prelude.h"
#include "taipan/abi/varint.h"

namespace taipan::runtime {

void raiseInvalidMpy() {
    raiseValueError("invalid .mpy file"_text);
}

namespace {
// Without the verifier, what is wrong inside a file is not noticed here either.
constexpr bool kChecked = TAIPAN_HAS_VERIFIER;

// What the runtime loads.
constexpr const abi::Dialect& kDialect = abi::kDialect63;

[[noreturn]] void raiseIncompatible() {
    raiseValueError("incompatible .mpy file"_text);
}

class Loader {
  public:
    Loader(ModuleContext* context, const uint8_t* data, size_t size)
        : context_(context), at_(data), end_(data + size) {}

    Value load() {
        readHeader();
        nameCount_ = count();
        constantCount_ = count();
        readNames();
        readConstants();
        readCode(constantCount_, 0);
#if TAIPAN_HAS_VERIFIER
        release(needs_);
#endif
#if TAIPAN_HAS_NATIVE
        finishNative();
        return makeFunction(context_, table_[constantCount_].as<const uint8_t>());
#else
        return newFunction(context_, table_[constantCount_].as<const uint8_t>());
#endif
    }

  private:
    static Value pointerToCode(const uint8_t* code) {
        return pointerTo(reinterpret_cast<const Object*>(code));
    }
    uint8_t byte() {
        if (kChecked && at_ == end_) raiseInvalidMpy();
        return *at_++;
    }
    size_t number() {
        constexpr unsigned bits = kChecked ? sizeof(size_t) * 8 - 1 : abi::kWraps;
        return abi::readVaruint<size_t, bits>([this] { return byte(); }, raiseInvalidMpy);
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
    void countCodes();
    void readCode(size_t place, unsigned depth);

    ModuleContext* context_;
    const uint8_t* at_;
    const uint8_t* const end_;
    size_t nameCount_ = 0;
    size_t constantCount_ = 0;
    // The table that code refers to by number: the constants, the codes, each function's children
    // in a row, and for the collector the blocks of those that do not start with the code.
    Value* table_ = nullptr;
    size_t codeCount_ = 0;
    size_t parentCount_ = 0;
    size_t nextCode_ = 0;
    size_t nextKeeper_ = 0;
#if TAIPAN_HAS_NATIVE
    /// What else there is of viper code.
    struct Sections {
        size_t flags = 0, bss = 0;
        Text constants;
    };
    struct Relocation {
        static constexpr unsigned kLastRepeated = 5, kFirstEntry = 9;
        unsigned kind;
        bool isPlaced; // else behind the word before
        size_t place, count;
    };
    void readArch(uint8_t features);
    void skipNativeTail(abi::CodeKind kind);
    template <typename Patch>
    void readRelocations(Patch&& patch);
    Sections readSections();
    void prepareCode();
    uint8_t* placeCode(Text bytes);
    void checkNames(const Prelude& prelude) const;
    static bool hasRoomFor(size_t slots);
    const uint8_t* readEntry(FunctionRecord& record, size_t size, unsigned depth,
                             ClosureNeeds& needs);
    void relocate(uint8_t* code, size_t codeSize, uint8_t* bss, uint8_t* constants,
                  size_t constantsSize);
    void readData(uint8_t* code, size_t codeSize);
    size_t readNativeChildren(FunctionRecord& record, const uint8_t* prelude, size_t coded,
                              unsigned depth);
    void readNative(size_t coded, size_t place, unsigned depth);
    void finishNative();

    bool isNative_ = false;           // the file may have machine code
    bool isOfMachineCode_ = false;    // the code that is read next is a child of it
    bool isLinked_ = false;           // it has relocations
    size_t tableConstant_ = SIZE_MAX; // the constant that is the function table
    size_t nativeBytes_ = 0;
    CodeMemory* memory_ = nullptr; // null: the code lies in the heap
    uint8_t* nextNative_ = nullptr;
#endif
#if TAIPAN_HAS_VERIFIER
    ClosureNeeds* needs_ = nullptr; // of the codes
#endif
};

#if TAIPAN_HAS_NATIVE
#include "runtime/vm/loader_native.inc"
#endif

void Loader::readHeader() {
    if (byte() != abi::kMagic || byte() != kDialect.version) raiseIncompatible();
    const uint8_t features = byte();
#if TAIPAN_HAS_NATIVE
    readArch(features);
#else
    if ((features & (abi::kFeatureArchMask | abi::kFeatureArchFlags)) != 0)
        raiseValueError("native code in .mpy unsupported"_text);
#endif
    if (byte() > kSmallIntBits) raiseIncompatible();
#if TAIPAN_HAS_NATIVE
    if ((features & abi::kFeatureArchFlags) != 0 && (number() & ~kArchFlags) != 0)
        raiseIncompatible();
#endif
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
            if (kChecked && (coded >> 1 == 0 || coded >> 1 > kDialect.staticStrings))
                raiseInvalidMpy();
            names[i] = static_cast<uint16_t>(coded >> 1);
            continue;
        }
        const Text name = terminatedText(coded >> 1);
        if (kChecked && TAIPAN_HAS_UNICODE && !isValidUtf8(name)) raise(UnicodeErrorType);
        const Name known = intern(name);
        names[i] = static_cast<uint16_t>(known);
    }
    if (kChecked && nameCount_ == 0) raiseInvalidMpy(); // the first is the file's
}

void Loader::readConstants() {
    table_ = newValues(constantCount_);
    context_->constants = table_;
    for (size_t i = 0; i < constantCount_; ++i) {
#if TAIPAN_HAS_NATIVE
        if (isNative_ && at_ != end_ && *at_ == static_cast<uint8_t>(abi::ObjectTag::FunTable)) {
            ++at_;
            if (kChecked && tableConstant_ != SIZE_MAX) raiseInvalidMpy();
            tableConstant_ = i;
            table_[i] = pointerToCode(reinterpret_cast<const uint8_t*>(&nativeTable));
            continue;
        }
#endif
        table_[i] = readConstant(0);
    }
    countCodes();
    nextCode_ = constantCount_ + 1;
    nextKeeper_ = constantCount_ + codeCount_;
    table_ = static_cast<Value*>(reallocate(table_, constantCount_ * sizeof(Value),
                                            (nextKeeper_ + parentCount_) * sizeof(Value)));
    context_->constants = table_;
#if TAIPAN_HAS_NATIVE
    prepareCode();
#endif
#if TAIPAN_HAS_VERIFIER
    needs_ = static_cast<ClosureNeeds*>(allocate(codeCount_ * sizeof(ClosureNeeds)));
#endif
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
    case ObjectTag::Str: {
        const Text content = terminatedText(number());
#if TAIPAN_HAS_NATIVE
        // Machine code compares words, and has keywords of calls among its constants.
        if (isNative_)
            if (const Name known = state.names.find(content); known != Name::none)
                return nameValue(known);
#endif
        return newStrChecked(content);
    }
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

/// Goes through the codes to see how many there are, and how many have children.
void Loader::countCodes() {
    const uint8_t* const start = at_;
    codeCount_ = 1;
    parentCount_ = 0;
    for (size_t left = 1; left != 0; --left) {
        const size_t coded = number();
#if TAIPAN_HAS_NATIVE
        const auto kind = static_cast<abi::CodeKind>(coded & 3);
        const size_t size = text(coded >> 3).size;
        const bool isMachineCode = kind != abi::CodeKind::Bytecode;
        if (isMachineCode) {
            skipNativeTail(kind);
            nativeBytes_ += (size + kCodeAlignment - 1) / kCodeAlignment * kCodeAlignment;
        }
        parentCount_ += isNative_; // at most: a block of each
        codeCount_ += isMachineCode && (coded & 4) != 0;
#else
        if (static_cast<abi::CodeKind>(coded & 3) != abi::CodeKind::Bytecode)
            raiseValueError("native code in .mpy unsupported"_text);
        text(coded >> 3);
#endif
        if ((coded & 4) == 0) continue;
        const size_t children = count();
        left += children;
        if (kChecked && left > static_cast<size_t>(end_ - at_) + 1) raiseInvalidMpy();
        codeCount_ += children;
        ++parentCount_;
    }
#if TAIPAN_HAS_NATIVE
    ++parentCount_; // the block of all
#endif
    at_ = start;
    if (constantCount_ + codeCount_ > verifier::kMaxTable) raiseInvalidMpy();
}

void Loader::readCode(size_t place, unsigned depth) {
    if (kChecked && depth == abi::kMaxNesting) raiseInvalidMpy();
    checkStack();
    const size_t coded = number();
#if TAIPAN_HAS_NATIVE
    // Whether machine code says what its children are.
    const bool hasOwnTable = isOfMachineCode_ && (coded & 4) == 0;
    isOfMachineCode_ = false;
    if (static_cast<abi::CodeKind>(coded & 3) != abi::CodeKind::Bytecode)
        return readNative(coded, place, depth);
    const Text bytes = text(coded >> 3);
    const size_t prefix = (coded & 4) != 0 || hasOwnTable ? 2 : 0;
#else
    const Text bytes = text(coded >> 3);
    const size_t prefix = (coded & 4) != 0 ? 2 : 0;
#endif
    auto* const block = static_cast<uint8_t*>(allocate(prefix + bytes.size, Contents::Bytes));
    uint8_t* const code = block + prefix;
    if (bytes.size != 0) std::memcpy(code, bytes.data, bytes.size);
    const uint8_t* const end = code + bytes.size;
    table_[place] = pointerToCode(code);
    const Prelude prelude(code, end);
    verifier::checkPrelude<kChecked>(prelude, static_cast<size_t>(end - prelude.info),
                                     [](bool holds, auto...) {
                                         if (!holds) raiseInvalidMpy();
                                     });
    const size_t first = nextCode_;
    size_t children = 0;
#if TAIPAN_HAS_NATIVE
    if (hasOwnTable) {
        auto* const record = static_cast<FunctionRecord*>(allocate(sizeof(FunctionRecord)));
        record->kind = FunctionRecord::Bytecode;
        record->code = code;
        block[0] = block[1] = 0;
        table_[nextKeeper_++] = pointerToCode(block);
        table_[place] = pointerToCode(reinterpret_cast<const uint8_t*>(record));
    } else
#endif
        if (prefix != 0) {
        children = count();
        nextCode_ += children;
        block[0] = static_cast<uint8_t>(first);
        block[1] = static_cast<uint8_t>(first >> 8);
        table_[nextKeeper_++] = pointerToCode(block);
    }
    for (size_t i = 0; i < children; ++i) readCode(first + i, depth + 1);
#if TAIPAN_HAS_VERIFIER
#if TAIPAN_HAS_NATIVE
    CodeLimits limits{nameCount_, constantCount_, children, needs_ + (first - constantCount_)};
    if (hasOwnTable) limits = {nameCount_, constantCount_, verifier::kMaxTable, nullptr};
    needs_[place - constantCount_] = verifyCode(prelude, end, limits, tableConstant_);
#else
    needs_[place - constantCount_] = verifyCode(
        prelude, end, {nameCount_, constantCount_, children, needs_ + (first - constantCount_)});
#endif
    if (depth == 0 && (prelude.argumentSlots() | prelude.nDefPosArgs) != 0) raiseInvalidMpy();
#endif
}
} // namespace

Value loadMpy(ModuleContext* context, const uint8_t* data, size_t size) {
    return Loader(context, data, size).load();
}

} // namespace taipan::runtime
