// Everything that a running program consists of. There is one.
#pragma once

#include "runtime/memory/error.h"
#include "runtime/memory/heap.h"
#include "runtime/objects/containers/dict.h"
#include "runtime/value/features.h"
#include "runtime/value/names.h"

namespace taipan::runtime {

struct Frame;

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
    char* frameEnd = nullptr;         // end of that piece of the frame stack
    const char* stackLimit = nullptr; // the C stack must not go below
    const char* stackBase = nullptr;  // roots on the C stack lie below
#if !TAIPAN_OPTIMIZE_SIZE
    size_t generatorDepth = 0; // generators that loops in the interpreter loop wait for
#endif
    volatile uintptr_t pending = 0; // something is to be done at the next jump back

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

    Names names{heap}; // what comes before it are roots
    Heap heap;
#if !TAIPAN_OPTIMIZE_SIZE
    uint16_t characterNames[128] = {}; // of one-character strings, as they come up; 0: not yet
#endif
};

extern State state;

/// Does what State::pending asks for: raises what an interrupt left, calls what was scheduled.
void runPending();

} // namespace taipan::runtime
