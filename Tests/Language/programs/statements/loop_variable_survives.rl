for i in range(3):
  pass
print(i)
for i in []:
  pass
print(i)
for i in range(5):
  i += 10
  if i > 11:
    break
print(i)
squares = [k for k in range(3)]
print("k" in globals())
