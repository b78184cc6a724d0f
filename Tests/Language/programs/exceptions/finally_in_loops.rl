for i in range(4):
  try:
    if i == 1:
      continue
    if i == 3:
      break
    print("body", i)
  finally:
    print("finally", i)
else:
  print("no break")
n = 0
while n < 2:
  try:
    n += 1
    continue
  finally:
    print("n", n)
else:
  print("else")
