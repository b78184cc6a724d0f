text = open('data/results.json').read()
