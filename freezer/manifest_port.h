// What the runtime gets from the host while manifests run: everything, with the modules of
// manifest_prelude.h as files.
#pragma once

#include "taipan/runtime.h"

namespace taipan::freezer {

class Evaluation;

/// The directory that those modules seem to be in, for sys.path.
inline constexpr const char* kModuleFolder = "<taipan>";

/// The port; tells `evaluation` of every file that is read until the next call. There is one port
/// at a time, as there is one runtime.
const taipan_port* portFor(Evaluation& evaluation);

} // namespace taipan::freezer
