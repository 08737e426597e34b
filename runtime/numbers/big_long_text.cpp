#include "runtime/numbers/big.h"

#include "numbers/long_text.cpp"
