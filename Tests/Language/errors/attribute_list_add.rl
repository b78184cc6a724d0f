items = [1, 2]
items.add(3)
