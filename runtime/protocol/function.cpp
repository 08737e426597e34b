// Functions written in C++: how they are called, and how they take their arguments apart.

#include "runtime/protocol/function.h"

#include "runtime/objects/numbers/int.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/printer.h"
#include "runtime/value/names.h"

namespace taipan::runtime {

namespace {
void printFunction(const Printer* printer, Value, PrintKind) {
    printer->puts("<function>");
}

void checkCount(size_t nArgs, size_t nKw, size_t wanted) {
    if (nKw != 0 || nArgs != wanted) checkArgs(nArgs, nKw, wanted, wanted);
}

Value call0(Value self, size_t nArgs, size_t nKw, const Value*) {
    checkCount(nArgs, nKw, 0);
    return self.as<FixedFunction<Function0>>()->code();
}
Value call1(Value self, size_t nArgs, size_t nKw, const Value* args) {
    checkCount(nArgs, nKw, 1);
    return self.as<FixedFunction<Function1>>()->code(args[0]);
}
Value call2(Value self, size_t nArgs, size_t nKw, const Value* args) {
    checkCount(nArgs, nKw, 2);
    return self.as<FixedFunction<Function2>>()->code(args[0], args[1]);
}
Value call3(Value self, size_t nArgs, size_t nKw, const Value* args) {
    checkCount(nArgs, nKw, 3);
    return self.as<FixedFunction<Function3>>()->code(args[0], args[1], args[2]);
}
Value callVar(Value self, size_t nArgs, size_t nKw, const Value* args) {
    const auto* function = self.as<VarFunction<FunctionVar>>();
    const uint32_t signature = function->signature;
    const bool keywords = (signature & 1) != 0;
    checkArgs(nArgs, keywords ? 0 : nKw, signature >> 17, signature >> 1 & 0xffff);
    if (!keywords) return function->code(nArgs, args);
    Dict dict{nullptr, {}};
    keywordsOf(nKw, args + nArgs, dict);
    return self.as<VarFunction<FunctionKw>>()->code(nArgs, args, &dict);
}
} // namespace

constexpr uint16_t kFunctionFlags = kBindsSelf | kBuiltinFunction;
constinit const TypeOf<2> function0Type("function"_name, kFunctionFlags,
                                        {.print = printFunction, .call = call0});
constinit const TypeOf<2> function1Type("function"_name, kFunctionFlags,
                                        {.print = printFunction, .call = call1});
constinit const TypeOf<2> function2Type("function"_name, kFunctionFlags,
                                        {.print = printFunction, .call = call2});
constinit const TypeOf<2> function3Type("function"_name, kFunctionFlags,
                                        {.print = printFunction, .call = call3});
constinit const TypeOf<2> functionVarType("function"_name, kFunctionFlags,
                                          {.print = printFunction, .call = callVar});

void checkArgs(size_t nArgs, size_t nKw, size_t least, size_t most) {
    if (nKw != 0) raiseTypeError("function doesn't take keyword arguments"_text);
    if (nArgs >= least && nArgs <= most) return;
    if (least == most)
        TAIPAN_RAISE(TypeErrorType, "argument num/types mismatch",
                     "function takes %zd positional arguments but %zd were given", least, nArgs);
    if (nArgs < least)
        TAIPAN_RAISE(TypeErrorType, "argument num/types mismatch",
                     "function missing %zd required positional arguments", least - nArgs);
    TAIPAN_RAISE(TypeErrorType, "argument num/types mismatch",
                 "function expected at most %zd arguments, got %zd", most, nArgs);
}

Value construct(const Type* type, size_t nArgs, size_t nKw, const Value* args) {
    const unsigned most = type->flags >> kMostArgsShift;
    if (most != 0)
        checkArgs(nArgs, nKw, type->flags >> kLeastArgsShift & 3,
                  most == kMostArgsAny ? SIZE_MAX : most - 1);
    return type->makeNew()(type, nArgs, nKw, args);
}

void keywordsOf(size_t nKw, const Value* pairs, Dict& dict) {
    // The pairs have an entry's layout: no copy.
    static_assert(sizeof(Entry) == 2 * sizeof(Value));
    auto* const entries = reinterpret_cast<Entry*>(const_cast<Value*>(pairs));
    bool names = true;
    for (size_t i = 0; i < nKw; ++i) names = names && entries[i].key.isName();
    dict.type = &dictType;
    dict.table = Table(nKw << Table::kUsedShift | Table::kFixed | Table::kOrdered |
                           (names ? Table::kAllNames : 0),
                       nKw, entries);
}

namespace {
Value convert(const Parameter& parameter, Value value) {
    switch (parameter.kind) {
    case Parameter::Int: return isInt(value) ? value : newInt(toInt(value));
    case Parameter::Bool: return truth(isTrue(value));
    default: return value;
    }
}
} // namespace

void bindArguments(size_t nArgs, const Value* args, Dict* keywords, size_t count,
                   const Parameter* parameters, Value* values) {
    size_t keywordsLeft = keywords == nullptr ? 0 : keywords->table.used();
    size_t positional = 0;
    for (size_t i = 0; i < count; ++i) {
        const Parameter& parameter = parameters[i];
        if (positional < nArgs && (parameter.flag & Parameter::KeywordOnly) == 0) {
            values[i] = convert(parameter, args[positional++]);
            continue;
        }
        const Entry* given = keywordsLeft == 0 ? nullptr : keywords->table.find(parameter.name);
        if (given != nullptr) {
            --keywordsLeft;
            values[i] = convert(parameter, given->value);
        } else if ((parameter.flag & Parameter::Required) != 0) {
            TAIPAN_RAISE(TypeErrorType, "argument num/types mismatch", "'%q' argument required",
                         parameter.name);
        } else {
            values[i] = parameter.fallback;
        }
    }
    if (positional < nArgs) raiseTypeError("extra positional arguments given"_text);
    if (keywordsLeft != 0) raiseTypeError("extra keyword arguments given"_text);
}

} // namespace taipan::runtime
