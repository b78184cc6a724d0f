temperature = 0.7
print(temprature)
