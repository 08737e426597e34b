// Generators and coroutines, and the protocol by which anything that iterates is gone on with.

#include "runtime/memory/memory.h"
#include "runtime/memory/state.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/vm/execute.h"
#include "runtime/vm/native.h"

namespace taipan::runtime {

namespace {
#if TAIPAN_HAS_NATIVE
bool isOfMachineCode(const Generator& generator) {
    return isNative(*generator.frame.function);
}
/// Whether it has run to a yield.
bool isStarted(Generator& generator) {
    return generator.frame.sp >=
           (isOfMachineCode(generator) ? stateOf(generator).state : generator.frame.state());
}
#else
inline bool isStarted(Generator& generator) {
    return generator.frame.sp >= generator.frame.state();
}
#endif

/// What `pending` is when nothing is. Generators of machine code are not gone on with by the
/// interpreter loop, which looks for None.
Value idleMark([[maybe_unused]] const Generator& generator) {
#if TAIPAN_HAS_NATIVE
    if (isOfMachineCode(generator)) return kSentinel;
#endif
    return kNone;
}

Resumed resumeGenerator(Generator& generator, Value send, Value thrown, Value& result) {
    checkStack();
    Frame& frame = generator.frame;
    if (frame.ip == nullptr) {
        result = thrown ? toRaise(thrown) : kNone;
        return thrown ? Resumed::Raised : Resumed::Returned;
    }
    if (!generator.pending) raiseValueError("generator already executing"_text);
    if (generator.pending != idleMark(generator)) thrown = generator.pending;
    if (!isStarted(generator)) {
        if (send != kNone)
            raiseTypeError("can't send non-None value to a just-started generator"_text);
    } else {
        *frame.sp = send;
    }
    generator.pending = kNoValue;
#if TAIPAN_HAS_NATIVE
    if (isOfMachineCode(generator)) return resumeNative(generator, thrown, result);
#endif
    frame.caller = state.frame;
    frame.flags = kFrameGenerator | kFrameEntry;
    const Resumed how = execute(&frame, thrown, result);
    generator.pending = kNone;
    return how;
}

Value methodOf(Value object, Name name, Value method[2]) {
    loadMethodMaybe(object, name, method);
    return method[0];
}

/// Throws into an iterator that is no generator.
Resumed throwInto(Value iterator, Value thrown, Value& result) {
    Value method[3];
    if (matches(toRaise(thrown), pointerTo(&GeneratorExitType))) {
        if (methodOf(iterator, "close"_name, method)) {
            result = callMethod(0, 0, method);
            return Resumed::Returned;
        }
    } else if (methodOf(iterator, "throw"_name, method)) {
        method[2] = thrown;
        result = callMethod(1, 0, method);
        return Resumed::Yielded;
    }
    result = toRaise(thrown);
    if (matches(result, pointerTo(&StopIterationType)))
        result = newException(RuntimeErrorType, "generator raised StopIteration"_text);
    return Resumed::Raised;
}
} // namespace

Resumed resume(Value iterator, Value send, Value thrown, Value& result) {
    if (is(iterator, generatorType))
        return resumeGenerator(*iterator.as<Generator>(), send, thrown, result);
    if (thrown) return throwInto(iterator, thrown, result);
    Value method[3];
    if (send == kNone && methodOf(iterator, "__next__"_name, method)) {
        result = iterNext(iterator);
        if (result) return Resumed::Yielded;
        result = state.stopValue ? state.stopValue : kNone;
        return Resumed::Returned;
    }
    loadMethod(iterator, "send"_name, method);
    method[2] = send;
    result = callMethod(1, 0, method);
    return Resumed::Yielded;
}

// --- the type ------------------------------------------------------------------------------------

namespace {
Generator& checked(Value self) {
    if (!is(self, generatorType)) raiseTypeError("generator required"_text);
    return *self.as<Generator>();
}

/// What it yields; no value at the end, with state.stopValue set.
Value goOn(Value self, Value send, Value thrown) {
    Value result;
    switch (resumeGenerator(checked(self), send, thrown, result)) {
    case Resumed::Yielded: return result;
    case Resumed::Raised: taipanJump(result);
    default: state.stopValue = result == kNone ? kNoValue : result; return kNoValue;
    }
}

Value orStop(Value item) {
    if (!item) raiseStopIteration(state.stopValue);
    return item;
}

Value next(Value self) {
    return goOn(self, kNone, kNoValue);
}
Value send(Value self, Value value) {
    return orStop(goOn(self, value, kNoValue));
}
Value throwMethod(size_t nArgs, const Value* args) {
    const Value exception = nArgs > 2 && args[2] != kNone ? args[2] : args[1];
    return orStop(goOn(args[0], kNone, exception));
}

Value close(Value self) {
    Generator& generator = checked(self);
    if (generator.frame.ip != nullptr && generator.pending && !isStarted(generator)) {
        generator.frame.ip = nullptr; // never started: nothing to unwind
        return kNone;
    }
    Value result;
    switch (resumeGenerator(generator, kNone, newException(GeneratorExitType, nullptr), result)) {
    case Resumed::Yielded: raise(RuntimeErrorType, "generator ignored GeneratorExit"_text);
    case Resumed::Raised:
        if (!isInstance(result, classOf(GeneratorExitType))) taipanJump(result);
        return kNone;
    default: return kNone;
    }
}

#if TAIPAN_HAS_PEND_THROW
Value pendThrow(Value self, Value exception) {
    Generator& generator = checked(self);
    if (!generator.pending) raiseValueError("generator already executing"_text);
    const Value before = generator.pending;
#if TAIPAN_HAS_NATIVE
    if (isOfMachineCode(generator)) {
        generator.pending = exception == kNone ? Value(kSentinel) : exception;
        return before == kSentinel ? Value(kNone) : before;
    }
#endif
    generator.pending = exception;
    return before;
}
#endif

void printGenerator(const Printer* printer, Value self, PrintKind) {
#if TAIPAN_HAS_NATIVE
    Generator& generator = *self.as<Generator>();
    const Name name = isOfMachineCode(generator) ? nameOf(*stateOf(generator).function)
                                                 : nameOf(*generator.frame.function);
#else
    const Name name = nameOf(*self.as<Generator>()->frame.function);
#endif
    printFormat(*printer, "<generator object '%q' at 0x%zx>"_text, name, self.address());
}

constexpr Entry kMethods[] = {
    entry("close"_name, fun<close>),
    entry("send"_name, fun<send>),
    entry("throw"_name, fun<throwMethod, 2, 4>),
#if TAIPAN_HAS_PEND_THROW
    entry("pend_throw"_name, fun<pendThrow>),
#endif
};
constexpr Dict kLocals = fixedDict(kMethods);
} // namespace

constinit const TypeOf<3>
    generatorType("generator"_name, 0,
                  {.print = printGenerator, .iterNext = next, .locals = &kLocals});

} // namespace taipan::runtime
