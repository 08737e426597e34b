/* Runs frozen modules, each in a process of its own and for a short time: the numbers N of modules mN
 * come from standard input. Prints those that end by a signal. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "taipan/frozen.h"
#include "taipan/runtime.h"

enum { kTickMilliseconds = 5, kTicks = 8 };

static char heap[4 << 20] __attribute__((aligned(16)));
static volatile sig_atomic_t ticks;

static long discard(void* context, int file, const void* data, size_t size) {
    (void)context, (void)file, (void)data;
    return (long)size;
}

static long no_input(void* context, int file, void* data, size_t size) {
    (void)context, (void)file, (void)data, (void)size;
    return 0;
}

static uint64_t no_time(void* context) {
    (void)context;
    return 0;
}

static const taipan_port port = {.write = discard, .read = no_input, .ticks = no_time};

static void on_tick(int number) {
    (void)number;
    taipan_interrupt();
    if (++ticks >= kTicks) _exit(0);
}

static int run(const char* name) {
    const struct itimerval timer = {{0, kTickMilliseconds * 1000}, {0, kTickMilliseconds * 1000}};
    const char base = 0;
    taipan_value result;
    if (!taipan_use_frozen(&taipan_frozen_content) || !taipan_init(heap, sizeof heap, &port))
        return 70;
    taipan_set_stack(&base, 2 << 20);
    signal(SIGVTALRM, on_tick);
    setitimer(ITIMER_VIRTUAL, &timer, NULL);
    taipan_import_main(name, &result);
    taipan_collect();
    return 0;
}

int main(void) {
    unsigned number, count = 0, failed = 0;
    while (scanf("%u", &number) == 1) {
        char name[16];
        int status = 0;
        snprintf(name, sizeof name, "m%u", number);
        fflush(stdout);
        const pid_t child = fork();
        if (child == 0) _exit(run(name));
        waitpid(child, &status, 0);
        ++count;
        if (status == 0) continue;
        ++failed;
        printf("%s: ", name);
        if (WIFSIGNALED(status))
            printf("signal %d\n", WTERMSIG(status));
        else
            printf("status %d\n", WEXITSTATUS(status));
    }
    printf("%u modules ran, %u did not survive\n", count, failed);
    return failed != 0;
}
