#include "support/report/width.h"

#include <algorithm>
#include <iterator>

namespace taipan::report {

namespace {
struct Range {
    uint32_t first;
    uint32_t last;
};

// Unicode 15: the blocks of combining marks and of zero-width characters.
constexpr Range kZeroWidth[] = {
    {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd},   {0x0610, 0x061a}, {0x064b, 0x065f},
    {0x06d6, 0x06dc}, {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e},   {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},
    {0x200b, 0x200f}, {0x20d0, 0x20ff}, {0x302a, 0x302d},   {0x3099, 0x309a}, {0xfe00, 0xfe0f},
    {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0100, 0xe01ef},
};

// Unicode 15 East Asian Width W and F, neighbouring ranges joined.
constexpr Range kWide[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a},   {0x23e9, 0x23ec},
    {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26a1, 0x26a1},   {0x26bd, 0x26be},
    {0x2705, 0x2705},   {0x274c, 0x274c},   {0x2753, 0x2755},   {0x2795, 0x2797},
    {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},   {0x2e80, 0x303e},   {0x3041, 0x4dbf},
    {0x4e00, 0xa4cf},   {0xa960, 0xa97f},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},
    {0xfe10, 0xfe19},   {0xfe30, 0xfe6f},   {0xff01, 0xff60},   {0xffe0, 0xffe6},
    {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
};

template <size_t count>
bool contains(const Range (&ranges)[count], uint32_t value) {
    const Range* after = std::upper_bound(std::begin(ranges), std::end(ranges), value,
                                          [](uint32_t v, const Range& r) { return v < r.first; });
    return after != std::begin(ranges) && value <= after[-1].last;
}
} // namespace

unsigned displayWidth(uint32_t codePoint) {
    if (codePoint < 0x300) return 1;
    if (contains(kZeroWidth, codePoint)) return 0;
    return contains(kWide, codePoint) ? 2 : 1;
}

} // namespace taipan::report
