# The game of life on a torus.
GLIDER = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}


class World:
    def __init__(self, width, height, cells):
        self.width, self.height, self.cells = width, height, set(cells)

    def neighbours(self, x, y):
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                if dx or dy:
                    yield (x + dx) % self.width, (y + dy) % self.height

    def step(self):
        counts = {}
        for cell in self.cells:
            for other in self.neighbours(*cell):
                counts[other] = counts.get(other, 0) + 1
        self.cells = {c for c, n in counts.items() if n == 3 or n == 2 and c in self.cells}

    def __str__(self):
        return "\n".join(
            "".join("#" if (x, y) in self.cells else "." for x in range(self.width))
            for y in range(self.height)
        )


world = World(6, 6, GLIDER)
for generation in range(5):
    print(generation, len(world.cells))
    print(world)
    world.step()
for _ in range(19):
    world.step()
print(sorted(world.cells) == sorted(GLIDER))
