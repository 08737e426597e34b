// What is remembered of look-ups. Everything found in a cache is checked against
// the object that it was found in, or against the version of all classes, so nothing has to be told
// when objects change or die.
#pragma once

#include "runtime/memory/state.h"
#include "runtime/objects/classes/class.h"
#include "runtime/objects/containers/dict.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_LOOKUP_CACHE
inline constexpr size_t kPositionSlots = TAIPAN_LOOKUP_CACHE_SIZE;
inline constexpr size_t kMemberSlots = TAIPAN_LOOKUP_CACHE_SIZE / 8;

/// The row where the opcode at some address found a name last.
extern uint16_t positionCache[kPositionSlots];

struct CachedMember {
    const Type* type;
    Name name;
    Value member;
    uintptr_t version; // of all classes, when it was found
};
extern CachedMember memberCache[kMemberSlots];

/// The entry of a name in a table, for the opcode at `ip`; null when there is none.
TAIPAN_EVERYWHERE inline Entry* findAt(const uint8_t* ip, Table& table, Name name) {
    uint16_t& position = positionCache[reinterpret_cast<uintptr_t>(ip) % kPositionSlots];
    if (position < table.capacity && table.entries[position].key == nameValue(name))
        return &table.entries[position];
    Entry* const entry = table.find(name);
    if (entry != nullptr) position = static_cast<uint16_t>(entry - table.entries);
    return entry;
}

/// lookUp() in a class; in the own methods of a built-in type.
TAIPAN_EVERYWHERE inline Value memberOf(const Type* type, Name name) {
    const uintptr_t hash =
        (reinterpret_cast<uintptr_t>(type) >> 4) ^ static_cast<uintptr_t>(name) * 7;
    CachedMember& cached = memberCache[hash % kMemberSlots];
    if (cached.type == type && cached.name == name && cached.version == classVersion)
        return cached.member;
    Value member;
    if (type->isInstanceType())
        member = lookUp(type, name);
    else if (Dict* locals = type->locals())
        member = locals->get(name);
    cached = {type, name, member, classVersion};
    return member;
}
#else
inline Entry* findAt(const uint8_t*, Table& table, Name name) {
    return table.find(name);
}
inline Value memberOf(const Type* type, Name name) {
    if (type->isInstanceType()) return lookUp(type, name);
    Dict* const locals = type->locals();
    return locals == nullptr ? kNoValue : locals->get(name);
}
#endif

} // namespace taipan::runtime
