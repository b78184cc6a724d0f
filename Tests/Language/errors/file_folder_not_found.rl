open('nowhere/data.txt')
