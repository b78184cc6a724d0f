def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


from datetime import timedelta

d = timedelta(days=1, hours=2, minutes=3, seconds=4, milliseconds=5, microseconds=6, weeks=1)
print(d, repr(d), d.days, d.seconds, d.microseconds, d.total_seconds(), timedelta(seconds=-1), str(timedelta(-1)), repr(timedelta(0)))
print(d * 2, d / 2, d // 2, d / timedelta(hours=1), d // timedelta(hours=1), d % timedelta(hours=5), divmod(d, timedelta(days=2)))
print(-d, abs(-d), timedelta(0.5), timedelta(1) * 1.5, timedelta(microseconds=1) / 2, timedelta(microseconds=3) / 2, bool(timedelta()))
print(timedelta.max, timedelta.min, timedelta.resolution, timedelta(hours=24) == timedelta(1), timedelta(1) > timedelta(0))
attempt(lambda: timedelta(1) / 0)
attempt(lambda: timedelta("a"))
attempt(lambda: timedelta(1) + 1)
attempt(lambda: timedelta(days=10**9))
