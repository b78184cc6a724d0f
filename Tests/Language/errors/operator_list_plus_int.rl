values = [1, 2]
values = values + 3
