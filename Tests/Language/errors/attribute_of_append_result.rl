items = []
items = items.append(4)
items.append(5)
