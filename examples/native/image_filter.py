# A grey picture, blurred by the mean of nine points and then cut into black and white.
import micropython


@micropython.native
def blur_native(picture, width, height):
    blurred = bytearray(width * height)
    for y in range(1, height - 1):
        for x in range(1, width - 1):
            at = y * width + x
            total = 0
            for row in range(at - width, at + width + 1, width):
                total += picture[row - 1] + picture[row] + picture[row + 1]
            blurred[at] = total // 9
    return blurred


@micropython.native
def cut_native(picture, limit):
    for i in range(len(picture)):
        picture[i] = 255 if picture[i] > limit else 0


@micropython.viper
def blur_words(picture: ptr8, blurred: ptr8, width: int, height: int):
    for y in range(1, height - 1):
        for x in range(1, width - 1):
            at = y * width + x
            total = 0
            row = at - width
            while row <= at + width:
                total += picture[row - 1] + picture[row] + picture[row + 1]
                row += width
            blurred[at] = total // 9


@micropython.viper
def cut_words(picture: ptr8, count: int, limit: int):
    for i in range(count):
        picture[i] = 255 if picture[i] > limit else 0


def picture(width, height):
    return bytearray((x * x + y * 5) & 255 for y in range(height) for x in range(width))


def white(blurred):
    return sum(1 for point in blurred if point)


def main(scale):
    width, height = 8 * scale, 6 * scale
    blurred = blur_native(picture(width, height), width, height)
    cut_native(blurred, 120)
    return white(blurred)


def words(scale):
    width, height = 8 * scale, 6 * scale
    blurred = bytearray(width * height)
    blur_words(picture(width, height), blurred, width, height)
    cut_words(blurred, len(blurred), 120)
    return white(blurred)
