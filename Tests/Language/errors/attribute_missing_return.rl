def load(name):
    text = name.strip()

data = load(' x ')
print(data.upper())
