# micropython-only: gc, micropython, and what sys and time have beyond CPython's
import errno
import gc
import micropython
import sys
import time

print(sys.byteorder, sys.maxsize > 1 << 30, sys.version_info[:2], sys.implementation.name)
print(sys.implementation[0], len(sys.implementation.version), type(sys.platform))
print(type(sys.path), type(sys.argv), type(sys.modules), sys.stdin, sys.stdout.fileno())
sys.ps1 = "? "
print(sys.ps1, sys.exc_info())
try:
    1 / 0
except ZeroDivisionError as error:
    print(sys.exc_info()[:2])
    sys.print_exception(error)
print(sys.exc_info())
for change in ("sys.no_such = 1", "del sys.version", "sys.maxsize = 1"):
    try:
        exec(change)
    except AttributeError:
        print("AttributeError", change)

print(errno.ENOENT, errno.errorcode[2], len(errno.errorcode), errno.errorcode[errno.EAGAIN])
try:
    open("/no/such/file")
except OSError as error:
    print(error.errno == errno.ENOENT, error)

print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.collect() is not Ellipsis)
print(gc.mem_free() > 0, gc.mem_alloc() > 0, gc.threshold(), gc.threshold(1600), gc.threshold())
gc.threshold(-1)

print(micropython.const(5), micropython.opt_level(), micropython.stack_use() > 0)
micropython.heap_lock()
try:
    [1]
    print("not locked")
except MemoryError:
    locked = True
print(micropython.heap_unlock(), locked)
calls = []
micropython.schedule(calls.append, 1)
time.sleep_ms(0)
micropython.schedule(print, "scheduled")
for i in range(10):
    pass
print(calls)

ring = micropython.RingIO(4)
print(ring.write(b"abcdef"), ring.any(), ring.read(3), ring.write("xyz"), ring.read(), ring.any())

start = time.ticks_ms()
time.sleep_us(100)
print(time.ticks_diff(time.ticks_ms(), start) >= 0, time.ticks_diff(5, time.ticks_add(5, -3)))
print(time.ticks_diff(time.ticks_add(0, -1), 1), time.ticks_cpu() >= 0)
try:
    time.ticks_add(0, sys.maxsize // 4 + 1)
except OverflowError as error:
    print(error)
for seconds in (0, 951782400, 1709164799, 4102444800):
    print(time.gmtime(seconds), time.mktime(time.localtime(seconds)) == seconds)
print(time.time() > 1700000000, time.time_ns() // 10**18, len(time.localtime()))
for wrong in ((1, 2), 5):
    try:
        time.mktime(wrong)
    except TypeError as error:
        print(error)
