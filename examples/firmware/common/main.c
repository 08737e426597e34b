/* Runs the frozen program `main` on a board: heap, frozen content, console. */
#include "board.h"
#include "taipan/frozen.h"
#include "taipan/runtime.h"

static const taipan_port port = {
    .write = board_write,
    .read = board_read,
    .ticks = board_ticks,
    .sleep = board_sleep,
    .halt = board_halt,
};

int main(void) {
    if (!taipan_use_frozen(&taipan_frozen_content))
        board_halt(NULL, "the frozen content was made for another build of the runtime");
    if (!taipan_init(board_heap, (size_t)(board_heap_end - board_heap), &port))
        board_halt(NULL, "the heap is too small");
    taipan_set_stack(board_stack_end, (size_t)(board_stack_end - board_stack) - STACK_RESERVE);
    int status = 0;
    taipan_value result;
    if (taipan_import_main("main", &result) != TAIPAN_OK && !taipan_is_exit(result, &status)) {
        taipan_print_exception(result);
        status = 1;
    }
    taipan_deinit();
    return status;
}
