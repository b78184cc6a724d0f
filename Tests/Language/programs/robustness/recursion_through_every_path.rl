import functools
import json
import re

def tried(name, call):
    try:
        call()
        print(name, 'done')
    except RecursionError:
        print(name, 'RecursionError')

def function_():
    def f(n): return f(n+1)
    def call():
        return f(0)
    return call
tried('function', function_())

def method_():
    class A:
        def m(self): return self.m()
    def call():
        return A().m()
    return call
tried('method', method_())

def init_():
    class A:
        def __init__(self): A()
    def call():
        return A()
    return call
tried('init', init_())

def repr_():
    class A:
        def __repr__(self): return repr(self)
    def call():
        return repr(A())
    return call
tried('repr', repr_())

def str_():
    class A:
        def __str__(self): return str(self)
    def call():
        return str(A())
    return call
tried('str', str_())

def eq_():
    class A:
        def __eq__(self,o): return self==o
    def call():
        return A()==A()
    return call
tried('eq', eq_())

def lt_():
    class A:
        def __lt__(self,o): return o<self
    def call():
        return A()<A()
    return call
tried('lt', lt_())

def hash_():
    class A:
        def __hash__(self): return hash(self)
    def call():
        return hash(A())
    return call
tried('hash', hash_())

def getattr_():
    class A:
        def __getattr__(self,n): return self.x
    def call():
        return A().y
    return call
tried('getattr', getattr_())

def getattribute_():
    class A:
        def __getattribute__(self,n): return self.x
    def call():
        return A().y
    return call
tried('getattribute', getattribute_())

def setattr_():
    class A:
        def __setattr__(self,n,v): self.x=v
    def call():
        A().y=1
    return call
tried('setattr', setattr_())

def property_():
    class A:
        @property
        def p(self): return self.p
    def call():
        return A().p
    return call
tried('property', property_())

def getitem_():
    class A:
        def __getitem__(self,i): return self[i]
    def call():
        return A()[0]
    return call
tried('getitem', getitem_())

def len_():
    class A:
        def __len__(self): return len(self)
    def call():
        return len(A())
    return call
tried('len', len_())

def bool_():
    class A:
        def __bool__(self): return bool(self)
    def call():
        return bool(A())
    return call
tried('bool', bool_())

def call_():
    class A:
        def __call__(self): return self()
    def call():
        return A()()
    return call
tried('call', call_())

def iter_():
    class A:
        def __iter__(self): return iter(self)
    def call():
        return iter(A())
    return call
tried('iter', iter_())

def next_():
    class A:
        def __iter__(self): return self
        def __next__(self): return next(self)
    def call():
        return next(A())
    return call
tried('next', next_())

def contains_():
    class A:
        def __contains__(self,x): return x in self
    def call():
        return 1 in A()
    return call
tried('contains', contains_())

def add_():
    class A:
        def __add__(self,o): return self+o
    def call():
        return A()+1
    return call
tried('add', add_())

def radd_():
    class A:
        def __radd__(self,o): return o+self
    def call():
        return 1+A()
    return call
tried('radd', radd_())

def iadd_():
    class A:
        def __iadd__(self,o):
            self+=o
            return self
    def call():
        a = A()
        a += 1
    return call
tried('iadd', iadd_())

def format_():
    class A:
        def __format__(self,o): return format(self,o)
    def call():
        return f"{A()}"
    return call
tried('format', format_())

def enter_():
    class A:
        def __enter__(self):
            with self: pass
        def __exit__(self,*a): pass
    def call():
        return A().__enter__()
    return call
tried('enter', enter_())

def missing_():
    class A(dict):
        def __missing__(self,k): return self[k]
    def call():
        return A()[1]
    return call
tried('missing', missing_())

def index_():
    class A:
        def __index__(self): return [1][self]
    def call():
        return [1][A()]
    return call
tried('index', index_())

def sortkey_():
    def k(x): return sorted([1,2],key=k)
    def call():
        return sorted([1,2],key=k)
    return call
tried('sortkey', sortkey_())

def map_():
    def k(x): return list(map(k,[1]))
    def call():
        return k(1)
    return call
tried('map', map_())

def filter_():
    def k(x): return list(filter(k,[1]))
    def call():
        return k(1)
    return call
tried('filter', filter_())

def reduce_():
    def k(a,b): return functools.reduce(k,[1,2])
    def call():
        return k(1,2)
    return call
tried('reduce', reduce_())

def comp_():
    def k(x): return [k(y) for y in [1]]
    def call():
        return k(1)
    return call
tried('comp', comp_())

def genexp_():
    def k(x): return sum(k(y) for y in [1])
    def call():
        return k(1)
    return call
tried('genexp', genexp_())

def lambda_():
    f=lambda: f()
    def call():
        return f()
    return call
tried('lambda', lambda_())

def decor_():
    @functools.lru_cache(None)
    def f(n): return f(n+1)
    def call():
        return f(0)
    return call
tried('decor', decor_())

def gen_():
    def g(): yield from g()
    def call():
        return list(g())
    return call
tried('gen', gen_())

def gen2_():
    def g():
        for x in g(): yield x
    def call():
        return list(g())
    return call
tried('gen2', gen2_())

def classmethod_():
    class A:
        @classmethod
        def m(cls): return cls.m()
    def call():
        return A.m()
    return call
tried('classmethod', classmethod_())

def super_():
    class A:
        def m(self): return self.m()
    class B(A):
        def m(self): return super().m()
    def call():
        return B().m()
    return call
tried('super', super_())

def new_():
    class A:
        def __new__(cls): return A()
    def call():
        return A()
    return call
tried('new', new_())

def partial_():
    def f(): return p()
    p=functools.partial(f)
    def call():
        return f()
    return call
tried('partial', partial_())

def resub_():
    def f(m): return re.sub("a",f,"a")
    def call():
        return f(None)
    return call
tried('resub', resub_())

def jsondefault_():
    def f(o): return object()
    def call():
        return json.dumps(object(),default=f)
    return call
tried('jsondefault', jsondefault_())

def exc_str_():
    class E(Exception):
        def __str__(self): return str(self)
    def call():
        return str(E())
    return call
tried('exc_str', exc_str_())

def kwargs_():
    def f(**k): return f(**k)
    def call():
        return f(a=1)
    return call
tried('kwargs', kwargs_())

def star_():
    def f(*a): return f(*a)
    def call():
        return f(1)
    return call
tried('star', star_())

def descr_():
    class D:
        def __get__(self,o,t): return o.d
    class A:
        d=D()
    def call():
        return A().d
    return call
tried('descr', descr_())

def except_():
    def f():
        try: f()
        except ValueError: pass
    def call():
        return f()
    return call
tried('except', except_())

def finally_():
    def f():
        try: f()
        finally: pass
    def call():
        return f()
    return call
tried('finally', finally_())

def with_():
    class C:
        def __enter__(s): return s
        def __exit__(s,*a): return False
    def f():
        with C(): f()
    def call():
        return f()
    return call
tried('with', with_())

def deepclass_():
    class A:
        def __init__(s): s.a=A()
    def call():
        return A()
    return call
tried('deepclass', deepclass_())
