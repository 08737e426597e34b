#include <algorithm>
#include <unordered_map>

#include "backends/bytecode/layout.h"
#include "backends/bytecode/native_functions.h"
#include "taipan/abi/varint.h"
#include "taipan/backends/bytecode.h"
#include "taipan/support/names.h"
#include "taipan/verifier/rules.h"

namespace taipan {

using abi::Op;
using abi::Operand;

namespace {
constexpr uint32_t kNoIndex = ~uint32_t{0};

class Emitter : private NativeTables {
  public:
    Emitter(const ir::Module& code, Interner& interner, DiagnosticSink& sink,
            const BytecodeOptions& options)
        : code_(code), interner_(interner), sink_(sink), options_(options),
          native_(nativeFunctions(code)) {}

    mpy::Module run();

  private:
    void use(NameId name);
    void enterEarly();
    void enterFrequent();
    /// Objects before the constants: with machine code, the runtime's function table.
    uint32_t objectsBefore() const { return native_.empty() ? 0 : 1; }
    void enterNames(size_t number);
    void function(size_t number, mpy::RawCode& raw);
    void paramNames(const ir::Function& function);
    bool enter(size_t number);
    uint32_t nameBytes(const ir::Function& function) const;
    uint8_t* writeInfo(const ir::Function& function, const abi::Prelude& prelude,
                       std::span<const uint8_t> lines, uint8_t* to);
    OperandTables tables() const { return {qstrIndex_, objectIndex_, code_.wideInts}; }
    void checkCells(const ir::Function& function);
    void checkLimits(const ir::Function& function);
    void warnOfRoom();

    // what machine code asks for
    uint32_t name(NameId name) override;
    uint32_t staticNumber(NameId name) override;
    uint32_t text(std::string_view text) override;
    uint32_t constant(uint32_t which) override;
    uint32_t tenth() override;
    uint32_t raiseFrom(uint32_t function) override;
    uint32_t functionTable() override { return 0; }
    void nativeCode();
    void enterTexts();
    bool nativeFunction(const NativeCode& made);
    void viperFunction(const NativeCode& made);
    bool fits(size_t count, const char* what, const ir::Function& function);

