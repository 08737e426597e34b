// The module collections.
#include "runtime/objects/classes/module.h"
#include "runtime/objects/containers/collections.h"
#include "runtime/protocol/function.h"
#include "runtime/value/features.h"

#if TAIPAN_HAS_COLLECTIONS
namespace taipan::runtime {

namespace {
constexpr Entry kContents[] = {
    entry("__name__"_name, nameValue("collections"_name)),
#if TAIPAN_HAS_COLLECTIONS_DEQUE
    entry("deque"_name, dequeType),
#endif
#if TAIPAN_HAS_NAMEDTUPLE
    entry("namedtuple"_name, fun<newNamedTupleType>),
#endif
#if TAIPAN_HAS_ORDEREDDICT
    entry("OrderedDict"_name, orderedDictType),
#endif
};
constinit const Dict kGlobals = fixedDict(kContents);
} // namespace

extern const ModuleContext collectionsModule;
constinit const ModuleContext collectionsModule = builtinModule(kGlobals);

} // namespace taipan::runtime
#endif
