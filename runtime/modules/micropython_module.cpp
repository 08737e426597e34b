// The module micropython.
#include "runtime/memory/pending.h"
#include "runtime/memory/state.h"
#include "runtime/modules/import.h"
#include "runtime/modules/io_module.h"
#include "runtime/modules/modules.h"
#include "runtime/objects/buffers/stream.h"
#include "runtime/objects/classes/module.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/protocol/printer.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_MICROPYTHON_MODULE

namespace {
#if TAIPAN_HAS_COMPILER_HOOK
Value optLevel(size_t nArgs, const Value* args) {
    if (nArgs == 0) return smallInt(static_cast<intptr_t>(optimisationLevel));
    optimisationLevel = static_cast<unsigned>(toInt(args[0]));
    return kNone;
}
#endif

Value heapLock() {
    state.heap.lock();
    return kNone;
}

Value heapUnlock() {
    if (state.heap.isLocked()) state.heap.unlock();
    return smallInt(static_cast<intptr_t>(state.heap.lockDepth()));
}

#if TAIPAN_HAS_HEAP_LOCKED
Value heapLocked() {
    return smallInt(static_cast<intptr_t>(state.heap.lockDepth()));
}
#endif

#if TAIPAN_HAS_MEM_INFO
size_t stackInUse() {
    return static_cast<size_t>(state.stackBase -
                               static_cast<const char*>(__builtin_frame_address(0)));
}

Value stackUse() {
    return newIntUnsigned(stackInUse());
}

#if TAIPAN_HAS_MEM_STATS
// No counters run along with allocations: these see what is in use when they are called.
Value memCurrent() {
    return newIntUnsigned(state.heap.use().used);
}

size_t peakUse() {
    const size_t used = state.heap.use().used;
    if (used > state.peakUse) state.peakUse = used;
    return state.peakUse;
}

Value memPeak() {
    return newIntUnsigned(peakUse());
}
#endif

/// Sizes of the heap's blocks, in units.
struct Census {
    size_t ones = 0, twos = 0, largest = 0, largestFree = 0, free = 0;

    static void count(void* self, const HeapBlock& block) {
        auto& census = *static_cast<Census*>(self);
        if (block.kind == HeapBlock::Free) {
            // Stretches side by side are one.
            census.free += block.units;
            if (census.free > census.largestFree) census.largestFree = census.free;
            return;
        }
        census.free = 0;
        census.ones += block.units == 1;
        census.twos += block.units == 2;
        if (block.units > census.largest) census.largest = block.units;
    }
};

/// Shows the heap, a character a unit: h, b: the start of an allocation with and without pointers;
/// =: more of it; .: free. Lines that are all free are counted.
struct HeapMap {
    static constexpr size_t kWidth = 64;
    char line[kWidth];
    size_t used = 0;
    size_t offset = 0; // of the line
    size_t freeLines = 0;

