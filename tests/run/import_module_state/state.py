counter = 0
log = []


def bump():
    global counter
    counter += 1
    return counter


def read():
    return counter


def call_added():
    return added()
