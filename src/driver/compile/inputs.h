// From the names on the command line to the list of files to compile.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace taipan::driver {

inline constexpr std::string_view kSourceSuffix = ".py";
inline constexpr std::string_view kOutputSuffix = ".mpy";

/// One file to compile.
struct Job {
    std::string input;
    std::string sourceName; // recorded in the output
    std::string output;
    bool isFirst = false; // this run has made the directory of the output: nothing is there yet
};

/// How names are derived.
struct NamingOptions {
    std::string outDir;       // "": beside the source
    std::string output;       // for a single file: exactly this
    std::string sourceName;   // for a single file: exactly this
    std::string sourcePrefix; // put before every derived source name
};

/// A directory that cannot be read.
struct Unreadable {
    std::string path;
    int error = 0; // errno
};

/// The files, in the order of the command line and sorted within a directory; or what is wrong.
struct JobList {
    std::vector<Job> jobs;
    std::vector<Unreadable> unreadable; // which leaves the jobs as they are
    std::vector<std::string> errors;    // without them nothing is to be done
};

/// Lists the files named, and the `.py` files below the directories named. Hidden directories,
/// links to directories below those, and what is no regular file are left out. Source names are
/// paths relative to the directory named, or the path of a file as it was given. Standard input is
/// "<stdin>", and its output standard output. Two files with the same output are an error.
JobList listJobs(const std::vector<std::string>& names, const NamingOptions& options);

/// The recorded name of a source with the path `name`, unless one is given for it.
std::string recordedName(const std::string& name, const NamingOptions& options);

} // namespace taipan::driver
