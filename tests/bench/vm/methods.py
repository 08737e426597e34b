"""Method calls: own, inherited and overridden ones, super(), bound methods, operators."""

ROUNDS = 90


class Account:
    def __init__(self, owner, balance):
        self.owner = owner
        self.balance = balance

    def deposit(self, amount):
        self.balance += amount
        return self

    def withdraw(self, amount):
        if amount <= self.balance:
            self.balance -= amount
            return True
        return False

    def fee(self):
        return 0

    def month(self):
        self.balance -= self.fee()


class Savings(Account):
    def month(self):
        super().month()
        self.deposit(self.balance // 200)


class Checking(Account):
    def fee(self):
        return 3


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def dot(self, other):
        return self.x * other.x + self.y * other.y


def work():
    accounts = [Savings("a", 1000), Checking("b", 500), Account("c", 0)]
    refused = 0
    for i in range(2500):
        for account in accounts:
            account.deposit(i & 7)
            if not account.withdraw(5):
                refused += 1
            if i % 10 == 0:
                account.month()
    position, step, hits = Vector(0, 0), Vector(1, 2), 0
    for i in range(2500):
        position = position + step
        hits += position.dot(step) & 1
        if position == step:
            hits += 1
    deposit = accounts[2].deposit
    for i in range(2500):
        deposit(1)
    return [account.balance for account in accounts], refused, hits


for _ in range(ROUNDS):
    result = work()
print(result)
