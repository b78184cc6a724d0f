my-name = 3
