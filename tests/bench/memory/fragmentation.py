# How often a block finds no room although the heap has more than enough of it: 64 places, each with
# a bytearray or nothing. An operation empties a place, then as many others, at random, as there have
# to be for the new block to stay within what may live, and puts the block there. Three blocks of
# four have up to 256 bytes, the others up to 6 KB. All but FREE bytes of the heap are taken first.
# Failures come in swarms, so there are RUNS, each with random numbers of its own. Each starts with
# memory that was collected: what stays in the middle of it would decide.
import gc

FREE = 62 * 1024
LIVE = (28, 34, 42)
OPERATIONS = 15000  # of a run
RUNS = 10
PLACES = 64


def failures(live, operations, seed):
    # Random numbers as of Wichmann and Hill, without large integers.
    a, b, c = 1 + 7 * seed, 1 + 13 * seed, 1 + 3 * seed

    def random(limit):
        nonlocal a, b, c
        a = a * 171 % 30269
        b = b * 172 % 30307
        c = c * 170 % 30323
        return (a + b + c) % limit

    gc.collect()
    blocks = [None] * PLACES
    sizes = [0] * PLACES
    taken = failed = 0
    for _ in range(operations):
        place = random(PLACES)
        size = 1 + random(256 if random(4) else 6144)
        taken -= sizes[place]
        sizes[place] = 0
        blocks[place] = None
        while taken + size > live:
            other = random(PLACES)
            taken -= sizes[other]
            sizes[other] = 0
            blocks[other] = None
        try:
            blocks[place] = bytearray(size)
            sizes[place] = size
            taken += size
        except MemoryError:
            failed += 1
    return failed


def run():
    gc.collect()
    filler = bytearray(gc.mem_free() - FREE)
    counts = [sum([failures(live * 1024, OPERATIONS, seed) for seed in range(RUNS)])
              for live in LIVE]
    return counts if filler else None
