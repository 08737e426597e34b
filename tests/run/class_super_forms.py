# super with arguments, super in a renamed first parameter, in properties and generators.
class Base:
    def name(self):
        return "base"

    def items(self):
        return [1, 2]

    @property
    def size(self):
        return 10


class Child(Base):
    def name(this):
        return super().name() + "+child"

    def explicit(self):
        return super(Child, self).name()

    def items(self):
        for item in super().items():
            yield item * 10
        yield from super().items()

    def in_comprehension(self):
        parent = super().items()
        return [x + 1 for x in parent]

    def conditional(self, flag):
        if flag:
            return super().name()
        return "no super"

    def nested_call(self):
        return len(super().name()) + len(super().items())

    def stored(self):
        s = super()
        return s.name()


class Grandchild(Child):
    def name(self):
        return super().name() + "+grandchild"

    def skip(self):
        return super(Child, self).name()

    def both(self):
        return super().name(), super(Child, self).name()


g = Grandchild()
print(Child().name(), Child().explicit(), list(Child().items()), Child().in_comprehension())
print(g.name(), g.skip(), g.both(), g.explicit(), g.conditional(1), g.conditional(0), g.nested_call(), g.stored())
