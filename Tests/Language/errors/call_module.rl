import random
print(random())
