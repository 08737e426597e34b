# Viper kernels that tests/bench/viper.py measures. Each is called as KERNELS says and gives a number.
import micropython


@micropython.viper
def int_sum(n: int) -> int:
    total = 0
    for i in range(n):
        total += i
    return total


@micropython.viper
def sieve(flags: ptr8, n: int) -> int:
    count = 0
    for i in range(n):
        flags[i] = 1
    for i in range(2, n):
        if flags[i]:
            count += 1
            j = i + i
            while j < n:
                flags[j] = 0
                j += i
    return count


@micropython.viper
def copy(to: ptr8, source: ptr8, n: int) -> int:
    for i in range(n):
        to[i] = source[i]
    return n


@micropython.viper
def checksum(data: ptr32, n: int) -> int:
    total = 0
    for i in range(n):
        total = (total + data[i]) & 0xFFFFFF
    return total


@micropython.viper
def crc32(data: ptr8, n: int) -> int:
    top = (uint(1) << 31 << 1) - uint(1)  # 32 bits, of a word that may have more
    polynomial = (uint(0x3B6E20C8) << 2) & top
    crc = top
    for i in range(n):
        crc ^= data[i]
        for bit in range(8):
            if crc & 1:
                crc = (crc >> 1) ^ polynomial
            else:
                crc = crc >> 1
    return int(crc ^ top) & 0xFFFFFF


@micropython.viper
def blur(to: ptr8, image: ptr8, width: int, height: int) -> int:
    total = 0
    for y in range(1, height - 1):
        row = y * width
        for x in range(1, width - 1):
            at = row + x
            value = (image[at - 1] + image[at + 1] + image[at - width] + image[at + width] + 4 * image[at]) >> 3
            to[at] = value
            total += value
    return total


def data(n):
    made = bytearray(n)
    for i in range(n):
        made[i] = (i * 7 + (i >> 3)) & 255
    return made


def kernels():
    source, to = data(4096), bytearray(4096)
    return (("int_sum", int_sum, (10000,)), ("sieve", sieve, (to, 4096)),
            ("copy", copy, (to, source, 4096)), ("checksum", checksum, (source, 1024)),
            ("crc32", crc32, (source, 1024)), ("blur", blur, (to, source, 64, 64)))
