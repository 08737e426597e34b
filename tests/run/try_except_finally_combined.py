# The full statement in every combination of outcome.
class A(Exception):
    pass


class B(Exception):
    pass


def run(body, handler, other):
    log = []
    try:
        try:
            log.append("body")
            if body:
                raise body
        except A as e:
            log.append("except A")
            if handler:
                raise handler
        except (B, TypeError):
            log.append("except B")
        else:
            log.append("else")
            if other:
                raise other
        finally:
            log.append("finally")
        log.append("end")
    except Exception as e:
        log.append("outer " + type(e).__name__)
    return log


print(run(None, None, None))
print(run(A, None, None))
print(run(A, B, None))
print(run(B(), None, None))
print(run(TypeError("t"), None, None))
print(run(KeyError, None, None))
print(run(None, None, A))
print(run(None, None, ValueError))


def returning(kind):
    try:
        if kind:
            raise kind
        return "body"
    except A:
        return "A"
    except B:
        pass
    finally:
        if kind is B:
            return "finally"
    return "end"


print(returning(None), returning(A), returning(B))
