#include "runtime/embed/start.h"

#include <cstring>
#include <new>

#include "runtime/memory/globals.h"
#include "runtime/memory/memory.h"
#include "runtime/memory/pending.h"
#include "runtime/memory/state.h"
#include "runtime/modules/frozen_content.h"
#include "runtime/objects/classes/module.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str.h"
#include "runtime/value/features.h"
#include "runtime/vm/code_memory.h"
#include "runtime/vm/frames.h"

namespace taipan::runtime {

namespace {
/// What lies on the C stack above this function's frame, but for that of interpreter loops.
[[gnu::noinline]] void markStack(Heap& heap) {
    const void* from = __builtin_frame_address(0);
    for (const Landing* landing = state.landing; landing != nullptr; landing = landing->outer) {
        heap.markStack(from, landing->loopStack);
        from = landing;
    }
    heap.markStack(from, state.stackBase);
}

void markRoots(Heap& heap) {
    // Puts the registers that callers may keep objects in into this frame.
    __builtin_unwind_init();
    dropSpareFrames();
    markStack(heap);
    state.names.markRoots(heap);
    heap.markStack(&state, &state.names); // `frame` may lie in a generator
    heap.markRange(&mainModule, &mainModule + 1);
    markFrames(heap);
    markEmergency(heap);
}

/// A state of a program that has not begun.
void clearState() {
#if TAIPAN_OPTIMIZE_SIZE
    // All that its constructor sets are zeros, but for these.
    std::memset(static_cast<void*>(&state), 0, sizeof(state));
    new (&state.names) Names(state.heap);
    state.heap.automatic = true;
#else
    new (&state) State();
#endif
    mainModule = {{&moduleType}, nullptr, nullptr, nullptr};
}

/// The objects that are always there.
void makeObjects() {
    state.loadedModules = newDict();
    state.mainGlobals = newDict();
    state.mainGlobals->table.store("__name__"_name, nameValue("__main__"_name));
    mainModule.globals = state.mainGlobals;
#if TAIPAN_HAS_SYS_PATH || TAIPAN_HAS_FILE_IMPORT
    state.sysPath = newList(0, nullptr);
#if TAIPAN_HAS_FROZEN
    if (frozen != nullptr) append(*state.sysPath.as<List>(), newStr(kFrozenFolder));
#endif
#endif
#if TAIPAN_HAS_SYS_ARGV
    state.sysArgv = newList(0, nullptr);
#endif
#if TAIPAN_HAS_SYS_PS1_PS2
    state.roots[kRootPs1] = newStr({">>> ", 4});
    state.roots[kRootPs2] = newStr({"... ", 4});
#endif
#if TAIPAN_HAS_SYS_EXECUTABLE
    state.roots[kRootExecutable] = nameValue(""_name);
#endif
#if TAIPAN_HAS_SYS_TRACEBACKLIMIT
    state.roots[kRootTraceLimit] = smallInt(1000);
#endif
}
} // namespace

bool startState(void* memory, size_t size, const void* stackBase) {
    clearState();
    state.stackBase = static_cast<const char*>(stackBase);
#if TAIPAN_HAS_STACK_CHECK && TAIPAN_STACK_SIZE
    state.stackLimit = state.stackBase - TAIPAN_STACK_SIZE;
#endif
    state.heap.markRoots = markRoots;
#if TAIPAN_HAS_NATIVE
    state.heap.afterMarking = releaseDeadCode;
#endif
    if (!state.heap.addRegion(memory, size) || !startFrames()) return false;
    return !attempt([] { makeObjects(); });
}

void endState() {
#if TAIPAN_HAS_FINALISERS
    state.heap.abandonWatched();
    runFinalisers();
#endif
#if TAIPAN_HAS_NATIVE
    releaseAllCode();
#endif
    clearState();
}

} // namespace taipan::runtime
