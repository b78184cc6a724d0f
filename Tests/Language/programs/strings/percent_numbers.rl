def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print("%d|%5d|%-5d|%05d|%+d|% d" % (42, 42, 42, 42, 42, 42))
print("%x %X %#x %o %#o" % (255, 255, 255, 8, 8), "%.3d" % 5, "%i %u" % (3, 4), "%d" % 3.99, "%d" % 10**20)
print("%f|%.2f|%8.3f|%-8.1f|%08.2f|%e|%g|%G" % (1.5, 2.345, 3.14159, 2.0, 3.14159, 12345.678, 0.00001, 1e20))
attempt(lambda: "%d" % "a")
attempt(lambda: "%x" % 1.5)
attempt(lambda: "%f" % "a")
