"""`taipan run` when memory is short: MemoryError, what is left afterwards, small heaps, interrupts.

Every program of tests/runtime also runs in a heap that is so small that the collector has to work.
"""

import re
import signal
import subprocess

import pytest

import dropped_objects
from programs import GUARD, ROOT, wait_until_it_works
from programs import program as built
from test_runtime import PROGRAMS, check

# Fills `box` until the heap is full, then looks whether all that was added is there.
FILL = """
import gc

def depth(x):
    n = 0
    while x:
        x = x[0]
        n += 1
    return n

class Empty:
    pass

def generate(n):
    yield n

box = {make}
reserve = bytearray(30000)
n = 0
try:
    while True:
        {add}
        n += 1
except MemoryError:
    reserve = None
gc.collect()
print(n > 100, {check})
box = None
gc.collect()
print(len(bytearray(20000)))
"""

# what it is: the empty box, how number n is added, what has to hold for n of them
BOXES = {
    "list": ("[]", "box.append(n)", "all(box[i] == i for i in range(n)) and len(box) == n"),
    "extended list": ("[]", "box.extend((n, n, n))",
    "len(box) // 3 == n and box[3 * n - 1] == n - 1"),
    "list from the front": ("[]", "box.insert(0, n)",
    "box[0] == n - 1 and sum(box) == sum(range(n))"),
    "growing slice": ("[]", "box[n:] = [n]", "len(box) == n and box[-1] == n - 1"),
    "big integers": ("[]", "box.append(n + (1 << 80))", "sum(box) - (n << 80) == sum(range(n))"),
    "one big integer": ("[1]", "box[0] <<= 100", "box[0] >> 100 * (n - 1) == 1 << 100"),
    "floats": ("[]", "box.append(n / 2)", "all(box[i] == i / 2 for i in range(n))"),
    "dict": ("{}", "box[n] = -n", "len(box) == n and all(box[i] == -i for i in range(n))"),
    "dict of names": ("{}", "box['k%d' % n] = n",
    "len(box) == n and box['k%d' % (n - 1)] == n - 1"),
    "set": ("set()", "box.add(n)", "len(box) == n and n - 1 in box and n not in box"),
    "bytearray": ("bytearray()", "box.append(n & 255)", "len(box) == n and box[200] == 200"),
    "extended bytearray": ("bytearray()", "box.extend(b'abcdefgh')",
                           "len(box) == 8 * n and bytes(box[-8:]) == b'abcdefgh'"),
    "array": ("__import__('array').array('i')", "box.append(n)",
    "len(box) == n and box[n - 1] == n - 1"),
    "text": ("['']", "box[0] += 'abcdefghij' * 5", "len(box[0]) == 50 * n"),
    "stream": ("__import__('io').StringIO()", "box.write('abcdefgh' * 5)",
               # In pieces: there may be no room for all of it twice.
               "box.seek(0) == 0 and all(box.read(40) == 'abcdefgh' * 5 for _ in range(n))"
               " and not box.read(1)"),
    "attributes": ("Empty()", "setattr(box, 'a%d' % n, n)",
                   "getattr(box, 'a%d' % (n - 1)) == n - 1 and not hasattr(box, 'a%d' % n)"),
    "tuples": ("[]", "box.append((n, (n,)))", "all(box[i] == (i, (i,)) for i in range(n))"),
    "nested lists": ("[[]]", "box[0] = [box[0]]", "depth(box[0]) == n"),
    "closures": ("[]", "box.append((lambda n: lambda: n)(n))",
    "all(box[i]() == i for i in range(n))"),
    "generators": ("[]", "box.append(generate(n))", "all(next(box[i]) == i for i in range(n))"),
    "methods": ("[]", "box.append([n].copy)", "all(box[i]() == [i] for i in range(n))"),
    "objects": ("[]", "box.append(Empty()); box[-1].n = n", "all(box[i].n == i for i in range(n))"),
    "exceptions": ("[]", "box.append(ValueError(n))", "all(box[i].args == (i,) for i in range(n))"),
    "iterators": ("[]", "box.append(iter([n]))", "all(next(box[i]) == i for i in range(n))"),
    "ordered": ("__import__('collections').OrderedDict()", "box[n] = n",
                "len(box) == n and box[n - 1] == n - 1"),
}


