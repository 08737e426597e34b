#include "runtime/modules/frozen_content.h"

#include <cstring>

#include "runtime/memory/state.h"
#include "runtime/modules/io_module.h"
#include "runtime/objects/containers/sequence.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/object.h"
#include "runtime/vm/code.h"
#include "runtime/vm/native.h"

namespace taipan::runtime {

#if TAIPAN_HAS_FROZEN

bool isFrozenPath(Text path, Text& inner) {
    const size_t size = kFrozenFolder.size;
    if (frozen == nullptr || path.size < size ||
        std::memcmp(path.data, kFrozenFolder.data, size) != 0)
        return false;
    if (path.size > size && path.data[size] != '/') return false;
    const size_t skipped = path.size > size ? size + 1 : size;
    inner = {path.data + skipped, path.size - skipped};
    return true;
}

namespace {
Text fileOf(const taipan_frozen_module& module) {
    return state.names.text(static_cast<Name>(module.names[0]));
}

bool isInside(Text file, Text folder) {
    return folder.size == 0 || (file.size > folder.size && file.data[folder.size] == '/' &&
                                std::memcmp(file.data, folder.data, folder.size) == 0);
}
} // namespace

const taipan_frozen_module* findFrozenModule(Text file) {
    // Modules are in the order of their files' numbers.
    const auto number = static_cast<size_t>(state.names.find(file));
    const taipan_frozen_module* low = frozen->modules;
    for (size_t count = frozen->module_count; count != 0;) {
        const size_t half = count / 2;
        const taipan_frozen_module* const middle = low + half;
        if (middle->names[0] == number) return middle;
        if (middle->names[0] < number) {
            low = middle + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return nullptr;
}

const taipan_frozen_file* findFrozenFile(Text file) {
    for (size_t i = 0; i < frozen->file_count; ++i) {
        const taipan_frozen_file& row = frozen->files[i];
        if (Text{row.name, std::strlen(row.name)} == file) return &row;
    }
    return nullptr;
}

bool isFrozenFolder(Text folder) {
    for (size_t i = 0; i < frozen->module_count; ++i)
        if (isInside(fileOf(frozen->modules[i]), folder)) return true;
    for (size_t i = 0; i < frozen->file_count; ++i)
        if (isInside({frozen->files[i].name, std::strlen(frozen->files[i].name)}, folder))
            return true;
    return false;
}

Value loadFrozen(ModuleContext* context, const taipan_frozen_module& module) {
    context->names = module.names;
    context->constants = reinterpret_cast<const Value*>(module.constants);
#if TAIPAN_HAS_NATIVE
    return makeFunction(context, module.body);
#else
    return newFunction(context, module.body);
#endif
}

void listFrozenModules(Value list) {
    if (frozen == nullptr) return;
    constexpr size_t kSuffix = 3, kPackage = 12;
    for (size_t i = 0; i < frozen->module_count; ++i) {
        Text file = fileOf(frozen->modules[i]);
        const bool isPackage = file.size > kPackage && std::memcmp(file.data + file.size - kPackage,
                                                                   "/__init__.py", kPackage) == 0;
        file.size -= isPackage ? kPackage : file.size > kSuffix ? kSuffix : 0;
        append(*list.as<List>(), newStr(file));
    }
}

#if TAIPAN_HAS_FILES
Value openFrozenFile(const taipan_frozen_file& file, bool isBinary) {
    const Value contents = pointerTo(static_cast<const Object*>(file.contents));
    const Type& type = isBinary ? static_cast<const Type&>(bytesIoType) : stringIoType;
    return call(pointerTo(&type), contents);
}
#endif

#endif

} // namespace taipan::runtime
