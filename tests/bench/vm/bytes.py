"""Bytes: a sieve, a checksum, packets, run lengths, base64, memoryviews, struct."""

import struct

ROUNDS = 100
ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def sieve(size):
    flags = bytearray(b"\x01" * size)
    flags[0] = flags[1] = 0
    for i in range(2, int(size ** 0.5) + 1):
        if flags[i]:
            for j in range(i * i, size, i):
                flags[j] = 0
    return sum(flags)


def crc16(data):
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc


def packets(count):
    stream = bytearray()
    for i in range(count):
        body = struct.pack("<HhB", i, -i, i & 255)
        stream.extend(b"\x7e" + bytes([len(body)]) + body)
    at = total = 0
    while at < len(stream):
        size = stream[at + 1]
        first, second, third = struct.unpack_from("<HhB", stream, at + 2)
        total += first + second + third
        at += size + 2
    return total, len(stream)


def run_lengths(data):
    result = bytearray()
    i = 0
    while i < len(data):
        j = i
        while j < len(data) and data[j] == data[i] and j - i < 255:
            j += 1
        result.append(j - i)
        result.append(data[i])
        i = j
    return bytes(result)


def base64(data):
    result = bytearray()
    for i in range(0, len(data) - 2, 3):
        bits = data[i] << 16 | data[i + 1] << 8 | data[i + 2]
        for shift in (18, 12, 6, 0):
            result.append(ALPHABET[bits >> shift & 63])
    return result


def work():
    data = bytes(i * i >> 5 & 255 for i in range(1500))
    view, total = memoryview(data), 0
    for i in range(0, 1400, 7):
        total += sum(view[i:i + 16]) + data.find(bytes([i & 255]), i)
    return (sieve(12000), crc16(data), packets(400), len(run_lengths(data)),
            bytes(base64(data)[:8]), total, data[:4] + data[-4:])


for _ in range(ROUNDS):
    result = work()
print(result)
