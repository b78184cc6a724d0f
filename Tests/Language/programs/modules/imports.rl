import math, json as j
from math import sqrt, floor as fl
import os.path
print(sqrt(16), fl(2.7), j.dumps([1]), os.path.join("a", "b"))
try: import nothing_here
except ModuleNotFoundError as e: print(e)
try: from math import nothing
except ImportError as e: print(str(e)[:30])
print(math.pi > 3, math.__name__)
