x = 5 not
