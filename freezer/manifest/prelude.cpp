#include "freezer/manifest/prelude.h"

namespace taipan::freezer {

const std::string_view kPrelude =
#include "embedded/manifest/prelude.py"
    ;

namespace {
constexpr PreludeFile kFiles[] = {
    {
        "glob.py",
#include "embedded/manifest/modules/glob.py"
    },
    {
        "os/__init__.py",
#include "embedded/manifest/modules/os/__init__.py"
    },
    {
        "os/path.py",
#include "embedded/manifest/modules/os/path.py"
    },
    {
        "pathlib.py",
#include "embedded/manifest/modules/pathlib.py"
    },
};
} // namespace

std::span<const PreludeFile> preludeFiles() {
    return kFiles;
}

} // namespace taipan::freezer
