try:
  undefined_name
except NameError as error:
  print(error, error.name, type(error).__name__)


class A:
  try:
    missing_in_class
  except NameError as error:
    print(error)
