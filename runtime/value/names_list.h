// The names that a build of the runtime has, for the freezer: rows `TAIPAN_NAME("text")`, when a
// preprocessor is all that goes over this file; and a line TAIPAN_MACHINE_CODE where the build has
// a use for it.
#include "runtime/value/features.h"
#include "runtime/value/names.def"
#if TAIPAN_HAS_NATIVE
TAIPAN_MACHINE_CODE
#endif
