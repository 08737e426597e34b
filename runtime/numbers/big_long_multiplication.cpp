#include "runtime/numbers/big.h"

#include "numbers/long_multiplication.cpp"
