// The module collections.
#include "runtime/modules/modules.h"
#include "runtime/objects/containers/deque.h"
#include "runtime/objects/containers/dict.h"
#include "runtime/objects/containers/namedtuple.h"
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

constinit const ModuleContext collectionsModule = builtinModule(kGlobals);

} // namespace taipan::runtime
#endif
