from functools import partialmethod


class Cell:
    def set_state(self, state, mark=""):
        self.state = state + mark

    alive = partialmethod(set_state, "alive")
    dead = partialmethod(set_state, "dead", mark="!")


c = Cell()
c.alive()
print(c.state)
c.dead()
print(c.state)
