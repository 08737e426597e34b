#include "backends/bytecode/constant_table.h"
#include "backends/bytecode/layout.h"
#include "taipan/abi/varint.h"
#include "taipan/backends/bytecode.h"
#include "taipan/support/names.h"
#include "taipan/verifier/rules.h"

namespace taipan {

using abi::Op;
using abi::Operand;

namespace {
constexpr uint32_t kNoIndex = ~uint32_t{0};

class Emitter {
  public:
    Emitter(const ir::Module& code, Interner& interner, DiagnosticSink& sink,
            const BytecodeOptions& options)
        : code_(code), interner_(interner), sink_(sink), options_(options) {}

    mpy::Module run();

  private:
    void use(NameId name);
    void enterEarly();
    void enterNames(size_t function);
    void function(size_t number, mpy::RawCode& raw);
    void paramNames(const ir::Function& function);
    uint8_t* writeInfo(const ir::Function& function, uint8_t* to);
    OperandTables tables() const { return {qstrIndex_, objectIndex_, code_.wideInts}; }
    void checkCells(const ir::Function& function);
    void checkLimits(const ir::Function& function);
    void warnOfRoom();
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
        use(function.scope->name);
        for (const ir::Instr& instr : function.code) {
            const Operand operand = abi::opInfo(instr.op).operand;
            if (operand == Operand::Object)
                objectIndex_[instr.arg] = constants_.indexOf(code_.constants[instr.arg]);
            else if (operand == Operand::Qstr && isVariableAccess(instr))
                variables_.push_back(NameId{instr.arg});
            else if (operand == Operand::Qstr)
                use(NameId{instr.arg});
        }
        variablesEnd_.push_back(variables_.size());
    }
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

uint8_t* Emitter::writeInfo(const ir::Function& function, uint8_t* to) {
    to = abi::encodeSignature(to, layout_.prelude());
    to = abi::encodeSizes(to, layout_.prelude());
    to = abi::writeVaruint(to, qstrIndex_[index(function.scope->name)]);
    for (NameId name : params_) to = abi::writeVaruint(to, qstrIndex_[index(name)]);
    for (uint8_t byte : layout_.lineTable()) *to++ = byte;
    for (const Symbol& symbol : function.scope->symbols.all())
        if (symbol.kind == SymbolKind::Cell) *to++ = static_cast<uint8_t>(symbol.slot);
    return to;
}

void Emitter::function(size_t number, mpy::RawCode& raw) {
    const ir::Function& function = code_.functions[number];
    paramNames(function);
    enterNames(number);
    checkCells(function);
    if (!fits(params_.size(), "parameters", function) ||
        !fits(function.children.size(), "functions in one", function))
        return;
    uint32_t nameBytes =
        static_cast<uint32_t>(abi::varuintSize(qstrIndex_[index(function.scope->name)]));
    for (NameId name : params_)
        nameBytes += static_cast<uint32_t>(abi::varuintSize(qstrIndex_[index(name)]));
    uint32_t cells = 0;
    for (const Symbol& symbol : function.scope->symbols.all())
        cells += symbol.kind == SymbolKind::Cell;
    layout_.run(function, tables(), nameBytes, cells, options_.sourceLines);
    if (!layout_.fits()) {
        if (!sink_.hasErrors())
            sink_.report(DiagId::BytecodeOverflow, function.scope->node->span,
                         "a jump spans more code than the format can express");
        return;
    }
    const size_t size = abi::kMaxSignatureBytes + abi::kMaxSizeBytes + nameBytes +
                        layout_.lineTable().size() + cells + layout_.codeSize();
    auto* start = static_cast<uint8_t*>(module_.arena.allocate(size, 1));
    const uint8_t* end = layout_.writeCode(writeInfo(function, start));
    if (!fits(layout_.prelude().nState, "values on the stack", function)) return;
    checkLimits(function);
    warnOfRoom();
    raw.kind = abi::CodeKind::Bytecode;
    raw.code = {start, static_cast<size_t>(end - start)};
    raw.children = module_.arena.copy(std::span<const uint32_t>(function.children));
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
    enterEarly();
    module_.rawCodes.resize(code_.functions.size());
    for (size_t i = 0; i < code_.functions.size(); ++i) function(i, module_.rawCodes[i]);
    module_.objects = constants_.objects(module_.arena);
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
