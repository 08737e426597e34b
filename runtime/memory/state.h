// Everything that a running program consists of. There is one.
#pragma once

#include "runtime/memory/heap.h"
#include "runtime/memory/jump_buffer.h"
#include "runtime/memory/name_table.h"
#include "runtime/value/features.h"
#include "runtime/value/type.h"

namespace taipan::runtime {

struct Frame;
struct FrameSegment;
struct CodeMemory;

#if TAIPAN_HAS_SCHEDULER
/// A call that waits for the interpreter.
struct Scheduled {
    Value function; // written last: says that the slot is filled
    Value argument;
};
#endif

/// Where modules keep objects alive.
enum RootIndex : uint8_t {
    kRootPinned, // a list of what the C program keeps alive
#if TAIPAN_HAS_SYS_PS1_PS2
    kRootPs1, // sys.ps1, ps2
    kRootPs2,
#endif
#if TAIPAN_HAS_SYS_EXECUTABLE
    kRootExecutable, // sys.executable
#endif
#if TAIPAN_HAS_SYS_ATEXIT
    kRootAtExit, // what sys.atexit() was given
#endif
#if TAIPAN_HAS_SYS_TRACEBACKLIMIT
    kRootTraceLimit, // sys.tracebacklimit
#endif
    kRootCount
};

struct State {
    // Small and in use everywhere first: small offsets make small code.
    JumpBuffer* jumpBuffer = nullptr; // the innermost
    Frame* frame = nullptr;           // the innermost running function
    char* frameTop = nullptr;         // where the next frame goes
    char* frameEnd = nullptr;         // end of that segment of the frame stack
    Landing* landing = nullptr;       // of the innermost activation of the interpreter loop
#if TAIPAN_HAS_NATIVE
    NativeCall* native = nullptr; // the innermost call of machine code
#endif
    const char* stackLimit = nullptr; // the C stack must not go below
    const char* stackBase = nullptr;  // roots on the C stack lie below
#if TAIPAN_FAST_LOOP
    size_t generatorDepth = 0; // generators that loops in the interpreter loop wait for
#endif
    volatile uintptr_t pending = 0; // something is to be done at the next jump back

    FrameSegment* frameSegment = nullptr; // the last one
    Value stopValue;               // what the iterator that ended last returned; no value: nothing
    Dict* loadedModules = nullptr; // sys.modules
    Dict* mainGlobals = nullptr;   // __main__
#if TAIPAN_HAS_BUILTIN_OVERRIDE
    Dict* builtinsOverlay = nullptr; // names that programs put into builtins
#endif
#if TAIPAN_HAS_SYS_PATH || TAIPAN_HAS_FILE_IMPORT
    Value sysPath;
#endif
#if TAIPAN_HAS_SYS_ARGV
    Value sysArgv;
#endif
    Value roots[kRootCount];

#if TAIPAN_HAS_SCHEDULER
    Scheduled scheduled[TAIPAN_SCHEDULER_DEPTH];
#endif
#if TAIPAN_HAS_NATIVE
    Value linkedModules; // contexts whose code knows addresses in its own data: a chain of tuples
#endif

    Names names{heap}; // what comes before it are roots
    Heap heap;
    size_t frameBytes = 0; // of all segments of the frame stack
#if TAIPAN_HAS_NATIVE
    CodeMemory* codeMemory = nullptr; // blocks of the port's; what keeps them alive is in the heap
#endif
#if TAIPAN_HAS_SCHEDULER
    // How many calls were taken out and put in so far.
    volatile unsigned scheduledTaken = 0;
    volatile unsigned scheduledPut = 0;
    bool isInCallback = false; // others wait until it is done
#endif
#if TAIPAN_HAS_KEYBOARD_INTERRUPT
    volatile bool isInterrupted = false; // KeyboardInterrupt is to be raised
#endif
#if TAIPAN_HAS_GC_THRESHOLD
    size_t gcThreshold = 0; // what gc.threshold() was given, in units, and 1; 0: nothing
#endif
#if TAIPAN_HAS_MEM_STATS
    size_t peakUse = 0; // of the heap, as far as the program asked
#endif
#if !TAIPAN_OPTIMIZE_SIZE
    uint16_t characterNames[128] = {}; // of one-character strings, as they come up; 0: not yet
#endif
};

#define TAIPAN_STATE_SYMBOL TAIPAN_CONFIGURED("taipan_state")
extern State state asm(TAIPAN_STATE_SYMBOL);

} // namespace taipan::runtime
