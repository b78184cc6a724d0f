word = 'cat'
for i in range(4):
    last = word[i]
