# Points of the Mandelbrot set, in floats.
def run(width, height, limit):
    inside = 0
    for row in range(height):
        ci = 2.4 * row / height - 1.2
        for column in range(width):
            cr = 3.0 * column / width - 2.2
            zr = 0.0
            zi = 0.0
            turns = 0
            while turns < limit and zr * zr + zi * zi < 4.0:
                zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
                turns += 1
            if turns == limit:
                inside += 1
    return inside


def main(scale):
    return run(2 * scale, scale, 40)
