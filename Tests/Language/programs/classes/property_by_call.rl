class Temp:
  def get(self):
    return self._t

  def set(self, v):
    self._t = v

  def delete(self):
    del self._t

  t = property(get, set, delete, "temperature")
  w = property(None, set)


x = Temp()
x.t = 20
x.w = 30
print(x.t, Temp.t.__doc__, Temp.t.fget is Temp.get, Temp.w.fget)
del x.t
for f in (lambda: x.t, lambda: x.w):
  try:
    f()
  except AttributeError as error:
    print(error)
