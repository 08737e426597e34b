# async def, await, async with and async for, on a loop of our own.
class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got

    __iter__ = __await__


def run(coroutine):
    log, send = [], None
    try:
        while True:
            asked = coroutine.send(send)
            log.append(asked)
            send = asked * 10 if isinstance(asked, int) else None
    except StopIteration as stop:
        return log, stop.value


async def add(a, b):
    x = await Pause(a)
    y = await Pause(b)
    return x + y


async def nested(n):
    if n == 0:
        return await Pause(7)
    return 1 + await nested(n - 1)


async def sums():
    total = 0
    for i in range(3):
        total += await add(i, 1)
    return total


print(run(add(1, 2)), run(nested(10)), run(sums()))


class Resource:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    async def __aenter__(self):
        await Pause("open " + self.name)
        return self.name

    async def __aexit__(self, kind, value, traceback):
        await Pause("close %s %s" % (self.name, kind and kind.__name__))
        return self.swallow


class Ticks:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.i += 1
        if self.i > self.n:
            raise StopAsyncIteration
        await Pause("tick")
        return self.i


async def use():
    seen = []
    async with Resource("a") as a, Resource("b") as b:
        seen.append((a, b))
    async with Resource("quiet", True):
        raise ValueError("swallowed")
    try:
        async with Resource("loud"):
            raise KeyError("kept")
    except KeyError as error:
        seen.append(error.args)
    async for i in Ticks(3):
        if i == 2:
            continue
        seen.append(i)
    else:
        seen.append("else")
    async for i in Ticks(9):
        async with Resource("in loop"):
            if i == 2:
                break
    return seen


log, result = run(use())
print(log)
print(result)


async def leave():
    async with Resource("r"):
        return await add(1, 1)


async def fails():
    await Pause(1)
    1 / 0


async def guard():
    try:
        await fails()
    except ZeroDivisionError:
        return "guarded"
    finally:
        await Pause("finally")


print(run(leave()), run(guard()))
try:
    run(fails())
except ZeroDivisionError:
    print("out of run")
c = add(1, 2)
print(c.send(None), c.close())
c = guard()
print(c.send(None))
try:
    c.throw(KeyError("thrown"))
except KeyError as error:
    print("passed on", error.args)
except StopIteration as stop:
    print(stop.value)
print(c.close())


class Loop:
    def __init__(self):
        self.tasks, self.log = [], []

    def spawn(self, coroutine):
        self.tasks.append((coroutine, None))

    def run(self):
        while self.tasks:
            coroutine, value = self.tasks.pop(0)
            try:
                asked = coroutine.send(value)
                self.log.append(asked)
                self.tasks.append((coroutine, asked))
            except StopIteration as stop:
                self.log.append(("done", stop.value))


async def worker(name, n):
    for i in range(n):
        await Pause((name, i))
    return name


loop = Loop()
loop.spawn(worker("x", 2))
loop.spawn(worker("y", 1))
loop.run()
print(loop.log)
