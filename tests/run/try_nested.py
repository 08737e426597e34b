# try inside try, except and finally.
def function(inner, handler):
    log = []
    try:
        log.append("outer")
        try:
            log.append("inner")
            if inner:
                raise inner("from inner")
        except ValueError as e:
            log.append("inner except " + str(e))
            try:
                if handler:
                    raise handler("from handler")
            except KeyError:
                log.append("handler except")
            else:
                log.append("handler else")
            log.append("inner except end")
        log.append("outer end")
    except (TypeError, OSError) as e:
        log.append("outer except " + str(e))
    return log


print(function(None, None))
print(function(ValueError, None))
print(function(ValueError, KeyError))
print(function(ValueError, TypeError))
print(function(TypeError, None))


def deep(n):
    try:
        try:
            try:
                try:
                    if n:
                        raise [ValueError, KeyError, TypeError, OSError][n - 1]
                    return 0
                except ValueError:
                    return 1
            except KeyError:
                return 2
        except TypeError:
            return 3
    except OSError:
        return 4


print([deep(n) for n in range(5)])


def in_finally():
    log = []
    try:
        try:
            raise ValueError
        finally:
            try:
                raise KeyError
            except KeyError:
                log.append("finally handled its own")
    except ValueError:
        log.append("original goes on")
    return log


print(in_finally())
