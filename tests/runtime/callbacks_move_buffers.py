# micropython-only: CPython refuses to change bytes that are looked at
# A buffer that moves while a stream of the program's reads into it: what was given back is taken by
# others at once. A program of its own, for that depends on what was allocated before.
import gc
import io


class Reuses(io.IOBase):
    def readinto(self, data):
        target.extend(bytes(500))
        others = [bytes([90]) * 60 for _ in range(3000)]
        for i in range(len(data)):
            data[i] = 97
        print(sum(other != bytes([90]) * 60 for other in others))
        return len(data)


target = bytearray(500)
guards = [bytes(20), [1]]
gc.collect()
print(io.BytesIO.readinto(Reuses(), target), len(target))
