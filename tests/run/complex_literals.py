# Imaginary literals and arithmetic with them.
print(1j, 2.5j, 0j, 1e2j, 10J)
z = 3 + 4j
print(z, z.real, z.imag, abs(z))
print(z + 1, z * 2, z * z, z - 1j, -z)
print(z == 3 + 4j, z != 3, z / 2)
print(1j * 1j, 1j * 1j == -1)
print(complex(1, 2), complex(5))


def rotate(value):
    return value * 1j


print([rotate(v) for v in (1, 1j, 2 + 1j)])
