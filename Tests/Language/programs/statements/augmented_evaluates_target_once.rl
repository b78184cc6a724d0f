def index():
  print("index")
  return 0


def box():
  print("box")
  return values


values = [1, 2]
box()[index()] += 10
print(values)


class C:
  def __getattr__(self, name):
    print("get", name)
    return 1

  def __setattr__(self, name, value):
    print("set", name, value)


C().x += 5
