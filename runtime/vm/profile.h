// What functions run, counted for the program that embeds the runtime (taipan_profile()).
#pragma once

#include "runtime/objects/classes/module.h"
#include "runtime/value/features.h"
#include "runtime/vm/code.h"
#include "taipan/runtime.h"

#if TAIPAN_HAS_PROFILE
namespace taipan::runtime {

/// Who counts; null: nobody. Does not change while code runs.
extern const taipan_profiler* profiler;

/// Tells of a function that was made, by what runs. There is a profiler.
void noteFunction(const ModuleContext& context, const uint8_t* code, Name name);

/// Where a frame that begins or goes on is counted; its beginning is, as a call.
taipan_counts* countsOf(const Frame& frame);

} // namespace taipan::runtime
#endif
