// Memory for machine code from the operating system: written first, then run.
#pragma once

#include <cstddef>

#include <sys/mman.h>

#include "taipan/runtime.h"

namespace taipan::test {

inline constexpr taipan_code_memory kCodeMemory = {
    [](void*, size_t size) -> void* {
        void* const at =
            ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return at == MAP_FAILED ? nullptr : at;
    },
    [](void*, void* at, size_t size) {
        __builtin___clear_cache(static_cast<char*>(at), static_cast<char*>(at) + size);
        return ::mprotect(at, size, PROT_READ | PROT_EXEC);
    },
    [](void*, void* at, size_t size) { ::munmap(at, size); }};

} // namespace taipan::test
