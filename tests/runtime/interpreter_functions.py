# micropython-only: the rest of builtins, sys and micropython
import builtins
import gc
import io
import micropython
import sys
import time

print(sys.argv is sys.argv, "sys" in sys.modules, sys.maxsize > 1 << 60, sys.version_info >= (3, 4),
      sys.version.startswith("3.4"))
print(sys.implementation.name, len(sys.implementation) >= 3, hasattr(sys.implementation, "_mpy"),
      isinstance(sys.platform, str), sys.byteorder, sys.intern("a" + "b"), type(sys.path))
print(sys.getsizeof([]) > 0, sys.getsizeof([1] * 100) > sys.getsizeof([]),
      sys.stdout.write("written "), sys.stderr is not None, type(sys.stdin).__name__)
for code in ("sys.exit()", "sys.exit(5)", "sys.exit('text')", "raise SystemExit(1, 2)"):
    try:
        exec(code)
    except SystemExit as error:
        print(code, error.args, error.value if len(error.args) else None)
out = io.StringIO()
try:
    [][1]
except IndexError as error:
    print(sys.exc_info()[0], sys.exc_info()[1] is error, sys.exc_info()[2])
    sys.print_exception(error, out)
print(out.getvalue().splitlines()[-1], sys.exc_info())
saved = sys.atexit(print)
print(saved, sys.atexit(saved) is print)

print(micropython.const(7), micropython.opt_level(), micropython.opt_level(1),
      micropython.opt_level(), micropython.opt_level(0))
print(micropython.mem_total() > 0, micropython.mem_current() > 0,
      micropython.mem_peak() >= micropython.mem_current(), micropython.stack_use() > 0,
      micropython.heap_locked())
states = x = y = refused = 0
micropython.heap_lock()
micropython.heap_lock()
states = micropython.heap_locked(), micropython.heap_unlock(), micropython.heap_unlock()
print(states, micropython.heap_locked())
micropython.heap_lock()
try:
    x = [1, 2]
except MemoryError:
    refused += 1
try:
    x = refused << 100
except MemoryError:
    refused += 1
try:
    x = "a" + str(refused)
except MemoryError:
    refused += 1
y = refused + 5
micropython.heap_unlock()
print(refused, y)
ran = []
for i in range(4):
    micropython.schedule(ran.append, i)
for i in range(50):
    pass
print(ran)


def fill(n):
    for i in range(n):
        micropython.schedule(lambda x: None, i)


def reschedule(n):
    ran.append("again")
    if n:
        micropython.schedule(reschedule, n - 1)


micropython.schedule(reschedule, 2)
for i in range(200):
    pass
print(ran)
micropython.kbd_intr(3)

print(builtins.__name__, builtins.len is len, __import__("sys") is sys, callable(__build_class__),
      "print" in dir(builtins), sorted(globals()) == sorted(dir()), globals()["gc"] is gc)
builtins.added = "everywhere"
print(added, id(1) == id(1), hash("a") == hash("a"), type(help), type(input), type(execfile),
      eval("1 + 1"), [n for n in ("ascii", "vars", "format", "breakpoint") if hasattr(builtins, n)])
del builtins.added
__repl_print__(5)
__repl_print__(None)
help(5)
for number in (0, 3, 10):
    print(time.ticks_diff(time.ticks_add(number, 5), number), end=" ")
print(time.ticks_us() >= 0, time.ticks_cpu() is not None, time.clock() >= 0, time.sleep(0),
      time.sleep_ms(1), time.sleep_us(1), time.time_ns() > 0, time.localtime(0)[0],
      time.gmtime(86400 * 365)[:3])
