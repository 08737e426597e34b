// The module array.
#include "runtime/modules/modules.h"
#include "runtime/objects/buffers/array.h"
#include "runtime/protocol/function.h"
#include "runtime/value/features.h"

#if TAIPAN_HAS_ARRAY
namespace taipan::runtime {

namespace {
constinit const Entry kArray[] = {
    entry("__name__"_name, nameValue("array"_name)),
    entry("array"_name, arrayType),
};
constinit const Dict arrayGlobals = fixedDict(kArray);
} // namespace

constinit const ModuleContext arrayModule = builtinModule(arrayGlobals);

} // namespace taipan::runtime
#endif
