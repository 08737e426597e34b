# break, continue and return through try, except, with and for together.
log = []


class M:
    def __enter__(self):
        log.append("+")

    def __exit__(self, *args):
        log.append("-")


def function(mode):
    for i in range(3):
        try:
            with M():
                try:
                    for j in [1, 2]:
                        try:
                            if mode == "raise" and i == 1:
                                raise ValueError
                            if mode == "return" and i == 1:
                                return "returned", i, j
                            if mode == "break" and j == 1:
                                break
                            if mode == "continue" and j == 1:
                                continue
                            log.append((i, j))
                        except KeyError:
                            log.append("never")
                        finally:
                            log.append("f1")
                    else:
                        log.append("else")
                    if mode == "outer break" and i == 1:
                        break
                    if mode == "outer continue":
                        continue
                except ValueError:
                    log.append("caught")
                    if i == 1:
                        continue
                finally:
                    log.append("f2")
            log.append("end of with")
        finally:
            log.append("f3")
    else:
        return "loop ended"
    return "loop broken"


for mode in ("none", "raise", "return", "break", "continue", "outer break", "outer continue"):
    print(mode, function(mode))
    print(log)
    log.clear()
