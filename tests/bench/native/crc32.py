# A checksum, bit by bit.
def crc(data):
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            if value & 1:
                value = (value >> 1) ^ 0xEDB88320
            else:
                value >>= 1
    return value ^ 0xFFFFFFFF


def main(scale):
    data = bytes(range(64))
    total = 0
    for _ in range(2 * scale):
        total = crc(data)
    return total
