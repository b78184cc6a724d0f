config = {'steps': 3}
print(config.steps)
