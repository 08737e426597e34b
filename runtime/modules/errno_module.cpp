// The module errno.
#include "runtime/modules/modules.h"
#include "runtime/objects/exceptions/error_numbers.h"
#include "runtime/protocol/function.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_ERRNO

namespace {
constinit const Entry kGlobals[] = {
    entry("__name__"_name, nameValue("errno"_name)),
    entry("errorcode"_name, errorCodes),
#define TAIPAN_ERRNO(name, number) entry(#name##_name, smallInt(number)),
#include "runtime/objects/exceptions/error_numbers.def"
#undef TAIPAN_ERRNO
};
constinit const Dict globals = fixedDict(kGlobals);
} // namespace

constinit const ModuleContext errnoModule = builtinModule(globals);

#endif

} // namespace taipan::runtime
