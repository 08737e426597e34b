#include <catch2/catch.hpp>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "support/host/files.h"
#include "support/host/folders.h"

using namespace taipan::host;

namespace {
/// A directory of a test.
class Folder {
  public:
    Folder() : path_(std::filesystem::temp_directory_path() / ("taipan-files-" + name())) {
        std::filesystem::create_directories(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    std::string file(const char* name) const { return path_ / name; }
    size_t entries() const {
        size_t count = 0;
        for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(path_))
            ++count;
        return count;
    }

  private:
    static std::string name() {
        static int count = 0;
        return std::to_string(::getpid()) + "-" + std::to_string(count++);
    }
    std::filesystem::path path_;
};

std::string contentOf(const std::string& path) {
    std::string text;
    REQUIRE(readFile(path, text).ok());
    return text;
}

struct stat infoOf(const std::string& path) {
    struct stat info {};
    REQUIRE(::stat(path.c_str(), &info) == 0);
    return info;
}

std::span<const uint8_t> bytesOf(const std::string& text) {
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

FileResult overwrite(const std::string& path, std::string_view text) {
    return overwriteFile(path, {&text, 1});
}
} // namespace

TEST_CASE("files: pieces are written one after the other") {
    const Folder folder;
    const std::string path = folder.file("a");
    std::string all;
    std::vector<std::string> texts{"", ""};
    for (int i = 0; i < 300; ++i) texts.push_back(std::string(static_cast<size_t>(i % 7), 'a'));
    texts.push_back(std::string(300000, 'z'));
    texts.emplace_back();
    for (const std::string& text : texts) all += text;
    const std::vector<std::string_view> pieces(texts.begin(), texts.end());
    REQUIRE(writeFile(path, pieces).ok());
    CHECK(contentOf(path) == all);
    REQUIRE(writeFile(path, Pieces()).ok());
    CHECK(contentOf(path).empty());
}

TEST_CASE("files: another content replaces the file and keeps its permissions") {
    const Folder folder;
    const std::string path = folder.file("a");
    REQUIRE(writeFile(path, bytesOf("one")).ok());
    REQUIRE(::chmod(path.c_str(), 0640) == 0);
    const struct stat before = infoOf(path);
    REQUIRE(writeFile(path, bytesOf("two and more")).ok());
    CHECK(contentOf(path) == "two and more");
    CHECK(infoOf(path).st_ino != before.st_ino);
    CHECK((infoOf(path).st_mode & 0777) == 0640);
    CHECK(folder.entries() == 1);
}

TEST_CASE("files: the same content only gets a new time") {
    const Folder folder;
    const std::string path = folder.file("a");
    REQUIRE(writeFile(path, bytesOf("text")).ok());
    const timespec old[2] = {{1000, 0}, {1000, 0}};
    REQUIRE(::utimensat(AT_FDCWD, path.c_str(), old, 0) == 0);
    const struct stat before = infoOf(path);
    const std::vector<std::string_view> pieces{"te", "", "xt"};
    REQUIRE(writeFile(path, pieces).ok());
    CHECK(infoOf(path).st_ino == before.st_ino);
    CHECK(infoOf(path).st_mtime > 1000);
    const std::vector<std::string_view> others{"te", "xu"}; // as long
    REQUIRE(writeFile(path, others).ok());
    CHECK(contentOf(path) == "texu");
}

TEST_CASE("files: a replaced file is another one even with the same content") {
    const Folder folder;
    const std::string path = folder.file("a");
    REQUIRE(writeFile(path, bytesOf("text")).ok());
    const struct stat before = infoOf(path);
    const std::vector<std::string_view> pieces{"te", "xt"};
    REQUIRE(replaceFile(path, pieces).ok());
    CHECK(contentOf(path) == "text");
    CHECK(infoOf(path).st_ino != before.st_ino);
    CHECK(folder.entries() == 1);
}

TEST_CASE("files: overwriting keeps the file and cuts what is left over") {
    const Folder folder;
    const std::string path = folder.file("a");
    REQUIRE(overwrite(path, "a long text").ok());
    const struct stat before = infoOf(path);
    REQUIRE(overwrite(path, "short").ok());
    CHECK(contentOf(path) == "short");
    CHECK(infoOf(path).st_ino == before.st_ino);
    CHECK(overwrite(folder.file("none/b"), "x").code == ENOENT);
    CHECK(overwrite(folder.file("."), "x").code == EISDIR);
    CHECK(folder.entries() == 1);
}

TEST_CASE("files: what holds the bytes already keeps its time, or gets a new one") {
    const Folder folder;
    const std::string path = folder.file("f");
    REQUIRE(writeFile(path, bytesOf("text")).ok());
    const timespec old[] = {{1, 0}, {1, 0}};
    REQUIRE(::utimensat(AT_FDCWD, path.c_str(), old, 0) == 0);
    REQUIRE(writeFile(path, bytesOf("text"), SameFile::Untouched).ok());
    CHECK(infoOf(path).st_mtime == 1);
    REQUIRE(writeFile(path, bytesOf("text")).ok());
    CHECK(infoOf(path).st_mtime > 1);
}

TEST_CASE("files: devices get the bytes and nothing else") {
    CHECK(writeFile("/dev/full", bytesOf("text")).code == ENOSPC);
    CHECK(writeFile("/dev/null", bytesOf("text")).ok());
    CHECK_FALSE(isFileOutput("/dev/null"));
    CHECK_FALSE(isFileOutput("-"));
    const Folder folder;
    CHECK(isFileOutput(folder.file("new")));
}

TEST_CASE("files: reading ends, whatever is read") {
    std::string text;
    const FileResult result = readFile("/dev/zero", text);
    CHECK(result.code == EFBIG);
    CHECK(result.step == FileStep::Read);
    const Folder folder;
    const std::string path = folder.file("large");
    REQUIRE(writeFile(path, bytesOf("")).ok());
    REQUIRE(::truncate(path.c_str(), static_cast<off_t>(kMostFileBytes) + 1) == 0); // has no blocks
    CHECK(readFile(path, text).code == EFBIG);
    CHECK(readFile("/proc/self/stat", text).ok());
    CHECK_FALSE(text.empty());
}

TEST_CASE("folders: entries are told by what reading them would do") {
    const Folder folder;
    REQUIRE(writeFile(folder.file("file"), bytesOf("")).ok());
    REQUIRE(::mkfifo(folder.file("pipe").c_str(), 0600) == 0);
    REQUIRE(::mkdir(folder.file("sub").c_str(), 0700) == 0);
    for (const char* name : {"file", "pipe", "sub", "gone"})
        REQUIRE(::symlink(name, folder.file((std::string("to-") + name).c_str()).c_str()) == 0);
    Listing listing;
    REQUIRE(listFolder(folder.file(""), listing) == 0);
    using Names = std::vector<std::string>;
    CHECK(listing.files == Names{"file", "to-file"});
    CHECK(listing.specials == Names{"pipe", "to-pipe"});
    CHECK(listing.broken == Names{"to-gone"});
    REQUIRE(listing.folders.size() == 2);
    CHECK((listing.folders[0].name == "sub" && !listing.folders[0].isLink));
    CHECK((listing.folders[1].name == "to-sub" && listing.folders[1].isLink));
    CHECK(listFolder(folder.file("nowhere"), listing) == ENOENT);
}
