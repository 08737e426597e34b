# Mutable bytes.
data = bytearray(5)
data[0] = 255
data[1] = 0x41
data[-1] = data[0] >> 4
print(data, list(data), len(data))
data.append(7)
data.extend(b"EXT")
data += b"!"
print(data)
for i in range(len(data)):
    data[i] ^= 0x60
print(data)
print(bytes([65, 66]), bytes(3), bytes(b"copy"), bytearray([1, 2, 3]))
total = 0
for byte in b"\x01\x02\xff":
    total = (total << 8) | byte
print(hex(total), int.from_bytes(b"\x01\x02", "big"), (258).to_bytes(2, "little"))
view = memoryview(bytearray(b"abcdef"))
part = view[2:4]
part[0] = 88
print(bytes(view), bytes(part))
try:
    data[100] = 1
except IndexError:
    print("out of range")
