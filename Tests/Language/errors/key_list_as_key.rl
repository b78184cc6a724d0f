cache = {}
cache[[1, 2]] = 3
