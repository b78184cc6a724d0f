class Dog:
    def bark():
        return 'woof'

Dog().bark()
