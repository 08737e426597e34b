// What the modules os, glob and pathlib of manifests are made of. Each function takes the arguments
// of the Python function of its name, checks their types and leaves its answer in the evaluation.
#pragma once

#include "freezer/manifest/evaluation.h"

namespace taipan::freezer::system {

void chdir(Evaluation& evaluation, const taipan_value* values, size_t count);
void dirname(Evaluation& evaluation, const taipan_value* values, size_t count);
void getcwd(Evaluation& evaluation, const taipan_value* values, size_t count);
/// None for a variable that is not set.
void getenv(Evaluation& evaluation, const taipan_value* values, size_t count);
/// Pattern, whether "**" goes all the way down, whether "*" matches hidden names too. Sorted within
/// each directory.
void glob(Evaluation& evaluation, const taipan_value* values, size_t count);
void islink(Evaluation& evaluation, const taipan_value* values, size_t count);
void join(Evaluation& evaluation, const taipan_value* values, size_t count);
void normpath(Evaluation& evaluation, const taipan_value* values, size_t count);
void realpath(Evaluation& evaluation, const taipan_value* values, size_t count);
void relpath(Evaluation& evaluation, const taipan_value* values, size_t count);

/// 0: the path names nothing, 1: a file, 2: a directory.
int64_t kind(Evaluation& evaluation, taipan_value path);
/// The names of the files, or of the directories, in a directory.
void scan(Evaluation& evaluation, taipan_value path, bool wantsFolders);

} // namespace taipan::freezer::system
