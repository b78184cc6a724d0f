naïve = "é" * 3; 数 = [1]
print(naïve, 数[5] + 1)
