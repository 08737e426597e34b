# Coroutines driven by hand: await of coroutines and of objects.
class Suspend:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        answer = yield self.value
        return answer

    __iter__ = __await__


def run(coroutine, *answers):
    seen = []
    answer = None
    answers = list(answers)
    while True:
        try:
            seen.append(coroutine.send(answer))
        except StopIteration as stop:
            return seen, stop.value
        answer = answers.pop(0) if answers else None


async def plain():
    return 5


async def one():
    return await Suspend("one")


async def nested(a, b=2, *args, **kw):
    x = await one()
    y = await plain()
    return a, b, args, sorted(kw), x, y


async def expressions():
    total = await Suspend(1) + await Suspend(2) * 2
    items = [await Suspend(3), await plain()]
    text = f"{await Suspend(4)}"
    if await Suspend(5) and not await Suspend(6):
        return total, items, text, (await one()) or "none"


async def raising():
    await Suspend("before")
    raise ValueError("async error")


async def catching():
    try:
        await raising()
    except ValueError as e:
        return str(e)
    finally:
        await Suspend("finally")


print(run(plain()), run(one(), "answer"), run(nested(1, 3, 4, k=5), "x"))
print(run(expressions(), 10, 20, 30, 40, True, False, None))
print(run(catching()))


def closure(n):
    async def inner():
        nonlocal n
        n += await Suspend(n)
        return n

    return inner


print(run(closure(5)(), 10))
