class Model:
    def __init__(self): self.weights = 1
m = Model()
print(m.weigths)
