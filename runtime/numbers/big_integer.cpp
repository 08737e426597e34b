#include "runtime/numbers/big.h"

#include "numbers/integer.cpp"
