text = 'don't'
