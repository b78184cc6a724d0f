print("before")
def f():
    return undefined_thing
f()
