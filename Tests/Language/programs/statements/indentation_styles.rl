if True:
    if True:
          print("deep")
    print("four")
if True:
	print("tab")
def f():
  # comment first

    # oddly indented comment
  return 1
print(f())
if f():

  print("blank line after colon")
# last comment without newline
