class H:
    def __hash__(s):
        d.clear(); return 1
d={i:i for i in range(100)}
d[H()]=1; print(len(d)); print(d.get(H())); print(H() in d); 
s=set(range(100))
class G:
    def __hash__(s2):
        s.clear(); return 1
s.add(G()); print(len(s)); s.discard(G()); print(len(s))
s.update([G(),G()]); print(len(s))
