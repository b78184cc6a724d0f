class = 'mammal'
