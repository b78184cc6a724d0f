class Plain:
  def __str__(self):
    return "plain"


print(format(Plain()), f"{Plain()}")
try:
  format(Plain(), ">10")
except TypeError as error:
  print(error)
print(f"{str(Plain()):>10}")
