words = ['b', 'a']
print(words.upper())
