class Both:
  def __getattribute__(self, name):
    print("getattribute", name)
    return super().__getattribute__(name)

  def __getattr__(self, name):
    print("getattr", name)
    return "fallback"

  present = 1


b = Both()
print(b.present, b.absent)
