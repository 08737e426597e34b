# An exception in a module leaves the importer able to go on.
try:
    import broken
except ValueError as e:
    print("import failed:", e)
import good

print(good.value)
try:
    from good import missing
except ImportError:
    print("no such name")
try:
    from package import broken_part
except ZeroDivisionError:
    print("part failed")
import package

print(package.ready)
