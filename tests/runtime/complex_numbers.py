# Complex numbers.
a, b = 3 + 4j, 1 - 2j
print(a, b, a + b, a - b, a * b, a / b, abs(a ** 2 - (-7 + 24j)) < 1e-9, -a, +a, abs(a), bool(0j),
      bool(1j))
print(a.real, a.imag, (5j).real, a + 1, 2 - a, 2 * a, a / 2, a + 1.5, 1.5 / (1j), a * True)
print(a == 3 + 4j, a != b, a == 3, 3 + 0j == 3, 3 == 3 + 0j, 3.5 + 0j == 3.5, a == "a", 0j == False)
print(complex(), complex(1), complex(1.5, 2), complex("1"), complex("1+2j"), complex("-2.5j"),
      complex(1j, 2j))
print(complex("j"), complex("1-j"), complex(" 3 + 0j".replace(" ", "")), complex(a), complex(True))
print(repr(1j), 1.5j, 1 + 0j, 0j, 1e100j, [1j, 2 + 3j])
print(hash(1 + 0j) == hash(1 + 0j), {1j: "x"}[1j], 1j in [1j], len({1j, 1j}))
for function in (lambda: a < b, lambda: a // b, lambda: a % b, lambda: a / 0, lambda: a / 0j,
                 lambda: 0j ** -1, lambda: int(a), lambda: float(a), lambda: a & 1,
                 lambda: complex("x"), lambda: complex([]), lambda: a + "x", lambda: ~a,
                 lambda: a.missing, lambda: complex("1+")):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__)
z = 1 + 1j
z += 1; print(z)
z -= 1j; print(z)
z *= 2j; print(z)
z /= 2; print(z)


class Number:
    def __complex__(self):
        return 1 + 2j


print(complex(Number()), isinstance(1j, complex), type(1j * 1j), type(1j * 1j) is complex)
print(0j ** 0, (1 + 0j) ** 5, abs((1j ** 2) + 1) < 1e-9,
      abs((2 ** 1j) - (0.7692389013639721 + 0.6389612763136348j)) < 1e-9)
