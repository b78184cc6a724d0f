label = 'x'
print(-label)
