// From the names on the command line to the list of files to compile.
#pragma once

#include <string>
#include <vector>

namespace taipan::driver {

/// One file to compile.
struct Job {
    std::string input;
    std::string sourceName; // recorded in the output
    std::string output;
};

/// How names are derived.
struct NamingOptions {
    std::string outDir;       // "": beside the source
    std::string output;       // for a single file: exactly this
    std::string sourceName;   // for a single file: exactly this
    std::string sourcePrefix; // put before every derived source name
};

/// The files, in the order of the command line and sorted within a directory; or what is wrong.
struct JobList {
    std::vector<Job> jobs;
    std::vector<std::string> errors;
};

/// Lists the files named, and the `.py` files below the directories named. Hidden directories and
/// links to directories below those are left out. Source names are paths relative to the directory
/// named, or the path of a file as it was given. Two files with the same output are an error.
JobList listJobs(const std::vector<std::string>& names, const NamingOptions& options);

/// The directory part of a path, "" when it has none.
std::string directoryOf(const std::string& path);

} // namespace taipan::driver
