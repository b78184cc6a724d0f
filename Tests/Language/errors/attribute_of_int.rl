n = 12
print(n.split())
