# Modules that import each other.
import first

print(first.NAME, first.second.NAME, first.second.describe())
import second

print(second is first.second, second.early, second.first is first)
print(first.later())
