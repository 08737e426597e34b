# from module import *.
from public import *

print(shown(), VALUE, Klass().name)
try:
    print(_hidden)
except NameError:
    print("_hidden stays hidden")
from shapes import *
print(area(2, 3), area is not None, VALUE)
from shapes.solid import *
print(volume(2, 3, 4), VALUE)
