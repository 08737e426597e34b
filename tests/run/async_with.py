# async with: enter and exit are awaited, exceptions reach __aexit__.
class Suspend:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield self.value

    __iter__ = __await__


class Manager:
    def __init__(self, name, suppress=()):
        self.name, self.suppress = name, suppress

    async def __aenter__(self):
        await Suspend("+" + self.name)
        return self.name

    async def __aexit__(self, kind, value, trace):
        await Suspend("-%s:%s" % (self.name, kind.__name__ if kind else ""))
        return kind is not None and issubclass(kind, self.suppress)


def run(coroutine):
    seen = []
    while True:
        try:
            seen.append(coroutine.send(None))
        except StopIteration as stop:
            return seen, stop.value
        except Exception as e:
            return seen, "raised " + type(e).__name__


async def simple():
    async with Manager("a") as name:
        await Suspend("body " + name)
    return "end"


async def several(error=None):
    async with Manager("a", ValueError), Manager("b", KeyError) as b:
        if error:
            raise error
        return b
    return "suppressed"


async def loops():
    for i in range(4):
        async with Manager(str(i)):
            if i == 0:
                continue
            if i == 2:
                break
            await Suspend("body")
    return i


async def nested():
    async with Manager("x"):
        try:
            async with Manager("y"):
                raise OSError(1)
        except OSError:
            await Suspend("handled")
        finally:
            await Suspend("finally")


print(run(simple()))
print(run(several()), run(several(ValueError)), run(several(KeyError)), run(several(TypeError)))
print(run(loops()))
print(run(nested()))
