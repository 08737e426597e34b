#include "runtime/numbers/big.h"

#include "numbers/natural.cpp"
