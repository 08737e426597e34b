#include "src/driver/module_file.h"

#include <cstring>
#include <fmt/format.h>
#include <unistd.h>

#include "src/host/files.h"
#include "taipan/mpy-format/reader.h"

namespace taipan::driver {

namespace {
std::span<const uint8_t> asBytes(std::string_view text) {
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}
} // namespace

bool loadText(const std::string& path, std::string& text) {
    const auto result = host::readFile(path, text);
    if (!result.ok()) fmt::print(stderr, "{}: error: {}\n", path, std::strerror(result.code));
    return result.ok();
}

bool loadModule(const std::string& path, ModuleFile& file) {
    if (!loadText(path, file.bytes)) return false;
    auto read = mpy::read(asBytes(file.bytes));
    if (!read.ok()) {
        fmt::print(stderr, "{}: error: {} (byte {})\n", path, read.error().message,
                   read.error().offset);
        return false;
    }
    file.module = std::move(read).value();
    return true;
}

bool printOut(std::string_view text) {
    const auto result = host::writeDescriptor(STDOUT_FILENO, asBytes(text));
    if (!result.ok()) fmt::print(stderr, "<stdout>: error: {}\n", std::strerror(result.code));
    return result.ok();
}

} // namespace taipan::driver
