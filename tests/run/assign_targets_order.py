# The order in which targets and values are evaluated.
log = []


def note(tag, value=None):
    log.append(tag)
    return value


class Recorder:
    def __setattr__(self, name, value):
        log.append("set " + name + "=" + str(value))

    def __setitem__(self, key, value):
        log.append("item " + str(key) + "=" + str(value))


r = Recorder()
note("obj", r).a = note("value", 1)
note("obj", r)[note("key", 2)] = note("value", 3)
r.x, r.y = note("first", 1), note("second", 2)
r[0], r.z, (r[1], r.w) = 1, 2, (3, 4)
r.p = r[9] = note("chain", 5)
for entry in log:
    print(entry)
