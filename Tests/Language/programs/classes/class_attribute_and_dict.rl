# An attribute of the class, hidden by one of the instance, once its __dict__ was asked for.
class Switch:
    on = True

    def read(self):
        return self.on

    def set(self, on):
        self.on = on


switch = Switch()
print(switch.read(), vars(switch))
for on in (False, True, False):
    switch.set(on)
    print(switch.read(), switch.on, vars(switch))
del switch.on
print(switch.read(), vars(switch))
switch.__dict__["on"] = "from the dict"
print(switch.read())
other = Switch()
print(other.read(), other.__dict__)
other.read = lambda: "replaced"
print(other.read(), switch.read())
