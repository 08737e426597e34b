// The module errno.
#include "runtime/modules/errno_module.h"
#include "runtime/modules/modules.h"
#include "runtime/protocol/function.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

#if TAIPAN_HAS_ERRNO

namespace {
constinit const Entry kCodes[] = {
#define TAIPAN_ERRNO(name, number) {smallInt(number), nameValue(#name##_name)},
#include "runtime/modules/errno.def"
#undef TAIPAN_ERRNO
};
constexpr size_t kCodeCount = sizeof(kCodes) / sizeof(kCodes[0]);

constinit const Dict codeDict = {
    &dictType, Table(kCodeCount << Table::kUsedShift | Table::kFixed | Table::kOrdered, kCodeCount,
                     const_cast<Entry*>(kCodes))};

constinit const Entry kGlobals[] = {
    entry("__name__"_name, nameValue("errno"_name)),
    entry("errorcode"_name, codeDict),
#define TAIPAN_ERRNO(name, number) entry(#name##_name, smallInt(number)),
#include "runtime/modules/errno.def"
#undef TAIPAN_ERRNO
};
constinit const Dict globals = fixedDict(kGlobals);
} // namespace

constinit const ModuleContext errnoModule = builtinModule(globals);

Name errorName(Value number) {
    for (const Entry& row : kCodes)
        if (row.key == number) return row.value.name();
    return Name::none;
}

#else

Name errorName(Value) {
    return Name::none;
}

#endif

} // namespace taipan::runtime
