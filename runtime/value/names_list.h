// The names that a build of the runtime has, for the freezer: rows `TAIPAN_NAME("text")`, when a
// preprocessor is all that goes over this file.
#include "runtime/value/features.h"
#include "runtime/value/names.def"
