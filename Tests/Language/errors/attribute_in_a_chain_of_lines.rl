words = ['a', 'b']
result = (words
          .copy()
          .upper()
          .split())
