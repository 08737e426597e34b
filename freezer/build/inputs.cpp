#include "freezer/build/inputs.h"

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <dirent.h>
#include <sys/stat.h>

#include "support/host/files.h"
#include "taipan/support/parallel.h"

namespace taipan::freezer {

namespace {
constexpr int64_t kSecond = 1'000'000'000;
// A kernel's clock for files ticks 100 to 1000 times a second; some file systems keep seconds, or
// every other one.
constexpr int64_t kTick = kSecond / 20;
constexpr int64_t kCoarseTick = kSecond * 21 / 10;

int64_t nanoseconds(const timespec& time) {
    return static_cast<int64_t>(time.tv_sec) * kSecond + time.tv_nsec;
}

Stamp stampOf(const struct stat& info) {
    return {static_cast<uint64_t>(info.st_size), static_cast<uint64_t>(info.st_ino),
            static_cast<uint64_t>(info.st_dev), nanoseconds(info.st_mtim),
            nanoseconds(info.st_ctim)};
}

/// 0 or an errno. Only regular files and directories are inputs: others may block, or never end.
int readStampOf(const std::string& path, bool isDirectory, Stamp& stamp) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return errno;
    if (isDirectory && !S_ISDIR(info.st_mode)) return ENOTDIR;
    if (!isDirectory && !S_ISREG(info.st_mode)) return S_ISDIR(info.st_mode) ? EISDIR : EINVAL;
    stamp = stampOf(info);
    return 0;
}

/// Hash of the names in a directory and of what they stand for; 0 or an errno.
int hashListing(const std::string& path, Hash128& hash) {
    DIR* directory = ::opendir(path.c_str());
    if (directory == nullptr) return errno;
    std::vector<std::string> entries;
    while (const dirent* entry = ::readdir(directory)) {
        std::string& name = entries.emplace_back(entry->d_name);
        name += '\0';
        name += static_cast<char>(entry->d_type);
    }
    ::closedir(directory);
    std::sort(entries.begin(), entries.end());
    std::string all;
    for (const std::string& entry : entries) all.append(entry).append(1, '\0');
    hash = hashBytes(all);
    return 0;
}

int readContent(Looked& looked) {
    looked.examined = true;
    looked.now.hashed = true;
    if (looked.now.isDirectory) return hashListing(looked.now.path, looked.now.content);
    const auto result = host::readFile(looked.now.path, looked.text);
    looked.read = result.ok();
    if (result.ok()) looked.now.content = hashBytes(looked.text);
    return result.code;
}

/// Fills in an entry that has its path; `before` is what the last run knew of it, or null.
void lookAt(Looked& looked, const Input* before) {
    const bool isDirectory = looked.now.isDirectory;
    const int64_t now = clockNow();
    Stamp& stamp = looked.now.stamp;
    looked.error = readStampOf(looked.now.path, isDirectory, stamp);
    looked.now.settled = isSettled(stamp, now);
    const bool comparable = before != nullptr && before->isDirectory == isDirectory;
    if (looked.error == 0 && comparable && before->settled && before->stamp == stamp) {
        looked.now.hashed = before->hashed;
        looked.now.content = before->content;
        looked.change = Change::Same;
        return;
    }
    if (looked.error == 0 && (!isDirectory || (comparable && before->hashed)))
        looked.error = readContent(looked);
    if (looked.error != 0) {
        looked.change = Change::Unreadable;
    } else if (looked.now.hashed && comparable && before->hashed &&
               before->content == looked.now.content) {
        looked.change = Change::Same;
    }
}
} // namespace

int readStamp(const std::string& path, Stamp& stamp) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return errno;
    stamp = stampOf(info);
    return 0;
}

int64_t clockNow() {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return nanoseconds(now);
}

bool isSettled(const Stamp& stamp, int64_t now) {
    const bool coarse = stamp.modified % kSecond == 0 && stamp.changed % kSecond == 0;
    return std::max(stamp.modified, stamp.changed) < now - (coarse ? kCoarseTick : kTick);
}

Looked lookBack(const std::string& path, bool isDirectory, bool readListing, int64_t since) {
    Looked looked;
    looked.now.path = path;
    looked.now.isDirectory = isDirectory;
    looked.error = readStampOf(path, isDirectory, looked.now.stamp);
    looked.now.settled = isSettled(looked.now.stamp, since);
    if (looked.error == 0 && looked.now.settled && (!isDirectory || readListing))
        looked.error = readContent(looked);
    if (looked.error != 0) looked.change = Change::Unreadable;
    return looked;
}

InputTable::InputTable(std::span<const Input> before) {
    before_.reserve(before.size());
    for (const Input& input : before) before_.emplace(input.path, &input);
}

Looked* InputTable::add(const std::string& path, bool isDirectory) {
    if (byPath_.contains(path)) return nullptr;
    Looked& entry = looked_.emplace_back();
    entry.now.path = path;
    entry.now.isDirectory = isDirectory;
    byPath_.emplace(entry.now.path, &entry);
    return &entry;
}

const Input* InputTable::before(const std::string& path) const {
    const auto found = before_.find(path);
    return found == before_.end() ? nullptr : found->second;
}

void InputTable::look(std::span<const std::string> paths, unsigned threads,
                      std::span<const std::string> directories) {
    std::vector<Looked*> entries;
    for (const std::string& path : paths)
        if (Looked* entry = add(path, false)) entries.push_back(entry);
    for (const std::string& path : directories)
        if (Looked* entry = add(path, true)) entries.push_back(entry);
    forEachParallel(entries.size(), threads,
                    [&](size_t at) { lookAt(*entries[at], before(entries[at]->now.path)); });
}

const Looked& InputTable::look(const std::string& path, bool isDirectory) {
    if (Looked* entry = add(path, isDirectory)) lookAt(*entry, before(path));
    return at(path);
}

} // namespace taipan::freezer
