# Every name of math and cmath.
import cmath
import math


def attempt(function, *args):
    try:
        result = function(*args)
    except (ValueError, TypeError, OverflowError, ZeroDivisionError) as error:
        result = type(error).__name__
    return "%.10g" % result if isinstance(result, float) else result


names = ["sqrt", "exp", "expm1", "log2", "log10", "cosh", "sinh", "tanh", "acosh", "asinh", "atanh",
         "cos", "sin", "tan", "acos", "asin", "atan", "ceil", "fabs", "floor", "trunc", "erf",
         "erfc", "gamma", "lgamma", "radians", "degrees", "isfinite", "isinf", "isnan", "log"]
for name in names:
    function = getattr(math, name)
    print(name, [attempt(function, x) for x in (0.5, 1, 2.75, -0.25, 0, -3.5)])
    print("  ", attempt(function, "1"), attempt(function), attempt(function, 1, 2, 3))
for x in (float("inf"), -float("inf"), float("nan")):
    print([attempt(getattr(math, name), x) for name in names if name not in ("ceil", "floor",
        "trunc")])
    print([attempt(getattr(math, name), x) for name in ("ceil", "floor", "trunc")])
for name in ("pow", "atan2", "fmod", "copysign"):
    function = getattr(math, name)
    print(name, [attempt(function, x, y) for x, y in ((2, 3), (-2, 2), (5.5, -2), (0, -0.0),
        (7, 0.5))])
print(attempt(math.pow, 0, -1), attempt(math.pow, -8, 1 / 3), attempt(math.fmod, 1, 0))
print(attempt(math.log, 8, 2), attempt(math.log, 100, 10), attempt(math.log, 0),
      attempt(math.log, 1 << 80))
print(attempt(math.log, 2, 1), attempt(math.log, -1, 2), attempt(math.sqrt, 1 << 80))
print(math.frexp(8.5), math.frexp(0.0), math.frexp(-0.3), math.ldexp(0.75, 4), math.ldexp(1, -2),
      math.modf(2.75), math.modf(-2.25))
print(math.ceil(2.1), math.floor(-2.1), math.trunc(-2.9), math.ceil(1e20), math.floor(-1e20),
      type(math.trunc(1.0)))
print("%.12f %.12f %.12f" % (math.pi, math.e, math.tau), math.inf, math.nan)
print([math.factorial(n) for n in (0, 1, 5, 20, 25)], attempt(math.factorial, -1))
print(math.isclose(1, 1.0000000001), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2),
      math.isclose(0, 1e-12), math.isclose(0, 1e-12, abs_tol=1e-9),
      math.isclose(math.inf, math.inf), math.isclose(math.nan, math.nan),
      attempt(lambda: math.isclose(1, 1, rel_tol=-1)))

z = 3 + 4j


def near(x, y):
    return abs(x - y) < 1e-9


print(near(cmath.phase(z), 0.9272952180016122), cmath.polar(z)[0],
      near(cmath.polar(z)[1], cmath.phase(z)))
print(near(cmath.rect(2, cmath.pi / 2), 2j), near(cmath.exp(1j * cmath.pi), -1),
      near(cmath.log(-1), 1j * cmath.pi))
print(near(cmath.log10(100), 2), near(cmath.sqrt(-4), 2j), near(cmath.sqrt(z), 2 + 1j),
      near(cmath.cos(1), math.cos(1)))
print(near(cmath.sin(z), 3.853738037919377 - 27.016813258003932j), near(cmath.e, math.e),
      cmath.phase(1))
print(near(cmath.cos(1j), math.cosh(1)), attempt(cmath.sqrt, "x"), attempt(cmath.rect, 1))
