// What is mutable beside `state`, and outlives a program: embed/globals.cpp defines all of it. What
// is declared elsewhere is listed there.
#pragma once

#include <cstdint>

namespace taipan::runtime {

struct ModuleContext;

/// The module `__main__`.
extern ModuleContext mainModule;
/// micropython.opt_level().
extern unsigned optimisationLevel;
/// For caches: changes whenever a class is made or changes, so that what was found in classes may
/// no longer hold, nor what was known of a class at some address.
extern uintptr_t classVersion;

} // namespace taipan::runtime
