import time
a = time.time(); b = time.perf_counter(); time.sleep(0.01)
print(time.time() > a, time.perf_counter() - b >= 0.01, time.monotonic() > 0, isinstance(time.time_ns(), int))
g = time.gmtime(0)
print(g.tm_year, g.tm_mon, g.tm_mday, g[3], g.tm_wday, g.tm_yday, len(g), tuple(g)[:6], time.strftime('%Y-%m-%d %H:%M:%S', g), time.asctime(g))
print(g)
p = time.strptime('2024-03-05 07:08:09', '%Y-%m-%d %H:%M:%S')
print(tuple(p), time.strftime('%a %d %b %Y', p))
try:
    time.strptime('x', '%Y')
except ValueError as e:
    print(e)
try:
    time.sleep(-1)
except ValueError as e:
    print(e)
