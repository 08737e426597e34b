#include "runtime/objects/exceptions/error_numbers.h"

#include "runtime/value/names.h"

namespace taipan::runtime {

#if TAIPAN_HAS_ERRNO

namespace {
constinit const Entry kCodes[] = {
#define TAIPAN_ERRNO(name, number) {smallInt(number), nameValue(#name##_name)},
#include "runtime/objects/exceptions/error_numbers.def"
#undef TAIPAN_ERRNO
};
constexpr size_t kCodeCount = sizeof(kCodes) / sizeof(kCodes[0]);

} // namespace

constinit const Dict errorCodes = {
    &dictType, Table(kCodeCount << Table::kUsedShift | Table::kFixed | Table::kOrdered, kCodeCount,
                     const_cast<Entry*>(kCodes))};

Name errorName(Value number) {
    for (const Entry& row : kCodes)
        if (row.key == number) return row.value.name();
    return Name::none;
}

#endif

} // namespace taipan::runtime
