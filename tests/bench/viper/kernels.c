/* The kernels of kernels.py in C, with the machine words of viper. */
#include <stdint.h>
typedef intptr_t word;
typedef uintptr_t uword;

word int_sum(word n) {
    word total = 0;
    for (word i = 0; i < n; ++i) {
        total += i;
        __asm__ volatile("" : "+r"(total)); /* a loop, and not its formula */
    }
    return total;
}

word sieve(uint8_t *flags, word n) {
    word count = 0;
    for (word i = 0; i < n; ++i) flags[i] = 1;
    for (word i = 2; i < n; ++i)
        if (flags[i]) {
            ++count;
            for (word j = i + i; j < n; j += i) flags[j] = 0;
        }
    return count;
}

word copy(uint8_t *to, const uint8_t *source, word n) {
    for (word i = 0; i < n; ++i) to[i] = source[i];
    return n;
}

word checksum(const uint32_t *data, word n) {
    word total = 0;
    for (word i = 0; i < n; ++i) total = (total + data[i]) & 0xFFFFFF;
    return total;
}

word crc32(const uint8_t *data, word n) {
    uword crc = 0xFFFFFFFF;
    for (word i = 0; i < n; ++i) {
        crc ^= data[i];
        for (word bit = 0; bit < 8; ++bit) crc = crc & 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
    }
    return (word)(crc ^ 0xFFFFFFFF) & 0xFFFFFF;
}

word blur(uint8_t *to, const uint8_t *image, word width, word height) {
    word total = 0;
    for (word y = 1; y < height - 1; ++y)
        for (word x = 1; x < width - 1; ++x) {
            word at = y * width + x;
            word value = (image[at - 1] + image[at + 1] + image[at - width] + image[at + width] + 4 * image[at]) >> 3;
            to[at] = (uint8_t)value;
            total += value;
        }
    return total;
}
