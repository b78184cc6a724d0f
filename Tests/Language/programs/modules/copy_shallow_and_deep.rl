import copy

inner = [1]
original = {"list": inner, "tuple": (inner, 2)}
shallow, deep = copy.copy(original), copy.deepcopy(original)
inner.append(2)
print(shallow, deep, deep["tuple"][0] is deep["list"])
loop = [1]
loop.append(loop)
twin = copy.deepcopy(loop)
print(twin[1] is twin, twin is loop, copy.deepcopy(print) is print)
