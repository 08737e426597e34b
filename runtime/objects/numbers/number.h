// Integers, floats, complex numbers, and conversions between them.
#pragma once

#include "runtime/objects/numbers/complex.h"
#include "runtime/objects/numbers/decimal.h"
#include "runtime/objects/numbers/float.h"
#include "runtime/objects/numbers/int.h"
