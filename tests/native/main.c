/* Runs one of the programs that lie in the image: standard input names it. */
#include <string.h>

#if FROZEN
#include "taipan/frozen.h"
#endif
#include "taipan/runtime.h"

static const struct {
    const char* name;
    size_t size;
    const char* bytes;
} files[] = {
#include "files.inc"
    {"", 0, ""},
};
enum { COUNT = sizeof files / sizeof files[0], FIRST = 3, MOST_OPEN = 8 };

/* Files that are open, by their numbers from FIRST on: size 0 where none is. */
static struct {
    int file;
    size_t at;
} opened[MOST_OPEN];

static int find(const char* path) {
    for (int i = 0; i < COUNT; ++i)
        if (strcmp(path, files[i].name) == 0) return i;
    return -1;
}

static taipan_path_kind file_stat(void* context, const char* path) {
    (void)context;
    return find(path) < 0 ? TAIPAN_NOTHING : TAIPAN_FILE;
}

static int file_open(void* context, const char* path, const char* mode) {
    (void)context, (void)mode;
    const int file = find(path);
    if (file < 0) return -2;
    for (int i = 0; i < MOST_OPEN; ++i) {
        if (opened[i].file != 0) continue;
        opened[i].file = file + 1;
        opened[i].at = 0;
        return FIRST + i;
    }
    return -24;
}

static int file_close(void* context, int number) {
    (void)context;
    opened[number - FIRST].file = 0;
    return 0;
}

static long console_read(void* context, void* data, size_t size);
static long console_write(void* context, int file, const void* data, size_t size);

static long file_read(void* context, int number, void* data, size_t size) {
    if (number < FIRST) return console_read(context, data, size);
    const int file = opened[number - FIRST].file - 1;
    const size_t left = files[file].size - opened[number - FIRST].at;
    if (size > left) size = left;
    memcpy(data, files[file].bytes + opened[number - FIRST].at, size);
    opened[number - FIRST].at += size;
    return (long)size;
}

#if ON_BOARD
#include "board.h"

static long console_read(void* context, void* data, size_t size) {
    return board_read(context, TAIPAN_STDIN, data, size);
}
static long console_write(void* context, int file, const void* data, size_t size) {
    return board_write(context, file, data, size);
}
#else
#include <sys/mman.h>
#include <unistd.h>

static char board_heap[1 << 20];
#define board_heap_end (board_heap + sizeof board_heap)

static long console_read(void* context, void* data, size_t size) {
    (void)context;
    return read(0, data, size);
}
static long console_write(void* context, int file, const void* data, size_t size) {
    (void)context;
    return write(file, data, size);
}

static void* allocate_code(void* context, size_t size) {
    (void)context;
    void* memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}
static int commit_code(void* context, void* memory, size_t size) {
    (void)context;
    __builtin___clear_cache((char*)memory, (char*)memory + size);
    return mprotect(memory, size, PROT_READ | PROT_EXEC);
}
static void release_code(void* context, void* memory, size_t size) {
    (void)context;
    munmap(memory, size);
}
#endif

static const taipan_port port = {
    .write = console_write,
    .read = file_read,
    .stat = file_stat,
    .open = file_open,
    .close = file_close,
#if ON_BOARD
    .halt = board_halt,
#endif
};

int main(void) {
    char name[64];
    size_t size = 0;
    /* Empty lines come first: a console may lose what arrives before it is started. */
    while (size + 1 < sizeof name && console_read(NULL, name + size, 1) == 1) {
        if (name[size] != '\n')
            ++size;
        else if (size != 0)
            break;
    }
    name[size] = '\0';
#if TAIPAN_HAS_NATIVE && !ON_BOARD
    static const taipan_code_memory code = {allocate_code, commit_code, release_code};
    taipan_set_code_memory(&code);
#elif !ON_BOARD
    (void)allocate_code, (void)commit_code, (void)release_code;
#endif
#if FROZEN
    if (!taipan_use_frozen(&taipan_frozen_content)) return 4;
#endif
    if (!taipan_init(board_heap, (size_t)(board_heap_end - board_heap), &port)) return 3;
#if ON_BOARD
    taipan_set_stack(board_stack_end, (size_t)(board_stack_end - board_stack) - STACK_RESERVE);
#else
    taipan_set_stack(&size + 1, 512 * 1024);
#endif
    taipan_value result, path;
    if (taipan_import("sys", &result) == TAIPAN_OK &&
        taipan_get(result, "path", &path) == TAIPAN_OK)
        taipan_append(path, taipan_str("", 0));
    int status = 0;
    if (taipan_import_main(name, &result) != TAIPAN_OK && !taipan_is_exit(result, &status)) {
        taipan_print_exception(result);
        status = 1;
    }
    taipan_deinit();
    return status;
}
