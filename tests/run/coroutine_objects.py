# micropython-only: coroutine objects are generators and may be iterated
async def coroutine():
    return 1


def generator():
    yield 1
    return 2


print(type(coroutine()) is type(generator()))
c = coroutine()
try:
    next(c)
except StopIteration as stop:
    print(stop.value)


async def awaits_generator():
    return await generator()


print(list(awaits_generator()))
