with open('data/review.csv') as f:
    print(f.read())
