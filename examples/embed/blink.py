import board

for number in range(3):
    board.led(number, number % 2 == 0)
print("three LEDs,", sum(n * n for n in range(3)), "in squares")
board.led("red", True)
