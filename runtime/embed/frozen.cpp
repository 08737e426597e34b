// Frozen content in the C API: include/taipan/frozen.h.
#include "runtime/memory/frozen.h"

#include "runtime/objects/containers/sequence.h"
#include "runtime/protocol/string.h"
#include "runtime/value/features.h"
#include "runtime/value/names.h"
#include "runtime/vm/native.h"
#include "taipan/verifier/rules.h"

#if TAIPAN_HAS_FROZEN
namespace taipan::runtime {

// Generated C source has objects as these structs lie in memory. (offsetof() works on them,
// whatever the standard leaves open.)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
static_assert(sizeof(taipan_constant) == sizeof(Value));
static_assert(offsetof(Str, size) == sizeof(void*) && offsetof(Str, hash) == sizeof(void*) + 4 &&
              offsetof(Str, flags) == sizeof(void*) + 6 &&
              offsetof(Str, data) == sizeof(void*) + 7);
static_assert(offsetof(Tuple, size) == sizeof(void*));
#if TAIPAN_HAS_NATIVE
static_assert(sizeof(AsmRecord) == 3 * sizeof(void*) + (sizeof(void*) == 8 ? 8 : 4));
static_assert(offsetof(AsmRecord, kind) == 2 && offsetof(AsmRecord, code) == sizeof(void*) &&
              offsetof(AsmRecord, nArgs) == 3 * sizeof(void*));
#endif
#pragma GCC diagnostic pop

namespace {
/// What generated source is made for: the names in the order of their numbers, each with its end,
/// and the rules that its code keeps.
consteval uint32_t hashOfNames() {
    uint32_t hash = 2166136261u;
    for (size_t i = detail::kStaticCount + 1; i < detail::kBuiltInCount; ++i) {
        const Text name = detail::kBuiltInTexts[i];
        for (size_t at = 0; at <= name.size; ++at)
            hash =
                (hash ^ (at < name.size ? static_cast<uint8_t>(name.data[at]) : 0xff)) * 16777619u;
    }
    return (hash ^ verifier::kRulesVersion) * 16777619u;
}
} // namespace

} // namespace taipan::runtime

bool taipan_use_frozen(const taipan_frozen* content) {
    using namespace taipan::runtime;
    constexpr uint32_t kNames = hashOfNames();
    if (content != nullptr &&
        (content->names_hash != kNames || content->layout != TAIPAN_FROZEN_LAYOUT))
        return false;
    frozen = content;
    return true;
}
#endif
