for word in ("abc", "xyz"):
  for c in word:
    if c == "b":
      print("found in", word)
      break
  else:
    print("no b in", word)
    continue
  print("after break")
else:
  print("outer else")
for x in []:
  pass
else:
  print("empty else")
while False:
  pass
else:
  print("while else")
