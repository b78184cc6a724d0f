import math
print(math.squareroot(16))
print(math.sqr(16))
