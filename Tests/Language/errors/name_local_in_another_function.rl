def setup():
    rate = 0.1

def use():
    return rate * 2

setup()
use()
