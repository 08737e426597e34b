# micropython-only: halves round away from zero, tiny floats and signs of zero print otherwise
for v in (2.5, 0.5, 1.5, -2.5, 0.125, 99999.5):
    print("{:.0f} {:.2f} {:.1e} %.0f".format(v, v, v) % v)
print("{:+} {:+} {:,}".format(2.0, -2.0, 1234567))
print(round(2.675, 2), round(-1.05, 1), (1 << 70) + 1 > 2.0**70)
print(-1j, 1 + -0.0j, complex(-0.0, 1), (3 + 4j)**2 == -7 + 24j)
print(float("."), hasattr(1.0, "is_integer"))
