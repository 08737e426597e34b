# What the three give, on objects and on words: the same everywhere.
import crc
import image_filter
import mandelbrot

for each in (crc, image_filter, mandelbrot):
    print(each.__name__, each.main(4), each.words(4))
