// Paths as texts, with the answers of Python's os.path: no function here asks the file system.
#pragma once

#include <string>
#include <string_view>

namespace taipan::host {

bool isAbsolute(std::string_view path);
/// `path` as seen from the directory `base`; `path` itself when it is absolute.
std::string joinPath(std::string_view base, std::string_view path);
/// Without empty parts, "." and (where something stands before it) "..". "." for nothing at all.
std::string normalPath(std::string_view path);
/// The way from the directory `start` to `path`, both absolute.
std::string relativePath(std::string_view path, std::string_view start);
/// What stands before the last slash: "" for a bare name, "/" for one in the root.
std::string_view folderOf(std::string_view path);
/// What stands behind the last slash.
std::string_view nameOf(std::string_view path);
/// Whether a path that normalPath() has made climbs out of the directory it is meant to be below,
/// is that directory itself, or absolute.
bool leadsOut(std::string_view path);
/// Without the slashes at its end, unless it is the root.
std::string_view withoutSlashes(std::string_view path);
/// With `extension` (".mpy") in place of its own, if it has one.
std::string withExtension(std::string_view path, std::string_view extension);
/// With `suffix` in place of `old`, where that stands at its end; else behind it.
std::string withSuffix(std::string_view path, std::string_view old, std::string_view suffix);
/// The extension in lower case, with its dot: ".py"; "" for none, and for names such as ".py".
std::string extensionOf(std::string_view path);

} // namespace taipan::host
