ages = {'ann' = 3}
