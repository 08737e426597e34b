#include "hosted/runtime_port.h"

#include <cerrno>
#include <cstring>
#include <ctime>
#include <exception>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/host/files.h"

namespace taipan::host {

namespace {
constexpr long kMicroseconds = 1000000;
constexpr long kNanoseconds = 1000000000;

RuntimeContext& of(void* context) {
    return *static_cast<RuntimeContext*>(context);
}

/// The result of a system call as the port gives it.
long answer(long result) {
    return result < 0 ? -errno : result;
}

long writeNow(int file, const void* data, size_t size) {
    long count;
    do {
        count = ::write(file, data, size);
    } while (count < 0 && errno == EINTR);
    return answer(count);
}

/// Writes to standard output, and remembers that it failed: print() has nobody to tell.
long writeOutput(RuntimeContext& program, const char* data, size_t size) {
    const long count = writeNow(TAIPAN_STDOUT, data, size);
    if (count < 0 && program.outputError == 0) program.outputError = static_cast<int>(-count);
    return count;
}

long write(void* context, int file, const void* data, size_t size) {
    RuntimeContext& program = of(context);
    if (file != TAIPAN_STDOUT) {
        flushOutput(program);
        return writeNow(file, data, size);
    }
    if (size > program.output.size() - program.outputSize) flushOutput(program);
    if (size > program.output.size())
        return writeOutput(program, static_cast<const char*>(data), size);
    std::memcpy(program.output.data() + program.outputSize, data, size);
    program.outputSize += size;
    if (size > 0 && program.output[program.outputSize - 1] == '\n') flushOutput(program);
    return static_cast<long>(size);
}

long read(void* context, int file, void* data, size_t size) {
    if (file == TAIPAN_STDIN) flushOutput(of(context));
    return answer(::read(file, data, size));
}

uint64_t ticks(void*) {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<uint64_t>(now.tv_sec) * kMicroseconds +
           static_cast<uint64_t>(now.tv_nsec) / 1000;
}

void sleep(void* context, uint64_t microseconds) {
    flushOutput(of(context));
    const timespec time{static_cast<time_t>(microseconds / kMicroseconds),
                        static_cast<long>(microseconds % kMicroseconds) * 1000};
    ::nanosleep(&time, nullptr); // a signal ends it early, and the runtime sees to it
}

int64_t clock(void*) {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return int64_t{now.tv_sec} * kNanoseconds + now.tv_nsec;
}

int32_t utcOffset(void*, int64_t seconds) {
    const time_t time = seconds;
    tm local{};
    return ::localtime_r(&time, &local) == nullptr ? 0 : static_cast<int32_t>(local.tm_gmtoff);
}

taipan_path_kind stat(void*, const char* path) {
    struct stat found {};
    if (::stat(path, &found) != 0) return TAIPAN_NOTHING;
    if (S_ISDIR(found.st_mode)) return TAIPAN_FOLDER;
    return S_ISREG(found.st_mode) ? TAIPAN_FILE : TAIPAN_NOTHING;
}

int open(void*, const char* path, const char* mode) {
    int access = O_RDONLY;
    int flags = 0;
    for (; *mode != '\0'; ++mode) {
        switch (*mode) {
        case 'r': access = O_RDONLY; break;
        case 'w':
            access = O_WRONLY;
            flags = O_CREAT | O_TRUNC;
            break;
        case 'a':
            access = O_WRONLY;
            flags = O_CREAT | O_APPEND;
            break;
        case '+': access = O_RDWR; break;
        default: break;
        }
    }
    return static_cast<int>(answer(::open(path, access | flags | O_CLOEXEC, 0644)));
}

int64_t seek(void*, int file, int64_t offset, int from) {
    constexpr int kFrom[] = {SEEK_SET, SEEK_CUR, SEEK_END};
    if (from < 0 || from > 2) return -EINVAL;
    return answer(::lseek(file, offset, kFrom[from]));
}

int flush(void* context, int file) {
    flushOutput(of(context));
    // Pipes and terminals have nothing to be brought to a disk.
    if (::fsync(file) != 0 && errno != EINVAL && errno != EROFS) return -errno;
    return 0;
}

int close(void* context, int file) {
    if (file == TAIPAN_STDOUT) flushOutput(of(context));
    return static_cast<int>(answer(::close(file)));
}

#if TAIPAN_HAS_NATIVE
// Machine code is written first, and runs then: never both at a time.
void* allocateCode(void*, size_t size) {
    void* const memory =
        ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? nullptr : memory;
}

int commitCode(void*, void* memory, size_t size) {
    return ::mprotect(memory, size, PROT_READ | PROT_EXEC) == 0 ? 0 : errno;
}

void releaseCode(void*, void* memory, size_t size) {
    ::munmap(memory, size);
}

constexpr taipan_code_memory kCodeMemory = {allocateCode, commitCode, releaseCode};
#endif

void halt(void* context, const char* why) {
    flushOutput(of(context));
    const std::string text = std::string("taipan: ") + why + "\n";
    writeDescriptor(STDERR_FILENO, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
    std::terminate();
}
} // namespace

taipan_port runtimePort(RuntimeContext& context) {
#if TAIPAN_HAS_NATIVE
    taipan_set_code_memory(&kCodeMemory);
#endif
    return {&context, write, read, ticks, sleep, clock, utcOffset,
            stat,     open,  seek, flush, close, halt};
}

void flushOutput(RuntimeContext& context) {
    for (size_t done = 0; done < context.outputSize;) {
        const long count =
            writeOutput(context, context.output.data() + done, context.outputSize - done);
        if (count <= 0) break;
        done += static_cast<size_t>(count);
    }
    context.outputSize = 0;
}

} // namespace taipan::host
