// Numbers from text.
#pragma once

#include "runtime/value/names.h"
#include "runtime/value/value.h"

namespace taipan::runtime {

/// A number from text as float(), complex() or a constant of an .mpy file have it. ValueError.
Value parseDecimal(Text text, bool allowImaginary, bool forceComplex);

} // namespace taipan::runtime
