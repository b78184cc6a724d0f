name, n, pi = "Ana", 42, 3.14159265
print(f"{name} {n} {pi}", f"{name!r} {name!s} {'é'!a}")
print(f"{n:5d}|{n:<5}|{n:^5}|{n:>5}|{n:05d}|{n:+d}|{n:x}|{n:#b}|{n:,}")
print(f"{pi:.2f}|{pi:10.3f}|{pi:e}|{pi:g}|{1e10:g}|{0.5:%}|{1234567.891:,.2f}")
print(f"{name:>10}|{name:*^10}|{name:.2}")
w, p = 10, 3
print(f"{pi:{w}.{p}f}|{name:{'>'}{w}}")
print(f"{n=} {n = } {n+1=:>6} {name=!s}")
print(f"{{}} {{{n}}} {n}{{")
print(f"{[x for x in range(3)]} { {'a': 1}['a'] } {(lambda x: x * 2)(4)}")
print(f'{name + "!"}' f" and {'nested' if n else 'no'}")
print(f"{1 if n > 3 else 2} {n != 3} {n == 42}")
print(f"""{
    n
} multi""")
