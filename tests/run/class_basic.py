# Classes, instances, methods and attributes.
class Account:
    bank = "First"
    count = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        Account.count += 1

    def deposit(self, amount):
        self.balance += amount
        return self

    def __str__(self):
        return "%s:%d" % (self.owner, self.balance)

    def __repr__(self):
        return "<%s>" % self


a = Account("Ann")
b = Account("Bob", balance=10)
a.deposit(5).deposit(10)
print(a, b, [a, b], Account.count, a.bank)
a.bank = "Own"
print(a.bank, b.bank, Account.bank)
Account.bank = "Changed"
print(a.bank, b.bank)
print(isinstance(a, Account), type(a) is Account, type(a).__name__, hasattr(a, "owner"))
print(getattr(a, "balance"), getattr(a, "none", "default"))
setattr(b, "extra", [1])
print(b.extra, Account.deposit(b, 1), a.__class__ is Account)


class Empty:
    pass


e = Empty()
e.x = e.y = 1
e.f = lambda: "instance function"
print(e.x + e.y, e.f(), e is e, e == Empty(), e != Empty())
Empty.late = lambda self: "late method"
print(e.late(), callable(e.late), callable(e))
C = type("Dynamic", (Empty,), {"value": 3, "get": lambda self: self.value})
print(C().get(), C.__name__, issubclass(C, Empty))
