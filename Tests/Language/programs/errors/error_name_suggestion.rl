lenght = 5
print(lengt)
