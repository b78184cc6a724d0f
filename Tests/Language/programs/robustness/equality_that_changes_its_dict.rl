class K:
    def __init__(self,v): self.v=v
    def __hash__(self): return 1
    def __repr__(self): return 'K'
    def __eq__(self,o):
        if act: act.pop()()
        return self is o
act=[]
def run(f, what):
    global d, act
    d={K(i):i for i in range(6)}
    act=[what]
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
    act=[]
    print(len(d), sorted(d.values(), key=str))
def grow():
    for i in range(100): d[i]=i
for what in (lambda: d.clear(), grow, lambda: d.popitem(), lambda: d.pop(next(iter(d)))):
    run(lambda: d.get(K(9)), what)
    run(lambda: d.__setitem__(K(9),9), what)
    run(lambda: d.pop(K(9),None), what)
    run(lambda: K(9) in d, what)
    run(lambda: d.setdefault(K(9),3), what)
    run(lambda: d.update({K(7):7}), what)
    run(lambda: d=={K(i):i for i in range(6)}, what)
    run(lambda: d|{K(3):3}, what)
