price = '3.14159'
print(round(price, 2))
