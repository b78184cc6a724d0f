def change(l, d, s, t):
  l.append(1)
  d["k"] = 1
  s += "x"
  t += (1,)
  l = [9]


l, d, s, t = [], {}, "s", ()
change(l, d, s, t)
print(l, d, s, t)
