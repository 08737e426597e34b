# CRC-32 of a block, bit by bit: once on objects, once on words of the machine.
import micropython


@micropython.native
def crc_native(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for bit in range(8):
            if crc & 1:
                crc = crc >> 1 ^ 0xEDB88320  # beyond small integers where a word has 32 bits
            else:
                crc >>= 1
    return crc ^ 0xFFFFFFFF


@micropython.viper
def crc_words(data: ptr8, count: int) -> uint:
    top = (uint(1) << 31 << 1) - uint(1)  # 32 ones, of a word that may have 64 bits
    polynomial = uint(0x76DC4190) << 1  # constants have 31 bits, as stock's
    crc = top
    for i in range(count):
        crc ^= data[i]
        for bit in range(8):
            if crc & 1:
                crc = crc >> 1 ^ polynomial
            else:
                crc >>= 1
    return crc ^ top


def block(scale):
    return bytes(i * 7 & 255 for i in range(64 * scale))


def main(scale):
    return crc_native(block(scale))


def words(scale):
    data = block(scale)
    return crc_words(data, len(data))
