def train():
    loss = 0.5

train()
print(loss)
