class Dog:
    def bark(self):
        return 'woof'

Dog.bark()
