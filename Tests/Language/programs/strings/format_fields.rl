def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print("{} {}".format(1, 2), "{1} {0}".format("a", "b"), "{x} {y!r}".format(x=1, y="q"), "{0[1]} {0[0]}".format("ab"))
print("{a.real} {d[k]}".format(a=5, d={"k": "v"}), "{{}} {}".format(1), "{!a}".format("é"), "{:{w}.{p}f}".format(3.14159, w=8, p=2))
attempt(lambda: "{}".format())
attempt(lambda: "{x}".format())
attempt(lambda: "{0} {}".format(1, 2))
attempt(lambda: "{} {0}".format(1))
attempt(lambda: "{".format())
attempt(lambda: "}".format())
attempt(lambda: "{0!x}".format(1))
attempt(lambda: "{0.zz}".format(1))
attempt(lambda: "{0[9]}".format([1]))
