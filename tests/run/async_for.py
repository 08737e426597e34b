# async for, with break, continue, else and return.
class Suspend:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield self.value

    __iter__ = __await__


class Numbers:
    def __init__(self, n):
        self.n, self.i = n, 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.i == self.n:
            raise StopAsyncIteration
        await Suspend("wait %d" % self.i)
        self.i += 1
        return self.i - 1


def run(coroutine):
    waits = 0
    while True:
        try:
            coroutine.send(None)
            waits += 1
        except StopIteration as stop:
            return waits, stop.value


async def collect(n):
    result = []
    async for x in Numbers(n):
        result.append(x)
    return result


async def control(n):
    result = []
    async for x in Numbers(n):
        if x == 1:
            continue
        if x == 4:
            break
        result.append(x)
    else:
        result.append("else")
    return result


async def nested():
    total = 0
    async for x in Numbers(3):
        async for y in Numbers(x):
            total += x * 10 + y
    return total


async def returns():
    async for x in Numbers(10):
        try:
            if x == 2:
                return "returned %d" % x
        finally:
            await Suspend("finally")


async def targets():
    class Pairs(Numbers):
        async def __anext__(self):
            n = await Numbers.__anext__(self)
            return n, n * n

    out = []
    async for a, (b) in Pairs(3):
        out.append(a + b)
    return out


print(run(collect(0)), run(collect(3)), run(control(3)), run(control(9)), run(nested()), run(returns()))
print(run(targets()))
