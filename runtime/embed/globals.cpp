// Everything mutable that the runtime has: the state of a program, and what outlives it. Here, on
// the highest floor, all types are known; each variable is declared on the floor that it belongs
// to.
#include "runtime/memory/globals.h"

#include "runtime/memory/frozen.h"
#include "runtime/memory/state.h"
#include "runtime/modules/builtins.h"
#include "runtime/modules/io_module.h"
#include "runtime/modules/random_module.h"
#include "runtime/objects/classes/caches.h"
#include "runtime/objects/classes/module.h"
#include "runtime/objects/exceptions/emergency.h"
#include "runtime/port/port.h"
#include "runtime/vm/code_memory.h"
#include "runtime/vm/profile.h"

namespace taipan::runtime {

// The state is made by startState(). It lies in memory that starts as zeros, not in an image of its
// initial values, which would take as much flash: so `state` is only a name for these bytes.
alignas(State) constinit unsigned char stateMemory[sizeof(State)] asm(TAIPAN_STATE_SYMBOL);
TAIPAN_DEFINE_CONFIGURATION;

constinit const taipan_port* port = nullptr;
constinit taipan_compiler compilerHook = nullptr;
#if TAIPAN_HAS_NATIVE
constinit const taipan_code_memory* codeMemory = nullptr;
#endif
#if TAIPAN_HAS_PROFILE
constinit const taipan_profiler* profiler = nullptr;
#endif
#if TAIPAN_HAS_FROZEN
constinit const taipan_frozen* frozen = nullptr;
#endif
constinit ModuleContext mainModule = {};
constinit unsigned optimisationLevel = 0;

#if TAIPAN_HAS_RANDOM
constinit RandomState randomState = {};
#endif
#if TAIPAN_HAS_SYS_STDFILES || TAIPAN_HAS_FILES
constinit FileObject standardFiles[3] = {
    {{&textFileType}, 0}, {{&textFileType}, 1}, {{&textFileType}, 2}};
constinit FileObject standardBuffers[3] = {{{&fileType}, 0}, {{&fileType}, 1}, {{&fileType}, 2}};
#endif
constinit Emergency emergency{};

constinit uintptr_t classVersion = 0;
#if TAIPAN_LOOKUP_CACHE
constinit uint16_t positionCache[kPositionSlots] = {};
constinit CachedMember memberCache[kMemberSlots] = {};
constinit CachedBuiltin builtinCache[kBuiltinSlots] = {};
#endif
#if TAIPAN_TEST_HOOKS
constinit HeapHooks heapHooks;
#endif

} // namespace taipan::runtime
