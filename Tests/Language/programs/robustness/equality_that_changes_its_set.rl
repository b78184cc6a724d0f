class K:
    def __hash__(self): return 1
    def __eq__(self,o):
        if act: act.pop()()
        return self is o
act=[]
def run(f, what):
    global d, act
    d={K() for i in range(6)}
    act=[what]
    try: print(type(f()).__name__)
    except Exception as e: print(type(e).__name__, e)
    act=[]
    print(len(d))
def grow():
    for i in range(100): d.add(i+10)
for what in (lambda: d.clear(), grow, lambda: d.pop()):
    run(lambda: K() in d, what)
    run(lambda: d.add(K()), what)
    run(lambda: d.discard(K()), what)
    run(lambda: d.update([K(),K()]), what)
    run(lambda: d|{K(),K()}, what)
    run(lambda: d&{K(),K()}, what)
    run(lambda: d-{K(),K()}, what)
    run(lambda: d^{K(),K()}, what)
    run(lambda: d<={K(),K(),K(),K(),K(),K(),K()}, what)
    run(lambda: d=={K(),K(),K(),K(),K(),K()}, what)
    run(lambda: d.isdisjoint([K()]), what)
