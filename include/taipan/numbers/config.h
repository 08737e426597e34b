// How the room is compiled. Each of its users has one configuration, which is in the names of all
// functions: what was compiled for different ones does not link.
//
// TAIPAN_NUMBERS  which algorithms there are; 2 where nothing is said.
//   0  schoolbook: the least code
//   1  Karatsuba's multiplication, and loops that are written for speed
//   2  and division and text both ways in less than quadratic time, which can be interrupted
// TAIPAN_LIMB_BITS  bits of a limb: 16, 32 or 64; those of a pointer where nothing is said.
// TAIPAN_NUMBERS_LOW  from how many limbs on the better algorithms are taken, all of them: 4 to 16,
//   for tests. Where nothing is said, each from where it pays.
#pragma once

#include <cstdint>

#ifdef TAIPAN_NUMBERS
#define TAIPAN_NUMBERS_KIND TAIPAN_NUMBERS
#else
#define TAIPAN_NUMBERS_KIND 2
#endif
#ifndef TAIPAN_LIMB_BITS
#if UINTPTR_MAX > 0xffffffffu
#define TAIPAN_LIMB_BITS 64
#else
#define TAIPAN_LIMB_BITS 32
#endif
#endif
#ifndef TAIPAN_NUMBERS_LOW
#define TAIPAN_NUMBERS_LOW 0
#endif

#define TAIPAN_NUMBERS_PASTE(kind, bits, low) numbers##kind##_limbs##bits##_from##low
#define TAIPAN_NUMBERS_NAME(kind, bits, low) TAIPAN_NUMBERS_PASTE(kind, bits, low)
/// The namespace of a configuration, inline in taipan::numbers.
#define TAIPAN_NUMBERS_CONFIGURED                                                                  \
    TAIPAN_NUMBERS_NAME(TAIPAN_NUMBERS_KIND, TAIPAN_LIMB_BITS, TAIPAN_NUMBERS_LOW)

namespace taipan::numbers {

#if TAIPAN_LIMB_BITS == 64
using Limb = uint64_t;
__extension__ typedef unsigned __int128 DoubleLimb;
#elif TAIPAN_LIMB_BITS == 32
using Limb = uint32_t;
using DoubleLimb = uint64_t;
#elif TAIPAN_LIMB_BITS == 16
using Limb = uint16_t;
using DoubleLimb = uint32_t;
#else
#error "TAIPAN_LIMB_BITS is 16, 32 or 64"
#endif
inline constexpr unsigned kLimbBits = sizeof(Limb) * 8;

} // namespace taipan::numbers