# Heaps of the programs that need more than the others.
ROOM = {"deep_structures": "20M", "garbage": "3M", "recursion_limits": "2M",
        "generator_chains_stack": "8M",
        "dict_many_keys": "600K", "callbacks_change_sequences": "500K",
        "callbacks_move_buffers": "2M", "callbacks_of_streams": "12M"}


def run(*words, cwd=None):
    return subprocess.run([built("taipan"), "run", *map(str, words)], cwd=cwd,
                          capture_output=True, text=True, timeout=GUARD)


def prints(text, *words):
    done = run(*words)
    assert (done.stdout, done.stderr, done.returncode) == (text, "", 0)


@pytest.mark.parametrize("box", BOXES)
def test_a_full_heap_is_an_exception_and_all_is_there_afterwards(box):
    make, add, holds = BOXES[box]
    code = FILL.format(make=make, add=add, check=holds)
    prints("True True\n20000\n", "-X", "heapsize=160K", "-c", code)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_a_program_in_a_small_heap(program):
    room = ROOM.get(program.name, "250K")
    check(program, run("-X", f"heapsize={room}", "-c", f"import {program.main}",
                       cwd=program.folder))


@pytest.mark.parametrize("expression", [
    "'a' * (1 << 40)", "[0] * (1 << 40)", "bytes(1 << 40)", "bytearray(1 << 62)",
    "(0,) * (1 << 59)",
    "b'ab' * (1 << 61)", "[0] * (1 << 61)", "1 << (1 << 40)",
    "list(range(1 << 40))", "'ab'.center(1 << 40)", "bytearray(5).extend(range(1 << 40))",
    "[1, 2] * sys.maxsize", "' '.join(['a' * 60000] * 9)", "3 ** (1 << 22)", "set(range(1 << 30))",
    "dict.fromkeys(range(1 << 30))", "(5).to_bytes(1 << 40, 'big')", "f'{5:{1 << 40}}'",
    "collections.deque((), 1 << 60)", "array.array('d', bytes(8)) * (1 << 60)",
])
def test_what_is_too_large_is_refused(expression):
    code = f"""if True:
        import array, collections, sys
        for i in range(3):
            try:
                x = {expression}
                print('done')
            except (MemoryError, OverflowError, TypeError, ValueError):
                pass
        print(sum(len([i] * 100) for i in range(100)))
        """
    prints("10000\n", "-X", "heapsize=200K", "-c", code)


def test_a_program_that_runs_out_of_memory_ends_with_a_traceback():
    done = run("-X", "heapsize=100K", "-c", "x = []\nwhile True:\n    x.append([1, 2, 3])\n")
    assert done.returncode == 1
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert lines[:2] == ["Traceback (most recent call last):",
                         '  File "<stdin>", line 3, in <module>']
    assert lines[2].startswith("MemoryError: memory allocation failed, allocating ")


def test_memory_is_found_again_and_again():
    code = """if True:
        count = 0
        for i in range(300):
            x = []
            try:
                while True:
                    x.append(bytearray(1000))
            except MemoryError:
                count += 1
                x = None
        print(count)
        """
    prints("300\n", "-X", "heapsize=100K", "-c", code)


@pytest.mark.parametrize("heap", ["64K", "192K", "1M", "8M"])
def test_a_runaway_recursion_gives_its_memory_back(heap):
    """It ends at a quarter of the heap, before memory is out, and leaves no frames behind."""
    code = """if True:
        import gc
        def down(n):
            return down(n + 1)
        gc.collect()
        before = gc.mem_free()
        for i in range(3):
            try:
                down(0)
            except RuntimeError:
                print('too deep')
            gc.collect()
            print(gc.mem_free() > before * 0.95)
        print(len(bytearray(before // 2)) == before // 2)
        """
    prints("too deep\nTrue\n" * 3 + "True\n", "-X", f"heapsize={heap}", "-c", code)


@pytest.mark.parametrize("heap", ["128K", "1M"])
def test_what_is_dropped_is_free_after_one_collection(heap):
    """Of large objects of all kinds, in modules and functions: no dead word keeps one. The tests of
    frozen content see to it on a board."""
    code = dropped_objects.module(8) + "\n\nprint(len(stayed), run())\n"
    prints("0 []\n", "-X", f"heapsize={heap}", "-c", code)