    static void add(void* self, const HeapBlock& block) {
        auto& map = *static_cast<HeapMap*>(self);
        for (size_t i = 0; i < block.units; ++i)
            map.put(block.kind == HeapBlock::Free    ? '.'
                    : i > 0                          ? '='
                    : block.kind == HeapBlock::Bytes ? 'b'
                                                     : 'h');
    }
    void put(char unit) {
        line[used++] = unit;
        if (used == kWidth) flush();
    }
    bool isFree() const {
        for (size_t i = 0; i < used; ++i)
            if (line[i] != '.') return false;
        return used == kWidth;
    }
    void flush() {
        if (isFree()) {
            ++freeLines;
        } else if (used > 0) {
            sayFree();
            for (unsigned shift = 32; shift > 0; shift -= 4)
                standardOutput.put("0123456789abcdef"[offset >> (shift - 4) & 15]);
            printFormat(standardOutput, ": %.*s\n"_text, static_cast<int>(used), line);
        }
        offset += used * kUnit;
        used = 0;
    }
    void sayFree() {
        if (freeLines > 0)
            printFormat(standardOutput, "       (%zu lines all free)\n"_text, freeLines);
        freeLines = 0;
    }
};

Value memInfo(size_t nArgs, const Value*) {
    const HeapUse use = state.heap.use();
#if TAIPAN_HAS_MEM_STATS
    const size_t peak = peakUse();
    printFormat(standardOutput, "mem: total=%zu, current=%zu, peak=%zu\n"_text, peak, use.used,
                peak);
#endif
    printFormat(standardOutput, "stack: %zu out of %zu\n"_text, stackInUse(),
                static_cast<size_t>(state.stackBase - state.stackLimit));
    printFormat(standardOutput, "GC: total: %zu, used: %zu, free: %zu\n"_text, use.total, use.used,
                use.total - use.used);
    Census census;
    state.heap.visitBlocks(Census::count, &census);
    printFormat(standardOutput,
                " No. of 1-blocks: %zu, 2-blocks: %zu, max blk sz: %zu, max free sz: %zu\n"_text,
                census.ones, census.twos, census.largest, census.largestFree);
    if (nArgs > 0) {
        HeapMap map;
        printFormat(standardOutput, "GC memory layout; from %zx:\n"_text,
                    state.heap.firstAddress());
        state.heap.visitBlocks(HeapMap::add, &map);
        map.flush();
        map.sayFree();
    }
    return kNone;
}

Value namesInfo(size_t nArgs, const Value*) {
    const size_t fixed = Names::fixedCount();
    const size_t count = fixed + state.names.dynamicCount();
    size_t bytes = 0;
    for (size_t i = fixed; i < count; ++i) bytes += state.names.text(static_cast<Name>(i)).size;
    printFormat(standardOutput,
                "qstr pool: n_pool=1, n_qstr=%zu, n_str_data_bytes=%zu, n_total_bytes=%zu\n"_text,
                count - fixed, bytes, bytes + state.names.overhead());
    if (nArgs > 0)
        for (size_t i = fixed; i < count; ++i)
            printFormat(standardOutput, "Q(%q)\n"_text, static_cast<Name>(i));
    return kNone;
}
#endif

#if TAIPAN_HAS_KEYBOARD_INTERRUPT
/// The character that interrupts is the port's affair: an argument is checked, no more.
Value keyboardInterrupt(Value character) {
    toInt(character);
    return kNone;
}
#endif

#if TAIPAN_HAS_SCHEDULER
Value scheduleCall(Value function, Value argument) {
#if TAIPAN_HAS_KEYBOARD_INTERRUPT
    if (function == pointerTo(&fun<keyboardInterrupt>)) {
        interrupt();
        return kNone;
    }
#endif
    if (!schedule(function, argument)) raise(RuntimeErrorType, "schedule queue full"_text);
    return kNone;
}
#endif

constinit const Entry kGlobals[] = {
    entry("__name__"_name, nameValue("micropython"_name)),
    entry("const"_name, fun<identityMethod>),
#if TAIPAN_HAS_COMPILER_HOOK
    entry("opt_level"_name, fun<optLevel, 0, 1>),
#endif
#if TAIPAN_HAS_MEM_INFO
#if TAIPAN_HAS_MEM_STATS
    entry("mem_total"_name, fun<memPeak>),
    entry("mem_current"_name, fun<memCurrent>),
    entry("mem_peak"_name, fun<memPeak>),
#endif
    entry("mem_info"_name, fun<memInfo, 0, 1>),
    entry("qstr_info"_name, fun<namesInfo, 0, 1>),
    entry("stack_use"_name, fun<stackUse>),
#endif
    entry("heap_lock"_name, fun<heapLock>),
    entry("heap_unlock"_name, fun<heapUnlock>),
#if TAIPAN_HAS_HEAP_LOCKED
    entry("heap_locked"_name, fun<heapLocked>),
#endif
#if TAIPAN_HAS_KEYBOARD_INTERRUPT
    entry("kbd_intr"_name, fun<keyboardInterrupt>),
#endif
#if TAIPAN_HAS_RINGIO
    entry("RingIO"_name, ringType),
#endif
#if TAIPAN_HAS_SCHEDULER
    entry("schedule"_name, fun<scheduleCall>),
#endif
};
constinit const Dict globals = fixedDict(kGlobals);
} // namespace

constinit const ModuleContext micropythonModule = builtinModule(globals);

#endif

} // namespace taipan::runtime
