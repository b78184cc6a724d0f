def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


import time

t = time.strptime("2024-02-03 04:05:06", "%Y-%m-%d %H:%M:%S")
print(t, t.tm_year, t[1], t.tm_wday, t.tm_yday, len(t))
print(time.strftime("%a %d %b %Y", t), time.gmtime(0), time.asctime(time.gmtime(86400)))
attempt(lambda: time.strptime("x", "%Y"))
attempt(lambda: time.struct_time((1, 2)))
attempt(lambda: time.sleep(-1))
