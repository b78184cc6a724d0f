def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import time

start = time.perf_counter()
time.sleep(0.01)
print(time.perf_counter() - start >= 0.01, time.time() > 1.6e9, time.monotonic_ns() > 0, isinstance(time.process_time(), float))
attempt(lambda: time.sleep(-1))
attempt(lambda: time.gmtime(float("nan")))
attempt(lambda: time.gmtime(1e20))
