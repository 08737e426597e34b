"""Attributes: of instances, classes and modules, slots of a tree, properties, getattr and setattr."""

import sys

ROUNDS = 60


class Settings:
    limit = 100
    names = ("left", "right", "top")

    def __init__(self):
        self.left = 1
        self.right = 2
        self.top = 3
        self.changes = 0

    @property
    def width(self):
        return self.right - self.left

    def shift(self, by):
        self.left += by
        self.right += by
        if self.right > self.limit:
            self.left = 0
            self.right = self.left + by
        self.changes += 1


class Node:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None


def insert(root, key):
    node = root
    while True:
        if key < node.key:
            if node.left is None:
                node.left = Node(key)
                return
            node = node.left
        elif key > node.key:
            if node.right is None:
                node.right = Node(key)
                return
            node = node.right
        else:
            return


def depth(node):
    return 0 if node is None else 1 + max(depth(node.left), depth(node.right))


def work():
    settings = Settings()
    total = 0
    for i in range(5000):
        settings.shift(i & 3)
        total += settings.width + settings.top + settings.limit
    for i in range(1500):
        for name in settings.names:
            setattr(settings, name, getattr(settings, name) + 1)
        total += hasattr(settings, "bottom")
    for i in range(4000):
        total += len(sys.byteorder) + Settings.limit
    root = Node(512)
    key = 1
    for _ in range(600):
        key = key * 37 % 1021
        insert(root, key)
    return total, settings.left, settings.changes, depth(root)


for _ in range(ROUNDS):
    result = work()
print(result)
