class A:
  pass


def hello(self, name="you"):
  return f"hello {name} from {type(self).__name__}"


a = A()
A.hello = hello
a.alone = hello
print(a.hello(), a.hello("me"))
try:
  a.alone()
except TypeError as error:
  print(error)
del A.hello
try:
  a.hello()
except AttributeError as error:
  print(error)
