def size(n):
  return "small" if n < 10 else "medium" if n < 100 else "large"


print(size(5), size(50), size(500))
print((1 if True else 2) + (3 if False else 4), [x if x % 2 else -x for x in range(4)], (lambda x: "t" if x else "f")(0))
x = 5 if 1 > 2 else 6 if 2 > 3 else 7
print(x, "a" if "" else "b" if [] else "c")