    const ir::Module& code_;
    Interner& interner_;
    DiagnosticSink& sink_;
    const BytecodeOptions& options_;
    mpy::Module module_;
    ConstantTable constants_;
    std::vector<uint32_t> qstrIndex_;   // by NameId
    std::vector<uint32_t> objectIndex_; // by index into ir::Module::constants
    std::vector<NameId> variables_;     // accesses to them, of all functions in order
    std::vector<size_t> variablesEnd_;  // by function: behind its own in variables_
    std::vector<NameId> params_;        // of the current function
    Layout layout_;
    const std::vector<uint32_t> native_;             // functions that become machine code
    std::vector<std::vector<uint32_t>> children_;    // of those, by function
    std::span<const uint8_t> raiser_;                // code of raiseFrom()
    std::unordered_map<uint32_t, uint32_t> raisers_; // its place among the children of a function
};

/// Enters a name into the string table when it is new.
void Emitter::use(NameId name) {
    uint32_t& at = qstrIndex_[index(name)];
    if (at != kNoIndex) return;
    at = static_cast<uint32_t>(module_.qstrs.size());
    const bool isStatic = index(name) <= kMadeDialect.staticStrings;
    module_.qstrs.push_back(
        {interner_.text(name), static_cast<uint16_t>(isStatic ? index(name) : 0)});
}

bool isVariableAccess(const ir::Instr& instr) {
    switch (instr.op) {
    case Op::LOAD_NAME:
    case Op::STORE_NAME:
    case Op::DELETE_NAME:
    case Op::STORE_GLOBAL:
    case Op::DELETE_GLOBAL: return true;
    case Op::LOAD_GLOBAL: return instr.extra != ir::kEnterEarly;
    default: return false;
    }
}

/// The first of two walks over all functions: attributes, strings, constants and function names
/// come before all variables and parameters, in reachable and unreachable code alike.
void Emitter::enterEarly() {
    objectIndex_.resize(code_.constants.size());
    variablesEnd_.reserve(code_.functions.size());
    for (const ir::Function& function : code_.functions) {
        if (!isViper(*function.scope) && !function.isPart) use(function.scope->name);
        // Machine code asks for what it needs.
        const size_t count = isNative(*function.scope) ? 0 : function.code.size();
        for (size_t i = 0; i < count; ++i) {
            const ir::Instr& instr = function.code[i];
            const Operand operand = abi::opInfo(instr.op).operand;
            if (operand == Operand::Object)
                objectIndex_[instr.arg] =
                    objectsBefore() + constants_.indexOf(code_.constants[instr.arg]);
            else if (operand == Operand::Qstr && isVariableAccess(instr))
                variables_.push_back(NameId{instr.arg});
            else if (operand == Operand::Qstr)
                use(NameId{instr.arg});
        }
        variablesEnd_.push_back(variables_.size());
    }
}

/// What machine code asks for most comes first in the table: there instructions are short.
void Emitter::enterFrequent() {
    std::vector<NameId> names;
    std::vector<uint32_t> count(qstrIndex_.size(), 0);
    for (const uint32_t each : native_) {
        for (const ir::Instr& instr : code_.functions[each].code) {
            // Strings are objects there, and some names are numbers.
            if (abi::opInfo(instr.op).operand != Operand::Qstr ||
                instr.op == Op::LOAD_CONST_STRING || staticNumber(NameId{instr.arg}) != 0)
                continue;
            if (count[instr.arg]++ == 0) names.push_back(NameId{instr.arg});
        }
    }
    std::stable_sort(names.begin(), names.end(),
                     [&](NameId a, NameId b) { return count[index(a)] > count[index(b)]; });
    for (const NameId each : names) use(each);
}

/// Names by parameter slot; slots of closure cells, which have none, are called "*".
void Emitter::paramNames(const ir::Function& function) {
    const Scope& scope = *function.scope;
    params_.assign(scope.positionalArgs + scope.keywordOnlyArgs, names::star);
    for (const Symbol& symbol : scope.symbols.all())
        if (symbol.isParam && symbol.slot < params_.size()) params_[symbol.slot] = symbol.name;
}

/// The second walk, function by function, over what the first one has left.
void Emitter::enterNames(size_t function) {
    for (NameId name : params_) use(name);
    for (size_t i = function == 0 ? 0 : variablesEnd_[function - 1]; i < variablesEnd_[function];
         ++i)
        use(variables_[i]);
}

/// A cell's slot is stored in one byte.
void Emitter::checkCells(const ir::Function& function) {
    for (const Symbol& symbol : function.scope->symbols.all()) {
        if (symbol.kind != SymbolKind::Cell || symbol.slot <= 255 || !options_.strict) continue;
        sink_.report(DiagId::TooManyCells, function.scope->node->span,
                     "more than 256 variables in a function that shares some with an inner one");
        return;
    }
}

/// What the verifier refuses, for our runtime has no room for it. Stock's VM runs such code.
void Emitter::checkLimits(const ir::Function& function) {
    if (!options_.strict || sink_.hasErrors()) return;
    const auto atMost = [&](uint32_t count, uint32_t most, const char* what) {
        if (count <= most || sink_.hasErrors()) return;
        sink_.report(DiagId::FunctionTooLarge, function.scope->node->span,
                     std::to_string(count) + " " + what + "; " + std::to_string(most) +
                         " are possible");
    };
    const abi::Prelude& prelude = layout_.prelude();
    atMost(prelude.nPosArgs, verifier::kMaxPositional,
           "positional parameters, counting variables of outer functions");
    atMost(prelude.nKwonlyArgs, verifier::kMaxKeywordOnly, "keyword-only parameters");
    atMost(prelude.nCell, verifier::kMaxCells, "variables that inner functions share");
    atMost(prelude.nExcStack, verifier::kMaxNesting, "nested try and with blocks");
    if (layout_.jumps().size() > verifier::kMaxPlaces / 2)
        atMost(static_cast<uint32_t>(layout_.places()), verifier::kMaxPlaces,
               "places that are jumped to");
}

/// Says where the bytes are not stock's.
void Emitter::warnOfRoom() {
    if (layout_.room() == nullptr) return;
    sink_.report(DiagId::FrameTooSmall, layout_.room()->span,
                 "this jump out of a finally block needs more of the frame than stock gives; the "
                 "function gets a larger one");
}

/// Stock counts in 16 bits too, and writes wrong code beyond.
bool Emitter::fits(size_t count, const char* what, const ir::Function& function) {
    constexpr size_t kMaxCount = 65535;
    if (count <= kMaxCount) return true;
    if (!sink_.hasErrors())
        sink_.report(DiagId::TableTooLarge, function.scope->node->span,
                     std::to_string(count) + " " + what + "; 65535 are possible");
    return false;
}

uint8_t* Emitter::writeInfo(const ir::Function& function, const abi::Prelude& prelude,
                            std::span<const uint8_t> lines, uint8_t* to) {
    to = abi::encodeSignature(to, prelude);
    to = abi::encodeSizes(to, prelude);
    to = abi::writeVaruint(to, qstrIndex_[index(function.scope->name)]);
    for (NameId name : params_) to = abi::writeVaruint(to, qstrIndex_[index(name)]);
    to = std::copy(lines.begin(), lines.end(), to);
    for (const Symbol& symbol : function.scope->symbols.all())
        if (symbol.kind == SymbolKind::Cell) *to++ = static_cast<uint8_t>(symbol.slot);
    return to;
}

/// Bytes that the names of a function and its parameters take in its prelude.
uint32_t Emitter::nameBytes(const ir::Function& function) const {
    size_t bytes = abi::varuintSize(qstrIndex_[index(function.scope->name)]);
    for (NameId name : params_) bytes += abi::varuintSize(qstrIndex_[index(name)]);
    return static_cast<uint32_t>(bytes);
}

bool Emitter::enter(size_t number) {
    const ir::Function& function = code_.functions[number];
    params_.clear();
    if (!isViper(*function.scope)) paramNames(function); // it tells nobody the names
    enterNames(number);
    checkCells(function);
    return fits(params_.size(), "parameters", function) &&
           fits(function.children.size(), "functions in one", function);
}

void Emitter::function(size_t number, mpy::RawCode& raw) {
    const ir::Function& function = code_.functions[number];
    if (function.isPart || !enter(number) || isNative(*function.scope)) return;
    const uint32_t names = nameBytes(function), cells = cellsOf(function);
    layout_.run(function, tables(), names, cells, options_.sourceLines);
    if (!layout_.fits()) {
        if (!sink_.hasErrors())
            sink_.report(DiagId::BytecodeOverflow, function.scope->node->span,
                         "a jump spans more code than the format can express");
        return;
    }
    const size_t size = abi::kMaxSignatureBytes + abi::kMaxSizeBytes + names +
                        layout_.lineTable().size() + cells + layout_.codeSize();
    auto* start = static_cast<uint8_t*>(module_.arena.allocate(size, 1));
    const uint8_t* end =
        layout_.writeCode(writeInfo(function, layout_.prelude(), layout_.lineTable(), start));
    if (!fits(layout_.prelude().nState, "values on the stack", function)) return;
    checkLimits(function);
    warnOfRoom();
    raw.kind = abi::CodeKind::Bytecode;
    raw.code = {start, static_cast<size_t>(end - start)};
    raw.children = module_.arena.copy(std::span<const uint32_t>(function.children));
}

// ---- machine code ------------------------------------------------------------------------------

uint32_t Emitter::name(NameId name) {
    if (index(name) >= qstrIndex_.size()) qstrIndex_.resize(interner_.size(), kNoIndex);
    use(name);
    return qstrIndex_[index(name)];
}

uint32_t Emitter::staticNumber(NameId name) {
    return index(name) <= kMadeDialect.staticStrings ? index(name) : 0;
}

uint32_t Emitter::text(std::string_view text) {
    const Constant made{.kind = Constant::Kind::Str, .text = module_.arena.copy(text)};
    return objectsBefore() + constants_.indexOf(module_.arena.create<Constant>(made));
}

uint32_t Emitter::constant(uint32_t which) {
    return objectsBefore() + constants_.indexOf(code_.constants[which]);
}

uint32_t Emitter::tenth() {
    const Constant made{.kind = Constant::Kind::Float, .real = 0.1};
    return objectsBefore() + constants_.indexOf(module_.arena.create<Constant>(made));
}

/// The exception that is chained is not, but a warning may be printed: what firmware does is left
/// to its virtual machine.
uint32_t Emitter::raiseFrom(uint32_t function) {
    if (raiser_.empty()) {
        abi::Prelude prelude;
        prelude.nState = 4;
        prelude.nPosArgs = 2;
        const uint32_t name = this->name(names::star);
        prelude.nInfo = static_cast<uint32_t>(3 * abi::varuintSize(name));
        auto* const start = static_cast<uint8_t*>(module_.arena.allocate(
            abi::kMaxSignatureBytes + abi::kMaxSizeBytes + prelude.nInfo + 3, 1));
        uint8_t* to = abi::encodeSizes(abi::encodeSignature(start, prelude), prelude);
        for (int i = 0; i < 3; ++i) to = abi::writeVaruint(to, name);
        const auto first = static_cast<uint8_t>(Op::LOAD_FAST_MULTI);
        *to++ = first;
        *to++ = first + 1;
        *to++ = static_cast<uint8_t>(Op::RAISE_FROM);
        raiser_ = {start, static_cast<size_t>(to - start)};
    }
    // Code that is made again asks again.
    const auto [found, isNew] =
        raisers_.try_emplace(function, static_cast<uint32_t>(children_[function].size()));
    if (isNew) {
        children_[function].push_back(static_cast<uint32_t>(module_.rawCodes.size()));
        module_.rawCodes.emplace_back().code = raiser_;
    }
    return found->second;
}

/// A viper function is its code and nothing else.
void Emitter::viperFunction(const NativeCode& made) {
    mpy::RawCode& raw = module_.rawCodes[made.function];
    raw.kind = abi::CodeKind::Viper;
    raw.code = module_.arena.copy(std::span<const uint8_t>(made.text));
    raw.children = module_.arena.copy(std::span<const uint32_t>(children_[made.function]));
}

bool Emitter::nativeFunction(const NativeCode& made) {
    const ir::Function& function = code_.functions[made.function];
    paramNames(function);
    abi::Prelude prelude = signatureOf(function);
    prelude.nState = made.stateSize;
    const bool isGenerator = (prelude.scopeFlags & abi::kScopeGenerator) != 0;
    const size_t word = abi::wordBytes(options_.arch), head = isGenerator ? 2 * word : word;
    const std::vector<uint8_t> lines = nativeLineTable(made.lines, head);
    prelude.nInfo = nameBytes(function) + static_cast<uint32_t>(lines.size());
    prelude.nCell = cellsOf(function);
    const size_t offset = head + made.text.size();
    if (offset > kMaxPreludeOffset || !fits(made.stateSize, "words of a frame", function)) {
        if (!sink_.hasErrors())
            sink_.report(DiagId::FunctionTooLarge, function.scope->node->span,
                         std::to_string(offset) + " bytes of machine code; " +
                             std::to_string(kMaxPreludeOffset) + " are possible");
        return false;
    }
    auto* const start = static_cast<uint8_t*>(module_.arena.allocate(
        offset + abi::kMaxSignatureBytes + abi::kMaxSizeBytes + prelude.nInfo + prelude.nCell, 1));
    uint8_t* to = writeWord(start, children_[made.function].size(), word);
    // A first run starts where all others do: the code finds by the state where to go on.
    if (isGenerator) to = writeWord(to, head, word);
    to = std::copy(made.text.begin(), made.text.end(), to);
    to = writeInfo(function, prelude, lines, to);
    mpy::RawCode& raw = module_.rawCodes[made.function];
    raw.kind = abi::CodeKind::Native;
    raw.preludeOffset = static_cast<uint32_t>(offset);
    raw.code = {start, static_cast<size_t>(to - start)};
    raw.children = module_.arena.copy(std::span<const uint32_t>(children_[made.function]));
    return true;
}

/// Machine code of all functions that get it.
void Emitter::nativeCode() {
    if (native_.empty() || sink_.hasErrors()) return;
    module_.header.arch = options_.arch;
    module_.header.subVersion = kMadeDialect.subVersion;
    children_.resize(code_.functions.size());
    for (const uint32_t each : native_) children_[each] = code_.functions[each].children;
    auto made = options_.native->generate(code_, native_, interner_, *this,
                                          {options_.arch, options_.archFlags, options_.smallIntBits,
                                           profileOf(options_.arch, options_.nativeOpt),
                                           options_.nativeLines, options_.sourceName,
                                           options_.debug, options_.told});
    for (NativeDebug* const each : {options_.debug, options_.told})
        if (each != nullptr) each->functions = static_cast<uint32_t>(native_.size());
    if (!made.ok()) {
        sink_
            .report(DiagId::NativeUnavailable, code_.functions[native_[0]].scope->node->span,
                    kInternalError + made.error().message)
            .hint = kInternalHint;
        return;
    }
    for (const NativeCode& each : made.value()) {
        if (isViper(*code_.functions[each.function].scope))
            viperFunction(each);
        else if (!nativeFunction(each))
            return;
    }
    enterTexts();
}

/// Short strings of machine code are interned, as those of bytecode: they lie in the table of
/// objects, and firmware takes what it has in the table of strings. Last, for code asks for none.
void Emitter::enterTexts() {
    for (const uint32_t each : native_)
        for (const ir::Instr& instr : code_.functions[each].code)
            if (instr.op == Op::LOAD_CONST_STRING) use(NameId{instr.arg});
}

mpy::Module Emitter::run() {
    module_.dialect = &kMadeDialect;
    module_.header.version = kMadeDialect.version;
    module_.header.smallIntBits = options_.smallIntBits;
    module_.header.archFlags = options_.archFlags;
    module_.header.hasArchFlags = options_.archFlags != 0;
    const NameId source = interner_.internCopy(options_.sourceName);
    qstrIndex_.assign(interner_.size(), kNoIndex);
    module_.qstrs.reserve(64);
    use(source);
    enterFrequent();
    enterEarly();
    module_.rawCodes.resize(code_.functions.size());
    for (size_t i = 0; i < code_.functions.size(); ++i) function(i, module_.rawCodes[i]);
    nativeCode();
    module_.objects = constants_.objects(module_.arena);
    if (objectsBefore() != 0)
        module_.objects.insert(module_.objects.begin(), {abi::ObjectTag::FunTable, {}, {}});
    fits(module_.qstrs.size(), "names and short strings", code_.functions[0]);
    fits(module_.objects.size(), "constants", code_.functions[0]);
    return std::move(module_);
}
} // namespace

mpy::Module emitBytecode(const ir::Module& code, Interner& interner, DiagnosticSink& sink,
                         const BytecodeOptions& options) {
    return Emitter(code, interner, sink, options).run();
}

} // namespace taipan
