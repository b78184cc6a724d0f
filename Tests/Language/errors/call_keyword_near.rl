def train(data, learning_rate=0.1, steps=10):
    return steps

train([], learning_rat=0.2)
