def f():
    try:
        raise KeyError("first")
    finally:
        print("finally runs")
f()
