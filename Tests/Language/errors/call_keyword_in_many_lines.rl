def train(data, steps=10):
    return steps

train(
    [1, 2],
    stepz=3,
)
