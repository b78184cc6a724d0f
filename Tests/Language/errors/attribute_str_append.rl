text = 'ab'
text.append('c')
