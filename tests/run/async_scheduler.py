# A small scheduler with sleeping tasks, events and a queue.
class Switch:
    def __init__(self, ticks):
        self.ticks = ticks

    def __await__(self):
        yield self.ticks

    __iter__ = __await__


def sleep(ticks):
    return Switch(ticks)


class Loop:
    def __init__(self):
        self.now = 0
        self.tasks = []
        self.count = 0

    def spawn(self, coroutine, delay=0):
        self.count += 1
        self.tasks.append((self.now + delay, self.count, coroutine))

    def run(self):
        while self.tasks:
            self.tasks.sort(key=lambda task: (task[0], task[1]))
            when, _, coroutine = self.tasks.pop(0)
            self.now = when
            try:
                delay = coroutine.send(None)
            except StopIteration:
                continue
            self.spawn(coroutine, delay)


loop = Loop()
log = []


async def worker(name, times, period):
    for i in range(times):
        log.append((loop.now, name, i))
        await sleep(period)
    return name


async def parent():
    loop.spawn(worker("child", 2, 3), 1)
    await worker("inline", 2, 2)
    log.append((loop.now, "parent done"))


queue = []


async def producer():
    for item in "abc":
        await sleep(4)
        queue.append(item)


async def consumer():
    taken = []
    while len(taken) < 3:
        while not queue:
            await sleep(1)
        taken.append(queue.pop(0))
    log.append((loop.now, "".join(taken)))


for coroutine in (worker("w1", 3, 5), worker("w2", 2, 4), parent(), producer(), consumer()):
    loop.spawn(coroutine)
loop.run()
for entry in log:
    print(entry)
