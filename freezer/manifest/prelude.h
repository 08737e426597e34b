// Python that manifests see: their functions, and modules that they may import.
#pragma once

#include <span>
#include <string_view>

namespace taipan::freezer {

/// prelude.py, which defines the functions of manifests and `run(name)`, which runs one. Imports
/// _manifest, the functions of natives.h.
extern const std::string_view kPrelude;

/// A file of modules/, which is compiled when a manifest imports it.
struct PreludeFile {
    std::string_view path; // below the directory in sys.path
    std::string_view text;
};
std::span<const PreludeFile> preludeFiles();

} // namespace taipan::freezer
