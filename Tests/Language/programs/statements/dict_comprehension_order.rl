def log(x):
  print(x, end=" ")
  return x


print({log("k" + str(i)): log(i) for i in range(2)})
print({i % 2: i for i in range(5)}, {**{i: 1 for i in range(2)}})
