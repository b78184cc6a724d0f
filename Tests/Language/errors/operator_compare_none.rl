def best(scores):
    if scores:
        return max(scores)

if best([]) > 0.5:
    print('good')
