# Text that is built and taken apart, which is the runtime's work.
def run(n):
    parts = []
    for i in range(n):
        parts.append("%d:%s" % (i, "ab" * (i % 3)))
    text = ",".join(parts)
    total = 0
    for part in text.split(","):
        if part.endswith("b"):
            total += len(part)
    return total, text.find("17:")


def main(scale):
    return run(20 * scale)
