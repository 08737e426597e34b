// The module gc.
#include "runtime/memory/memory.h"
#include "runtime/memory/pending.h"
#include "runtime/memory/state.h"
#include "runtime/modules/modules.h"
#include "runtime/objects/classes/module.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"
#include "runtime/vm/code.h"

namespace taipan::runtime {

#if TAIPAN_HAS_GC_MODULE

namespace {
Value collect(size_t nArgs, const Value* args);
constexpr auto& kCollect = fun<collect, 0, 0>;

/// Whether the interpreter loop calls gc.collect() itself: then the running frame is at that call,
/// with the function at its `sp` and no arguments behind, where the loop has them. Code in C++ that
/// calls it has its arguments elsewhere.
bool isCalledByLoop(const Value* args) {
    const Frame* const frame = state.frame;
    return frame != nullptr && (args == frame->sp + 1 || args == frame->sp + 2) &&
           *frame->sp == pointerTo(&kCollect);
}

/// Collects. For the loop nothing between its landing and here holds an object: what lies there,
/// dead values that the loop had in registers, keeps nothing alive.
void collectFor(const Value* args) {
    Landing* const landing = state.landing;
    char* loopStack = nullptr;
    if (isCalledByLoop(args)) {
        loopStack = landing->loopStack;
        landing->loopStack = nullptr;
    }
    state.heap.collect();
    if (loopStack != nullptr) landing->loopStack = loopStack;
}

Value collect(size_t, const Value* args) {
#if TAIPAN_HAS_GC_COLLECT_COUNT
    const size_t before = state.heap.use().used;
#endif
    collectFor(args);
#if TAIPAN_HAS_FINALISERS
    runFinalisers();
#endif
#if TAIPAN_HAS_GC_COLLECT_COUNT
    const size_t after = state.heap.use().used;
    return newIntUnsigned(before > after ? (before - after) / kUnit : 0);
#else
    return kNone;
#endif
}

Value setAutomatic(bool on) {
    state.heap.automatic = on;
    return kNone;
}

Value enable() {
    return setAutomatic(true);
}

Value disable() {
    return setAutomatic(false);
}

Value isEnabled() {
    return truth(state.heap.automatic);
}

Value used() {
    return newIntUnsigned(state.heap.use().used);
}

Value unused() {
    const HeapUse use = state.heap.use();
    return newIntUnsigned(use.total - use.used);
}

#if TAIPAN_HAS_GC_THRESHOLD
/// Kept for programs that ask for it: this heap collects when memory is out, which costs less.
Value threshold(size_t nArgs, const Value* args) {
    if (nArgs == 0)
        return newInt(
            state.gcThreshold == 0 ? -1 : static_cast<intptr_t>((state.gcThreshold - 1) * kUnit));
    const intptr_t bytes = toInt(args[0]);
    state.gcThreshold = bytes < 0 ? 0 : static_cast<size_t>(bytes) / kUnit + 1;
    return kNone;
}
#endif

constinit const Entry kGlobals[] = {
    entry("__name__"_name, nameValue("gc"_name)),
    entry("collect"_name, kCollect),
    entry("disable"_name, fun<disable>),
    entry("enable"_name, fun<enable>),
    entry("isenabled"_name, fun<isEnabled>),
    entry("mem_free"_name, fun<unused>),
    entry("mem_alloc"_name, fun<used>),
#if TAIPAN_HAS_GC_THRESHOLD
    entry("threshold"_name, fun<threshold, 0, 1>),
#endif
};
constinit const Dict globals = fixedDict(kGlobals);
} // namespace

constinit const ModuleContext gcModule = builtinModule(globals);

#endif

} // namespace taipan::runtime
