class Stack(list):
  def push(self, x):
    self.append(x)
    return self

  def __getitem__(self, i):
    return ("item", super().__getitem__(i))

  def __len__(self):
    return 99


s = Stack([1, 2]).push(3)
print(s, s[0], len(s), isinstance(s, list), s == [1, 2, 3], type(s + [4]).__name__, list(s))
s.label = "own attribute"
print(s.label, s.pop(), sorted(s, reverse=True), [x for x in s])
