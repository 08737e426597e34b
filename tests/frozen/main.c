/* The runtime with frozen content on the host: runs the frozen module that the command line names, or
 * that input names when it is `main`. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "taipan/frozen.h"
#include "taipan/runtime.h"

static FILE* const* files(int file) {
    static FILE* standard[3];
    standard[0] = stdin;
    standard[1] = stdout;
    standard[2] = stderr;
    return &standard[file];
}

static long writeFile(void* context, int file, const void* data, size_t size) {
    (void)context;
    return (long)fwrite(data, 1, size, *files(file));
}

static long readFile(void* context, int file, void* data, size_t size) {
    (void)context;
    return (long)fread(data, 1, size == 0 ? 0 : 1, *files(file));
}

static uint64_t ticks(void* context) {
    (void)context;
    return (uint64_t)clock() * 1000000 / CLOCKS_PER_SEC;
}

static void stop(const char* why) {
    fprintf(stderr, "%s\n", why);
    exit(70);
}

static void halt(void* context, const char* why) {
    (void)context;
    stop(why);
}

static const taipan_port port = {
    .write = writeFile, .read = readFile, .ticks = ticks, .halt = halt};

int main(int count, char** words) {
    static _Alignas(16) char heap[64 << 20];
    if (count != 2) return 64;
    if (!taipan_use_frozen(&taipan_frozen_content)) stop("made for another build of the runtime");
    if (!taipan_init(heap, sizeof heap, &port)) stop("the heap is too small");
    int status = 0;
    const char base = 0;
    taipan_set_stack(&base, 512 << 10);
    taipan_value result;
    if (taipan_import_main(words[1], &result) != TAIPAN_OK && !taipan_is_exit(result, &status)) {
        taipan_print_exception(result);
        status = 1;
    }
    taipan_deinit();
    return status;
}
