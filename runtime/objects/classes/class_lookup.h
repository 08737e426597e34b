// Finding members of classes, as the parts of the object model need it.
#pragma once

#include "runtime/objects/classes/class.h"

namespace taipan::runtime {

/// For loadMember(): no slot of a built-in base stands for the name.
inline constexpr SlotIndex kNoSlot{0xff};

/// Looks a name up in `start` and its bases, in the order of their listing and depth first, and
/// binds what it finds to `self` (no value: to nothing). A built-in base that has the slot answers
/// for the name: dest[0] is the sentinel then. dest has to be empty, and stays so when there is no
/// such member.
void loadMember(Value self, const Type* start, Name name, SlotIndex slot, Value dest[2]);
/// The same in the class of an instance.
inline void loadSpecial(Value self, Name name, SlotIndex slot, Value dest[2]) {
    loadMember(self, self.object()->type, name, slot, dest);
}

} // namespace taipan::runtime
