total = 1 + \
    2 + \
    3
values = [
  1,  # comment

  2,
    3,
]
text = ("a"
        "b" 'c'
        f"{total}")
if (total == 6 and
    text):
  print(total, values, text)


def f(a,
      b=2,
      ):
  return (a
          + b)


print(f(
  1,
), {
  "k":
    1,
})
