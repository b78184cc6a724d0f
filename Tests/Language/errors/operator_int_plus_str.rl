answer = '5'
print(answer * 2)
print(1 + answer)
