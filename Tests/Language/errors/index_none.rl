def find(items):
    for item in items:
        if item > 9:
            return item

print(find([1, 2])[0])
