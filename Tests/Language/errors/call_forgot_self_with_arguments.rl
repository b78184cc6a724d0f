class Dog:
    def speak(words):
        return words

Dog().speak('woof')
