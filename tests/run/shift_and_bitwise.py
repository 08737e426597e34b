# Shifts and masks as in register code.
def set_bit(value, bit):
    return value | 1 << bit


def clear_bit(value, bit):
    return value & ~(1 << bit)


def toggle_bit(value, bit):
    return value ^ 1 << bit


def field(value, low, width):
    return value >> low & (1 << width) - 1


value = 0
for bit in (0, 3, 7, 31, 40):
    value = set_bit(value, bit)
    print(hex(value))
value = clear_bit(value, 40)
value = toggle_bit(value, 1)
value = toggle_bit(value, 0)
print(hex(value), field(value, 3, 5), field(0xABCD, 4, 8))


def crc8(data):
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc << 1 ^ 0x07 if crc & 0x80 else crc << 1
            crc &= 0xFF
    return crc


print(crc8(b"123456789"), crc8(b""), crc8(bytes(range(10))))
print(-1 & 0xFF, -256 >> 4, -1 | 1, -5 ^ 3, -8 & 12)
