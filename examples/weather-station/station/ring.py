"""A ring buffer of fixed size."""

from array import array


class Ring:
    """Keeps the last `size` integers; iterates from the oldest to the newest."""

    def __init__(self, size):
        self._data = array("i", [0] * size)
        self._next = 0
        self._count = 0

    def append(self, value):
        self._data[self._next] = value
        self._next = (self._next + 1) % len(self._data)
        if self._count < len(self._data):
            self._count += 1

    def __len__(self):
        return self._count

    def __iter__(self):
        start = self._next - self._count
        for offset in range(self._count):
            yield self._data[(start + offset) % len(self._data)]

    def __getitem__(self, index):
        if isinstance(index, slice):
            return list(self)[index]
        if not -self._count <= index < self._count:
            raise IndexError(index)
        if index < 0:
            index += self._count
        return self._data[(self._next - self._count + index) % len(self._data)]
