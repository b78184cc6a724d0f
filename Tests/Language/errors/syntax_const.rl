const x = 3
