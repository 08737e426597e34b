// Everything that a running program consists of. There is one.
#pragma once

#include "runtime/error.h"
#include "runtime/features.h"
#include "runtime/heap.h"
#include "runtime/names.h"
#include "runtime/objects/dict.h"

namespace taipan::runtime {

struct Frame;

struct State {
    Heap heap;
    Names names{heap};

    Landing* landing = nullptr;       // the innermost
    Frame* frame = nullptr;           // the innermost running function
    char* frameTop = nullptr;         // where the next frame goes
    char* frameEnd = nullptr;         // end of that piece of the frame stack
    const char* stackLimit = nullptr; // the C stack must not go below
    const char* stackBase = nullptr;  // roots on the C stack lie below
    size_t generatorDepth = 0;        // generators that loops in the interpreter loop wait for
    volatile uintptr_t pending = 0;   // something is to be done at the next jump back

    Dict* loadedModules = nullptr;   // sys.modules
    Dict* builtinsOverlay = nullptr; // names that programs put into builtins
    Dict* mainGlobals = nullptr;     // __main__
    Value sysPath, sysArgv;
#if !TAIPAN_OPTIMIZE_SIZE
    uint16_t characterNames[128] = {}; // of one-character strings, as they come up; 0: not yet
#endif
    Value stopValue; // what the iterator that ended last returned; no value: nothing
    Value roots[8];  // for modules of their own, see RootIndex
};

extern State state;

/// Does what State::pending asks for: raises what an interrupt left, calls what was scheduled.
void runPending();

/// Where modules keep objects alive.
enum RootIndex : uint8_t {
    kRootPinned,     // a list of what the C program keeps alive
    kRootPs1,        // sys.ps1, ps2, executable
    kRootPs2,        //
    kRootExecutable, //
    kRootAtExit,     // what sys.atexit() was given
};

} // namespace taipan::runtime
