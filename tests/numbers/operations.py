"""Random operations on integers of any size, against Python's.

  operations.py [--count N] [--seed N] [--jobs N] PROGRAM...

Each PROGRAM is operations.cpp in one configuration of numbers/. N operations in all (30,000): each is
drawn once, and every program does it. The seed decides all of them.
"""

import argparse
import random
import struct
import subprocess
import sys
import threading

BATCH = 20000
HEAD = struct.Struct("<BBIII")
OPERATIONS = "+-&|^*****s<>?b//////////wwwwrrrr"


def magnitude(number):
    number = abs(number)
    return number.to_bytes((number.bit_length() + 7) // 8, "little")


def signed(number):
    return bytes([number < 0]) + magnitude(number)


def text_of(number, base):
    """The digits; nothing for zero."""
    if base == 10:
        return str(number) if number else ""
    if base in (2, 8, 16):
        return format(number, {2: "b", 8: "o", 16: "x"}[base]) if number else ""
    digits = []
    while number:
        number, digit = divmod(number, base)
        digits.append("0123456789abcdefghijklmnopqrstuvwxyz"[digit])
    return "".join(reversed(digits))


class Numbers:
    """Numbers of every kind: random bits, long runs of equal bits, edges of limbs, powers."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def size(self):
        """In bits: mostly some limbs, at times many."""
        draw = self.random.random()
        most = 200 if draw < 0.6 else 1500 if draw < 0.97 else 9000
        return self.random.randrange(most)

    def natural(self, bits=None):
        draw, bits = self.random.randrange(8), self.size() if bits is None else bits
        if draw < 4:
            return self.random.getrandbits(bits) if bits else 0
        if draw == 4:
            return max(0, (1 << bits) - self.random.choice((0, 1, 1, 2)))
        if draw == 5:
            return max(0, 10 ** (bits * 3 // 10) + self.random.choice((-1, 0, 0, 1)))
        number = 0
        while number.bit_length() < bits:  # runs of ones and zeros
            run = self.random.choice((1, 7, 16, 31, 32, 64, 65, 128))
            number = number << run | self.random.choice((0, (1 << run) - 1, 1))
            if not number:
                bits -= run
        return number

    def integer(self):
        number = self.natural()
        return -number if self.random.random() < 0.4 else number


def division(numbers):
    """A divisor of any size below the dividend's, at times of one with a remainder at an end."""
    b = numbers.natural() or 1
    draw = numbers.random.randrange(4)
    if draw == 0:
        a = b * numbers.natural() + numbers.random.choice((-1, 0, 1, b - 1))
    elif draw == 1:
        a = numbers.natural(2 * b.bit_length())
    else:
        a = numbers.natural()
    sign = numbers.random.randrange(4)
    return (-a if sign & 1 else a), (-b if sign & 2 else b)


def draw(numbers):
    """A request and the replies that it has to get."""
    operation = numbers.random.choice(OPERATIONS)
    code, argument = ord(operation), 0
    if operation == "r":
        base = numbers.random.choice((10, 10, 10, 16, numbers.random.randrange(2, 37)))
        # Other bases than those are slow to write here.
        number = numbers.natural(None if base in (2, 8, 10, 16) else numbers.random.randrange(900))
        text = "0" * numbers.random.randrange(3) + text_of(number, base)
        if numbers.random.randrange(4) == 0 and len(text) > 1:
            at = numbers.random.randrange(len(text))
            text = (text[:at] + "_" + text[at:]).upper()
        data = text.encode()
        return HEAD.pack(code, 0, base, len(data), 0) + data, [signed(number)]
    if operation == "/":
        a, b = division(numbers)
        expected = [signed(part) for part in divmod(a, b)]
    else:
        a, b = numbers.integer(), 0
        if operation in "+-&|^*?":
            b = a if numbers.random.randrange(16) == 0 else numbers.integer()
        if operation in "<>":
            argument = numbers.random.randrange(600 if numbers.random.randrange(8) else 5000)
        if operation == "w":
            argument = numbers.random.choice((10, 10, 10, 16, numbers.random.randrange(2, 37)))
            if argument not in (2, 8, 10, 16):
                a %= 1 << 900
            expected = [text_of(abs(a), argument).encode()]
        elif operation == "b":
            argument, expected = to_bytes(numbers, a)
        else:
            expected = [RESULTS[operation](a, b, argument)]
    left, right = magnitude(a), magnitude(b)
    flags = (a < 0) | (b < 0) << 1
    return HEAD.pack(code, flags, argument, len(left), len(right)) + left + right, expected


def to_bytes(numbers, a):
    """The argument and the reply of a conversion whose number fits or nearly does."""
    count = max(0, (abs(a).bit_length() + 7) // 8 + numbers.random.choice((-1, 0, 0, 1)))
    big, is_signed = numbers.random.randrange(2), numbers.random.randrange(2)
    low, high = (-(1 << 8 * count) // 2, (1 << 8 * count) // 2 - 1) if is_signed else (0, (1 << 8 * count) - 1)
    # Without a sign, that of the number is the caller's.
    fits = low <= a <= high if is_signed else abs(a) <= high
    if is_signed and count == 0:
        fits = a == 0
    data = (a % (1 << 8 * count)).to_bytes(count, "big" if big else "little")
    return count << 2 | is_signed << 1 | big, [bytes([fits]) + data]


RESULTS = {
    "+": lambda a, b, _: signed(a + b),
    "-": lambda a, b, _: signed(a - b),
    "&": lambda a, b, _: signed(a & b),
    "|": lambda a, b, _: signed(a | b),
    "^": lambda a, b, _: signed(a ^ b),
    "*": lambda a, b, _: signed(a * b),
    "s": lambda a, b, _: signed(a * a),
    "<": lambda a, b, n: signed(a << n),
    ">": lambda a, b, n: signed(a >> n),
    "?": lambda a, b, _: b"<" if a < b else b">" if a > b else b"=",
}


class Program:
    """operations.cpp in one configuration, kept running."""

    def __init__(self, path):
        self.path = path
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.wrong = []

    def send(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def receive(self, expected, requests):
        """Reads the replies to a batch and keeps the requests that got others."""
        read = self.process.stdout.read
        for request, replies in zip(requests, expected):
            for wanted in replies:
                head = read(4)
                got = read(int.from_bytes(head, "little"))
                if len(head) < 4 or got != wanted:
                    self.wrong.append((request, wanted, got))
                    if len(head) < 4:
                        return


def check(programs, requests, expected):
    data = b"".join(requests) + HEAD.pack(ord("!"), 0, 0, 0, 0)
    for program in programs:
        # Replies fill the pipe while requests are still being sent.
        sender = threading.Thread(target=program.send, args=(data,))
        sender.start()
        program.receive(expected, requests)
        sender.join()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=30000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("programs", nargs="+", metavar="PROGRAM")
    options = parser.parse_args()
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    programs = [Program(path) for path in options.programs]
    left = -(-options.count // len(programs))
    done = batch = 0
    while left > 0 and not any(program.wrong for program in programs):
        numbers = Numbers(options.seed * 1000003 + batch)
        drawn = [draw(numbers) for _ in range(min(left, BATCH))]
        check(programs, [request for request, _ in drawn], [replies for _, replies in drawn])
        done += len(drawn) * len(programs)
        left -= len(drawn)
        batch += 1
    for program in programs:
        program.process.stdin.close()
        if program.process.wait() != 0 or program.wrong:
            print(f"{program.path}: status {program.process.returncode}, {len(program.wrong)} wrong")
            for request, wanted, got in program.wrong[:3]:
                print(f"  request {request[:200].hex()}\n  wanted {wanted[:100].hex()}\n  got    {got[:100].hex()}")
    wrong = any(program.process.returncode or program.wrong for program in programs)
    print(f"{done} operations in {len(programs)} configurations: {'WRONG' if wrong else 'all as in Python'}")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
