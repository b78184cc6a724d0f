x, name, width = 3.14159, "Bo", 8
print(f"{x:.2f}|{x:{width}.3f}|{name:>{width}}|{name!r:^8}|{x!s:.4}|{1000000:,}|{255:#06x}|{0.25:.0%}")
print(f"{x=} {name=} {name=!s} {x=:.1f} {width + 1 = } {'a' 'b'} {{}} {{{x:.0f}}}")
print(f"{[1, 2][0]} {dict(a=1)['a']} {(lambda v: v * 2)(4)} {x if x > 3 else 0:.1f}")
