#include "runtime/vm/caches.h"

#include "runtime/modules/builtins.h"

namespace taipan::runtime {

#if TAIPAN_LOOKUP_CACHE && !TAIPAN_OPTIMIZE_SIZE
constinit uint16_t positionCache[kPositionSlots] = {};
constinit CachedMember memberCache[kMemberSlots] = {};
constinit CachedBuiltin builtinCache[kBuiltinSlots] = {};
#endif

Value builtinNamed(Name name) {
#if TAIPAN_HAS_BUILTIN_OVERRIDE
    if (state.builtinsOverlay != nullptr) {
        const Value value = state.builtinsOverlay->get(name);
        if (value) return value;
    }
#endif
    Dict& builtins = const_cast<Dict&>(builtinsGlobals);
#if TAIPAN_LOOKUP_CACHE && !TAIPAN_OPTIMIZE_SIZE
    CachedBuiltin& cached = builtinCache[static_cast<size_t>(name) % kBuiltinSlots];
    if (cached.name == name && cached.value) return cached.value;
    const Value value = builtins.get(name);
    if (value) cached = {name, value};
    return value;
#else
    return builtins.get(name);
#endif
}

} // namespace taipan::runtime