def test_fragmented_memory_has_room():
    """150,000 blocks of up to 6 KB, of which 28, 34 and 42 KB live in 62: as many find no room as with
    the stock program, or fewer. That one is told by what it said, 28, 249 and 2523."""
    text = (ROOT / "tests/bench/memory/fragmentation.py").read_text()
    done = run("-X", "heapsize=256K", "-c", f"{text}\nprint(*run())\n")
    counts = [int(word) for word in done.stdout.split()]
    assert len(counts) == 3, done.stderr
    assert all(0 < count <= most for count, most in zip(counts, (28, 249, 2523))), counts


# On a machine with words of 64 bits.
OBJECTS = {
    "float": 16, "integer of 80 bits": 32, "str of 20 bytes": 48, "bytes of 20": 48,
    "bytearray(10)": 48, "array of 10 integers": 80, "memoryview": 32, "tuple of 3": 48,
    "namedtuple of 2": 32, "list of 3": 64, "list of 1000, appended": 8224, "deque of 10": 144,
    "dict of 3": 80, "dict of 1000 integers": 20544, "set of 3": 64, "set of 1000": 10976,
    "range": 32, "iterator of a list": 32, "lambda": 32, "closure and its variable": 80,
    "generator": 112, "bound method": 32, "class with a method": 304, "instance, empty": 32,
    "instance of 2 attributes": 64, "exception": 64, "exception, raised once": 80,
}


def test_what_objects_take():
    """No kind takes more than 1.15 of what it does in stock: docs/runtime.md has both."""
    text = (ROOT / "tests/bench/memory/ram.py").read_text()
    done = run("-X", "heapsize=256K", "-c", f"{text}\nfor row in run():\n    print(*row, sep='|')\n")
    taken = dict(line.split("|") for line in done.stdout.splitlines())
    assert {name: int(size) for name, size in taken.items()} == OBJECTS, done.stderr


def test_a_call_has_any_number_of_arguments():
    code = """if True:
        def count(*args):
            return len(args)
        print([count(*[0] * n) for n in (127, 128, 254, 255, 256, 65534, 65535, 65536)])
        """
    prints("[127, 128, 254, 255, 256, 65534, 65535, 65536]\n", "-c", code)


def test_a_program_in_the_smallest_heap():
    prints("hello\n", "-X", "heapsize=6K", "-c", "print('hello')")


def test_what_the_interpreter_tells_about_memory():
    code = "import micropython\nunheard_of_name = 5\nmicropython.{}\n"
    told = run("-X", "heapsize=200K", "-c", code.format("mem_info(1)")).stdout
    total, used, free = map(int, re.search(r"GC: total: (\d+), used: (\d+), free: (\d+)",
                                           told).groups())
    assert total == used + free and 100 << 10 < total < 200 << 10
    assert re.search(r"^stack: \d+ out of \d+$", told, re.MULTILINE)
    told = run("-c", code.format("qstr_info(1)")).stdout
    assert re.search(r"qstr pool: .*n_qstr=\d+, n_str_data_bytes=\d+", told)
    assert "Q(unheard_of_name)" in told


@pytest.mark.parametrize("busy", [
    "while True: pass",
    "[x for x in forever() if x == 2]",
    "sorted(range(9), key=lambda x: [i for i in range(1 << 60) if i < 0])",
    "sum(i for i in forever())",
    "sum(range(1 << 60))",
    "all(map(lambda x: True, range(1 << 60)))",
    "-1 in zip(range(1 << 60))",
    "fib(60)",
    "deep(0)",
    "try:\n        print('ready')\n        while True: pass\n    finally:\n        print('cleaned')",
])
def test_an_interrupt_ends_a_program_with_a_traceback(busy):
    """None of these uses up memory: how far it gets before the signal comes makes no difference."""
    says_so = "pass" if "'ready'" in busy else "print('ready')"
    code = f"""
def forever():
    while True:
        yield 1

def deep(n):
    while n > 20:
        n = n + 1
    return deep(n + 1)

def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def work():
    {says_so}
    {busy}

work()
"""
    with subprocess.Popen([built("taipan"), "run", "-c", code], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "ready\n"
        wait_until_it_works(child.pid)
        child.send_signal(signal.SIGINT)
        printed, errors = child.communicate(timeout=GUARD)
    assert printed == ("cleaned\n" if "cleaned" in busy else "")
    lines = errors.splitlines()
    assert lines[:2] == ["Traceback (most recent call last):",
                         f'  File "<stdin>", line {code.count(chr(10))}, in <module>']
    assert lines[-1] == "KeyboardInterrupt: "
    assert child.returncode == 130
