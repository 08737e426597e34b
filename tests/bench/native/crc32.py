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
    return crc(bytes(range(32 * scale)) if scale < 8 else bytes(range(256)))
