/* The runtime: loads .mpy files and runs them. C, no library; the options are in taipan/config.h.
 *
 *   static char heap[64 * 1024];
 *   taipan_init(heap, sizeof heap, &port);
 *   taipan_value result;
 *   if (taipan_import_mpy("main", mpy, mpy_size, &result) != TAIPAN_OK)
 *       taipan_print_exception(result);
 *   taipan_deinit();
 *
 * There is one runtime in a program, and one thread may be in it at a time. Only
 * taipan_schedule() and taipan_interrupt() may be called from interrupts and other threads.
 *
 * Objects that a C program holds: the collector finds those in variables on the C stack below the
 * frame that called taipan_init() or that taipan_set_stack() named, and those in arguments. All
 * others have to be pinned.
 */
#ifndef TAIPAN_RUNTIME_H
#define TAIPAN_RUNTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "taipan/config.h"

#ifdef __cplusplus
extern "C" {
#endif

/* --- the port: what the runtime needs from the machine ---------------------------------------- */

/** What a path names. */
typedef enum { TAIPAN_NOTHING, TAIPAN_FILE, TAIPAN_FOLDER } taipan_path_kind;

/** Standard files; the numbers of others come from taipan_port.open. */
enum { TAIPAN_STDIN = 0, TAIPAN_STDOUT = 1, TAIPAN_STDERR = 2 };

/** Functions of the port, and what they work on: each gets `context`. A null pointer says that the
 *  machine has no such thing; what programs see then is said with each. Those that return a count
 *  give a negated error number (-2: ENOENT, …) when they fail. */
typedef struct {
    /** The program's own: for the port, for native functions (taipan_context()) and the compiler.
     */
    void* context;
    /** Writes at most `size` bytes; the number written. Null: output is dropped; writing to an
     *  opened file raises OSError (95, EOPNOTSUPP). */
    long (*write)(void* context, int file, const void* data, size_t size);
    /** Reads at most `size` bytes, at least one unless the file is at its end. Null: standard input
     *  is at its end, for which input() raises EOFError; reading an opened file raises OSError
     *  (95). */
    long (*read)(void* context, int file, void* data, size_t size);
    /** Time since any moment in the past, in microseconds. Null: always 0. */
    uint64_t (*ticks)(void* context);
    /** Waits, at most so many microseconds. Null: time.sleep() asks `ticks` until the time is over;
     *  without that as well, it does not wait. (With `sleep` alone, it is called once.) */
    void (*sleep)(void* context, uint64_t microseconds);
    /** Nanoseconds since 1970 in UTC. Null: always 0. Without this and `ticks`, random needs a seed
     *  from the program: it raises ValueError. */
    int64_t (*clock)(void* context);
    /** Seconds that local time is ahead of UTC at a time in seconds since 1970. Null: always 0. */
    int32_t (*utc_offset)(void* context, int64_t seconds);
    /** What a path names. Null: nothing, so that no file is imported (ImportError). */
    taipan_path_kind (*stat)(void* context, const char* path);
    /** Opens a file; mode as of Python's open(), without "t" and "b". A file number beyond the
     *  standard ones. Null: OSError (95). */
    int (*open)(void* context, const char* path, const char* mode);
    /** Moves to an offset from the start (0), the position (1) or the end (2); the new position.
     *  Null: OSError (22, EINVAL). */
    int64_t (*seek)(void* context, int file, int64_t offset, int from);
    /** Brings to the disk what has been written. Null: there is nothing to do. */
    int (*flush)(void* context, int file);
    /** Null: there is nothing to do. */
    int (*close)(void* context, int file);
    /** Called when the program cannot go on; must not return. Null: a trap instruction. */
    void (*halt)(void* context, const char* why);
} taipan_port;

/* --- start and end ---------------------------------------------------------------------------- */

/** Starts the runtime in a block of memory, which is its heap from then on. False when the block
 *  is too small. The port stays in use; it is not null. (Its symbol names the layout of values: a
 *  program that has another one does not link.) */
#define taipan_init TAIPAN_WITH_VALUES(taipan_init)
bool taipan_init(void* memory, size_t size, const taipan_port* port);
/** The context of the port that the runtime was started with last; null before that. */
void* taipan_context(void);
/** Adds a block to the heap; false when it is too small or there are as many as the build allows
 *  (TAIPAN_HEAP_REGIONS). */
bool taipan_add_memory(void* memory, size_t size);
/** Names the end of the C stack (objects are found from there down to where the runtime runs) and
 *  how many bytes of it may be used before RuntimeError is raised. Without this call, the end is in
 *  the caller of taipan_init(), and there are TAIPAN_STACK_SIZE bytes: 512 KB on machines of 64
 *  bits; on smaller ones nothing is known, and deep recursion in C++ is not noticed. */
void taipan_set_stack(const void* base, size_t size);
/** Calls what sys.atexit() registered and ends the runtime: its memory is the caller's again. */
void taipan_deinit(void);
/** The feature level that the runtime was built with, 0 (minimum) to 4 (full). */
int taipan_feature_level(void);
/** Bits of a small integer: .mpy files are compiled for so many, or for less. */
unsigned taipan_small_int_bits(void);

/* --- values ----------------------------------------------------------------------------------- */

/** An object. 0 is no object. A program defines TAIPAN_VALUES as its runtime was built with. */
#if TAIPAN_VALUES == TAIPAN_VALUES_NAN_BOXED
typedef uint64_t taipan_value;
#else
typedef uintptr_t taipan_value;
#endif

typedef enum {
    TAIPAN_KIND_OTHER,
    TAIPAN_KIND_NONE,
    TAIPAN_KIND_BOOL,
    TAIPAN_KIND_INT,
    TAIPAN_KIND_FLOAT,
    TAIPAN_KIND_STR,
    TAIPAN_KIND_BYTES,
    TAIPAN_KIND_LIST,
    TAIPAN_KIND_TUPLE,
    TAIPAN_KIND_DICT,
    TAIPAN_KIND_EXCEPTION
} taipan_kind;

taipan_kind taipan_kind_of(taipan_value value);

taipan_value taipan_none(void);
taipan_value taipan_bool(bool value);

/* Those that make an object raise MemoryError inside native functions and taipan_try(); outside
 * they return 0. */

taipan_value taipan_int(int64_t value);
/** 0, or TypeError, in builds without float. */
taipan_value taipan_float(double value);
/** A copy of a UTF-8 text. */
taipan_value taipan_str(const char* text, size_t size);
taipan_value taipan_bytes(const void* data, size_t size);
/** A list of the items, which are copied. */
taipan_value taipan_list(size_t count, const taipan_value* items);
taipan_value taipan_tuple(size_t count, const taipan_value* items);
/** Appends to a list; false when it is none or memory is out. */
bool taipan_append(taipan_value list, taipan_value item);

/** Whether a value counts as true; false too when finding out raised. */
bool taipan_is_true(taipan_value value);
/** The number in an int (or bool); false for other values and numbers of more than 64 bits. */
bool taipan_to_int(taipan_value value, int64_t* number);
/** The number in an int or float; false for other values. */
bool taipan_to_float(taipan_value value, double* number);
/** The bytes of a str or bytes object, null for others. They are followed by a NUL and stay as long
 *  as the object. */
const char* taipan_to_text(taipan_value value, size_t* size);
/** The items of a list or tuple, null for others. They move when the list changes. */
const taipan_value* taipan_items(taipan_value sequence, size_t* count);

/* --- running ---------------------------------------------------------------------------------- */

typedef enum {
    TAIPAN_OK,    /* the result is what came out */
    TAIPAN_RAISED /* the result is the exception that came out */
} taipan_status;

/** Calls an object with `count` arguments. */
taipan_status taipan_call(taipan_value function, size_t count, const taipan_value* arguments,
                          taipan_value* result);
/** Runs the body of an .mpy file as a module of this name; the module. The bytes are copied. */
taipan_status taipan_import_mpy(const char* name, const void* data, size_t size,
                                taipan_value* result);
/** `import name`: built-in and registered modules, then files through the port. The module. */
taipan_status taipan_import(const char* name, taipan_value* result);
/** The same, but the module becomes `__main__`, or the module `__main__` in it when it is a
 *  package. */
taipan_status taipan_import_main(const char* name, taipan_value* result);
/** `object.name`. */
taipan_status taipan_get(taipan_value object, const char* name, taipan_value* result);
/** `object.name = value`. */
taipan_status taipan_set(taipan_value object, const char* name, taipan_value value,
                         taipan_value* result);
/** Calls a C function; what it raises ends up in the result, which is None else. */
taipan_status taipan_try(void (*body)(void* data), void* data, taipan_value* result);

/** Prints an exception with its traceback to standard error. */
void taipan_print_exception(taipan_value exception);
/** Whether the exception is a SystemExit, and the status it asks for. */
bool taipan_is_exit(taipan_value exception, int* status);

/** Where the program is: file and line of an active function, 0 being the innermost (in a native
 *  function its caller), 1 that one's caller and so on. False when there are not so many. The file
 *  is what the compiler was told, not followed by a NUL, and stays as long as the runtime; the line
 *  is 0 where it is not known. */
bool taipan_caller(unsigned depth, const char** file, size_t* size, uint32_t* line);
/** The same for the traceback of an exception, 0 being the line that raised it. */
bool taipan_traceback(taipan_value exception, unsigned depth, const char** file, size_t* size,
                      uint32_t* line);

/* --- native functions ------------------------------------------------------------------------- */

/** Gets its arguments; taipan_context() gives it the rest. */
typedef taipan_value (*taipan_function)(size_t count, const taipan_value* arguments);

/** A row of a module: a function that takes `least` to `most` arguments, or a value. */
typedef struct {
    const char* name;
    taipan_function function; /* null: `value` */
    uint16_t least, most;
    taipan_value value;
} taipan_definition;

/** A function object, 0 when memory is out. */
taipan_value taipan_new_function(taipan_function function, uint16_t least, uint16_t most);
/** Makes a module that programs can import; 0 when memory is out. */
taipan_value taipan_register(const char* module, const taipan_definition* rows, size_t count);

/* Inside native functions and taipan_try() only: */

/** Raises a built-in exception, such as "ValueError", with a message. Does not return. */
void taipan_raise(const char* type, const char* message);
/** Raises an exception object again. Does not return. */
void taipan_raise_value(taipan_value exception);

/* --- memory ----------------------------------------------------------------------------------- */

/** Keeps an object alive until it has been unpinned as often; false when memory is out. */
bool taipan_pin(taipan_value value);
void taipan_unpin(taipan_value value);
/** Collects garbage now. */
void taipan_collect(void);

/* --- from interrupts -------------------------------------------------------------------------- */

/** Has `function(argument)` called soon, between two instructions of the running program. False
 *  when too many are waiting. Both have to be alive until then. */
bool taipan_schedule(taipan_value function, taipan_value argument);
/** Raises KeyboardInterrupt in the running program. */
void taipan_interrupt(void);

/* --- memory for machine code, in builds with TAIPAN_HAS_NATIVE ----------------------------------
 */

/** Memory that machine code of .mpy files is put into; each function gets the context of the port.
 */
typedef struct {
    /** `size` bytes that can be written, aligned to 16; null when there are none, which raises
     *  MemoryError. Null: the heap's, which has to be executable. */
    void* (*allocate)(void* context, size_t size);
    /** Called when all is written: makes it executable, and seen by the processor. 0, or an error
     *  number, which OSError is raised with. Null: there is nothing to do. */
    int (*commit)(void* context, void* memory, size_t size);
    /** Called when nothing can run the code any more, and by taipan_deinit(). Not called for memory
     *  of the heap. */
    void (*release)(void* context, void* memory, size_t size);
} taipan_code_memory;

/** Says where machine code is put; to be called before taipan_init(), and stays in use. Without it,
 *  the heap is taken where machines let code run there; on x86-64, .mpy files with machine code
 * raise ValueError then. */
void taipan_set_code_memory(const taipan_code_memory* memory);

/* --- what functions run, in builds with TAIPAN_HAS_PROFILE -------------------------------------
 */

/** What a function of bytecode has run so far. */
typedef struct {
    uint64_t instructions; /* of its own, without those of functions that it calls */
    uint64_t calls;        /* of a generator: how many of them have started */
} taipan_counts;

/** A function as it is made: by def, lambda, a comprehension or class, or as a module's body. */
typedef struct {
    const void* code;  /* is that of another one when the same comes again with another text */
    const void* maker; /* code of the function that makes it; null: none, as for a module's body */
    const char* file;
    size_t file_size;
    const char* name; /* empty where it has none, as viper functions */
    size_t name_size;
    size_t line; /* where its maker makes it; of a body 1 */
} taipan_code;

/** Each function gets the context of the port, and must call nothing of the runtime. */
typedef struct {
    /** Called for each function that is made, every time. Those of machine code are among them. */
    void (*made)(void* context, const taipan_code* function);
    /** Where a function of bytecode is counted; not null. Called when it begins or goes on. */
    taipan_counts* (*counts)(void* context, const void* code);
} taipan_profiler;

/** Has the interpreter count what functions of bytecode run; to be called while nothing runs, and
 *  stays in use. Null: no more. */
void taipan_profile(const taipan_profiler* profiler);

/* --- a compiler, on machines that have one ---------------------------------------------------- */

/** What kind of source text is compiled. */
typedef enum { TAIPAN_EXEC, TAIPAN_EVAL, TAIPAN_SINGLE } taipan_source_kind;

typedef struct {
    const void* mpy; /* the .mpy file; null: there was an error */
    size_t size;
    const char* exception; /* such as "SyntaxError" */
    const char* message;
    const char* block; /* name of the function or class, null for none */
    uint32_t line;     /* 0: none */
} taipan_compiled;

/** Compiles a text, with the context of the port. What it returns stays until the next call. */
typedef taipan_compiled (*taipan_compiler)(void* context, const char* source, size_t size,
                                           const char* name, taipan_source_kind kind,
                                           unsigned opt_level);

/** Lets programs import .py files and call eval(), exec() and compile(), at first with this
 *  optimisation level. */
void taipan_set_compiler(taipan_compiler compiler, unsigned opt_level);
/** Compiles a text and runs it as the module `__main__`, whose `__file__` is `name`. */
taipan_status taipan_run(const char* source, size_t size, const char* name, taipan_value* result);

#ifdef __cplusplus
}
#endif

#endif
