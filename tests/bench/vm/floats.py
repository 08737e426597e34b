"""Floats: planets, a filter, Mandelbrot's set, integration, matrices; library functions."""

import math

ROUNDS = 30


def orbit(steps):
    x, y, vx, vy = 1.0, 0.0, 0.0, 1.0
    for _ in range(steps):
        distance = math.sqrt(x * x + y * y)
        pull = -0.001 / (distance * distance * distance)
        vx += pull * x
        vy += pull * y
        x += vx * 0.001
        y += vy * 0.001
    return x, y


def low_pass(count):
    level, peak = 0.0, 0.0
    for i in range(count):
        sample = math.sin(i * 0.1) + 0.5 * math.cos(i * 0.37)
        level += 0.2 * (sample - level)
        if abs(level) > peak:
            peak = abs(level)
    return peak


def mandelbrot(size):
    inside = 0
    for row in range(size):
        for column in range(size):
            cx, cy = 2.8 * column / size - 2.1, 2.4 * row / size - 1.2
            x = y = 0.0
            for _ in range(20):
                x, y = x * x - y * y + cx, 2 * x * y + cy
                if x * x + y * y > 4.0:
                    break
            else:
                inside += 1
    return inside


def integrate(steps):
    width, total = 1.0 / steps, 0.0
    for i in range(steps):
        at = (i + 0.5) * width
        total += 4.0 / (1.0 + at * at)
    return total * width


def multiply(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def work():
    matrix = [[1.0 / (i + j + 1) for j in range(12)] for i in range(12)]
    product = multiply(matrix, matrix)
    x, y = orbit(6000)
    return (round(x, 9), round(y, 9), round(low_pass(4000), 9), mandelbrot(30),
            round(integrate(12000), 9), round(product[3][4], 9), int(sum(product[0]) * 1000))


for _ in range(ROUNDS):
    result = work()
print(result)
