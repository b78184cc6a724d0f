def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from functools import cache, lru_cache


@lru_cache(maxsize=2)
def double(x):
    print("working on", x)
    return x * 2


print(double(1), double(1), double(2), double(3), double(1), double.cache_info(), double.cache_parameters())
double.cache_clear()
print(double.cache_info(), double.__wrapped__(9), double.__name__)


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info())
attempt(lambda: double([]))
