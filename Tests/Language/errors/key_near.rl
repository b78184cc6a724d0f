config = {'learning_rate': 0.1, 'batch_size': 8}
print(config['learning_rte'])
