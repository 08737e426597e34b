/* Runs an .mpy file on the runtime, with a module of our own. */
#include "taipan/runtime.h"
#include <stdio.h>

static char heap[128 * 1024];
static unsigned char program[64 * 1024];

static long put(void *context, int file, const void *data, size_t size) {
    (void)context;
    return (long)fwrite(data, 1, size, file == TAIPAN_STDERR ? stderr : stdout);
}

/* board.led(number, on) */
static taipan_value led(size_t count, const taipan_value *arguments) {
    int64_t number;
    (void)count; /* two, as the table says */
    if (!taipan_to_int(arguments[0], &number)) taipan_raise("TypeError", "which LED?");
    printf("LED %d %s\n", (int)number, taipan_is_true(arguments[1]) ? "on" : "off");
    return taipan_none();
}

static const taipan_definition board[] = {{"led", led, 2, 2, 0}};
static const taipan_port port = {.write = put};

int main(int argc, char **argv) {
    FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
    if (file == NULL) return 2;
    const size_t size = fread(program, 1, sizeof program, file);
    fclose(file);
    if (!taipan_init(heap, sizeof heap, &port)) return 1;
    taipan_register("board", board, sizeof board / sizeof board[0]);
    taipan_value result;
    const taipan_status status = taipan_import_mpy("__main__", program, size, &result);
    if (status == TAIPAN_RAISED) taipan_print_exception(result);
    taipan_deinit();
    return status == TAIPAN_OK ? 0 : 1;
}
