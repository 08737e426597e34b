// The functions of the C library that the runtime calls, small rather than quick, for images that
// have no other use for a C library.
#include <cstddef>
#include <cstdint>

#include "runtime/value/features.h"

#if TAIPAN_HAS_C_LIBRARY

// A loop that copies must not become a call of the function that it is in.
#ifdef __clang__
#define PLAIN __attribute__((no_builtin))
#else
#define PLAIN __attribute__((optimize("no-tree-loop-distribute-patterns")))
#endif

extern "C" {
PLAIN void* memcpy(void* to, const void* from, size_t size) {
    auto* out = static_cast<unsigned char*>(to);
    const auto* in = static_cast<const unsigned char*>(from);
    using Word [[gnu::may_alias]] = uintptr_t;
    if (((reinterpret_cast<uintptr_t>(out) | reinterpret_cast<uintptr_t>(in)) % sizeof(Word)) == 0)
        for (; size >= sizeof(Word); size -= sizeof(Word)) {
            *reinterpret_cast<Word*>(out) = *reinterpret_cast<const Word*>(in);
            out += sizeof(Word);
            in += sizeof(Word);
        }
    while (size-- != 0) *out++ = *in++;
    return to;
}

PLAIN void* memmove(void* to, const void* from, size_t size) {
    auto* const out = static_cast<unsigned char*>(to);
    const auto* const in = static_cast<const unsigned char*>(from);
    // Upwards, as memcpy() goes, nothing is lost when it moves down.
    if (out - in <= 0 || static_cast<size_t>(out - in) >= size) return memcpy(to, from, size);
    while (size-- != 0) out[size] = in[size];
    return to;
}

PLAIN void* memset(void* to, int byte, size_t size) {
    auto* out = static_cast<unsigned char*>(to);
    while (size-- != 0) *out++ = static_cast<unsigned char>(byte);
    return to;
}

PLAIN int memcmp(const void* left, const void* right, size_t size) {
    const auto* a = static_cast<const unsigned char*>(left);
    const auto* b = static_cast<const unsigned char*>(right);
    for (; size != 0; --size, ++a, ++b)
        if (*a != *b) return *a - *b;
    return 0;
}

PLAIN void* memchr(const void* in, int byte, size_t size) {
    const auto* at = static_cast<const unsigned char*>(in);
    for (; size != 0; --size, ++at)
        if (*at == static_cast<unsigned char>(byte)) return const_cast<unsigned char*>(at);
    return nullptr;
}

PLAIN size_t strlen(const char* text) {
    const char* at = text;
    while (*at != '\0') ++at;
    return static_cast<size_t>(at - text);
}

PLAIN char* strchr(const char* text, int character) {
    return static_cast<char*>(memchr(text, character, strlen(text) + 1));
}

PLAIN size_t strcspn(const char* text, const char* stops) {
    const char* at = text;
    while (strchr(stops, *at) == nullptr) ++at;
    return static_cast<size_t>(at - text);
}
}

#endif
