# Points of the Mandelbrot set: once with floats, once with words that hold 12 binary places.
import micropython

LIMIT = 40


@micropython.native
def rows_native(width, height, limit):
    inside = 0
    for row in range(height):
        imaginary = 2.4 * row / height - 1.2
        for column in range(width):
            real = 3.0 * column / width - 2.2
            x = y = 0.0
            turns = 0
            while turns < limit and x * x + y * y < 4.0:
                x, y = x * x - y * y + real, 2.0 * x * y + imaginary
                turns += 1
            if turns == limit:
                inside += 1
    return inside


@micropython.viper
def rows_words(width: int, height: int, limit: int) -> int:
    inside = 0
    for row in range(height):
        imaginary = 9830 * row // height - 4915
        for column in range(width):
            real = 12288 * column // width - 9011
            x = 0
            y = 0
            turns = 0
            while turns < limit:
                xx = x * x >> 12
                yy = y * y >> 12
                if xx + yy >= 16384:
                    break
                y = (x * y >> 11) + imaginary
                x = xx - yy + real
                turns += 1
            if turns == limit:
                inside += 1
    return inside


def main(scale):
    return rows_native(6 * scale, 4 * scale, LIMIT)


def words(scale):
    return rows_words(6 * scale, 4 * scale, LIMIT)
