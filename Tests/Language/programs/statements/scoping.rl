x = "global"
def f():
    x = "local"
    def g():
        return x
    return g()
print(f(), x)
def h():
    global newname
    newname = 7
h()
print(newname)
class C:
    x = "class"
    def m(self): return x
    y = x + "!"
print(C().m(), C.y)
def shadow(print_=print):
    len = lambda v: "mine"
    return len([1])
print(shadow())
def cond(flag):
    if flag: v = 1
    try: return v
    except UnboundLocalError: return "unbound"
print(cond(True), cond(False))
for i in range(2):
    def fn(): return i
print(fn())
