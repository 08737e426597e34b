# Classes, exceptions, decorators and generators together.
class Insufficient(Exception):
    pass


def logged(method):
    def wrapper(self, *args, **kwargs):
        try:
            result = method(self, *args, **kwargs)
        except Insufficient as e:
            self.history.append("refused " + str(e))
            raise
        else:
            self.history.append("%s%s" % (method.__name__, args))
            return result
        finally:
            self.operations += 1

    return wrapper


class Account:
    rate = 5

    def __init__(self, owner, balance=0):
        self.owner, self._balance = owner, balance
        self.history = []
        self.operations = 0

    @property
    def balance(self):
        return self._balance

    @logged
    def deposit(self, amount):
        self._balance += amount
        return self._balance

    @logged
    def withdraw(self, amount, *, force=False):
        if amount > self._balance and not force:
            raise Insufficient("%d of %d" % (amount, self._balance))
        self._balance -= amount
        return self._balance

    def yearly(self, years):
        value = self._balance
        for year in range(1, years + 1):
            value += value * self.rate // 100
            yield year, value


class Savings(Account):
    rate = 10

    def withdraw(self, amount, **options):
        fee = 2
        return super().withdraw(amount + fee, **options)


class Transaction:
    def __init__(self, *accounts):
        self.accounts = accounts

    def __enter__(self):
        self.saved = [a.balance for a in self.accounts]
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            for account, balance in zip(self.accounts, self.saved):
                account._balance = balance
        return kind is Insufficient


a, b = Account("Ann", 100), Savings("Bob", 50)
print(a.deposit(20), a.withdraw(50), b.withdraw(10), b.withdraw(40, force=True))
with Transaction(a, b):
    a.deposit(1000)
    b.withdraw(5000)
    print("never")
print(a.balance, b.balance, a.operations, b.operations)
print(a.history, b.history)
print(list(a.yearly(3)), [v for _, v in Savings("x", 1000).yearly(2)])
