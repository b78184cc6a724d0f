max = 10

def best(values):
    return max(values)

print(best([1, 2]))
