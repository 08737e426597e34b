// Runs a .mpy file on the runtime of the machine that this is built for, most of all of one whose
// code an emulator runs.
//
//   vm [--heap BYTES] [--every N] FILE
//
// With --every, each time that so many objects were made the heap collects, and fills what is dead;
// that takes the hooks for tests. It is quicker with a small heap.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <unistd.h>

#include "runtime/memory/heap.h"
#include "taipan/runtime.h"
#include "tests/native/code_memory.h"

namespace {
constexpr size_t kHeapSize = 2 << 20, kStackSize = 512 * 1024;
alignas(16) char memory[kHeapSize];

constexpr taipan_port kPort = [] {
    taipan_port port{};
    port.write = [](void*, int file, const void* data, size_t size) {
        return static_cast<long>(::write(file, data, size));
    };
    return port;
}();

/// False when there is no such file.
bool read(const char* path, std::vector<uint8_t>& bytes) {
    std::FILE* const file = std::fopen(path, "rb");
    if (file == nullptr) return false;
    uint8_t part[4096];
    while (const size_t size = std::fread(part, 1, sizeof part, file))
        bytes.insert(bytes.end(), part, part + size);
    std::fclose(file);
    return true;
}

[[gnu::noinline]] int run(const std::vector<uint8_t>& bytes) {
    taipan_set_stack(__builtin_frame_address(0), kStackSize);
    taipan_value result;
    int status = 0;
    if (taipan_import_mpy("__main__", bytes.data(), bytes.size(), &result) != TAIPAN_OK &&
        !taipan_is_exit(result, &status)) {
        taipan_print_exception(result);
        status = 1;
    }
    return status;
}
} // namespace

int main(int argc, char** argv) {
    size_t heapSize = kHeapSize, every = 0;
    int at = 1;
    for (; at + 1 < argc && argv[at][0] == '-'; at += 2) {
        if (std::strcmp(argv[at], "--heap") == 0)
            heapSize = std::strtoul(argv[at + 1], nullptr, 10);
        else if (std::strcmp(argv[at], "--every") == 0)
            every = std::strtoul(argv[at + 1], nullptr, 10);
        else
            break;
    }
    if (at + 1 != argc || heapSize > kHeapSize) {
        std::fputs("usage: vm [--heap BYTES] [--every N] FILE\n", stderr);
        return 2;
    }
    std::vector<uint8_t> bytes;
    if (!read(argv[at], bytes)) {
        std::fprintf(stderr, "%s: %s\n", argv[at], std::strerror(errno));
        return 2;
    }
    taipan_set_code_memory(&taipan::test::kCodeMemory);
    if (!taipan_init(memory, heapSize, &kPort)) return 3;
    taipan::runtime::heapHooks.collectEvery = every;
    const int status = run(bytes);
    taipan::runtime::heapHooks = {};
    taipan_deinit();
    return status;
}
