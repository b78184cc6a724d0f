import Script
import Support
import Testing

@Suite struct CodeFormatterTests {
  @Test(arguments: [
    // Operators, commas, colons
    ("x=1+2*  3", "x = 1 + 2 * 3"),
    ("f( a,b , c = 3,*d,**e )", "f(a, b, c=3, *d, **e)"),
    ("d={'a':1,'b' :2}\nprint(d [ 'a' ])", "d = {'a': 1, 'b': 2}\nprint(d['a'])"),
    ("y = - x ** 2 if not(a) else ~ b", "y = -x ** 2 if not (a) else ~b"),
    ("a[1 :2], a[ i+1:j ], a[: :2], a[-1:]", "a[1:2], a[i + 1 : j], a[::2], a[-1:]"),
    ("f = lambda x,y = 2 :x+y", "f = lambda x, y=2: x + y"),
    ("if a<=b!=c :pass", "if a <= b != c: pass"),
    ("x : int=3\nn+=1;m = 2 ;", "x: int = 3\nn += 1; m = 2;"),
    (
      "from . import a\nfrom ..b . c import(d)\nimport  os . path  as p",
      "from . import a\nfrom ..b.c import (d)\nimport os.path as p"
    ),
    ("print(*a, - b, a if b else(c), [* d])", "print(*a, -b, a if b else (c), [*d])"),
    ("return_ = (yield_ , 1 ,)\nt=1,", "return_ = (yield_, 1,)\nt = 1,"),
    ("s = 'a'  'b'   f'{x!r:>{w}}'", "s = 'a' 'b' f'{x!r:>{w}}'"),
    // Functions and classes
    (
      "import os\ndef f(a,*,b:int=2,c = 3)->int:\n  return a\ndef g(a,/,b): return b\nx=1",
      "import os\n\n\ndef f(a, *, b: int = 2, c=3) -> int:\n    return a\n\n\ndef g(a, /, b): return b\n\n\nx = 1"
    ),
    (
      "class A( B ):\n\n  x=1\n  def f(self):pass\n  @ property\n\n  def g(self):\n\n    return 1\n\n\n\n  y=2",
      "class A(B):\n    x = 1\n\n    def f(self): pass\n\n    @property\n    def g(self):\n        return 1\n\n    y = 2"
    ),
    // Comments stay, at the level of what they belong to
    (
      "if a:\n  b   # why\n  # inside\n# outside\nc\n   # last",
      "if a:\n    b  # why\n    # inside\n# outside\nc\n# last"
    ),
    (
      "x = [ # open\n  1,# one\n      # alone\n  2\n ]",
      "x = [  # open\n    1,  # one\n    # alone\n    2\n]"
    ),
    ("a = 1\n\n\n\n\nb = 2\n# note\n\ndef f():\n\n\n  pass", "a = 1\n\n\nb = 2\n# note\n\n\ndef f():\n    pass"),
    // Lines stay broken where they were
    (
      "f(a,\n  b)\ng(\n      a,\n  b,\n    )\nx = a+\\\n b",
      "f(a,\n  b)\ng(\n    a,\n    b,\n)\nx = a + \\\n    b"
    ),
    ("if True:\n\tx = '''a\n  b'''\n\ty", "if True:\n    x = '''a\n  b'''\n    y"),
    // Notebook lines
    ("%matplotlib   inline\n!ls  -l\nx=1 ;", "%matplotlib   inline\n!ls  -l\nx = 1;"),
    (
      "try:\n  a\n\nexcept  (B,C)as e :\n  raise D from e\nelse :\n  while x :x-=1\nfinally:\n  del x",
      "try:\n    a\nexcept (B, C) as e:\n    raise D from e\nelse:\n    while x: x -= 1\nfinally:\n    del x"
    ),
  ])
  func givesCodeItsCanonicalLook(_ before: String, after: String) throws {
    #expect(try CodeFormatter.format(before) == after)
    #expect(try CodeFormatter.format(after) == after)
  }

  @Test(arguments: [
    // What a bracket holds goes to a line of its own, or an item a line.
    ("total = compute(first_value, second_value, third)", "total = compute(\n    first_value, second_value, third\n)"),
    (
      "total = compute(first_value, second_value, third_value, fourth)",
      "total = compute(\n    first_value,\n    second_value,\n    third_value,\n    fourth\n)"
    ),
    (
      "def scale(values, factor=2, *, offset=0) -> list[float]: pass",
      "def scale(\n    values, factor=2, *, offset=0\n) -> list[float]: pass"
    ),
    // Nested: only what has to be opened is.
    (
      "print(first(1, 2), second(three=3, four=4, five=5, six=6))",
      "print(\n    first(1, 2),\n    second(three=3, four=4, five=5, six=6)\n)"
    ),
    // The last bracket that helps; subscripts only where there is nothing else.
    (
      "result = table[0].filter(condition_one).sort('name')",
      "result = table[0].filter(\n    condition_one\n).sort('name')"
    ),
    (
      "shown = names_of_the_columns[the_position_of_it + 1]",
      "shown = names_of_the_columns[\n    the_position_of_it + 1\n]"
    ),
    // Without commas
    (
      "pairs = [(name, value) for name, value in table.items() if value]",
      "pairs = [\n    (name, value)\n    for name, value in table.items()\n    if value\n]"
    ),
    (
      "ok = (first_condition and second_condition or third_condition)",
      "ok = (\n    first_condition\n    and second_condition\n    or third_condition\n)"
    ),
    (
      "raise ValueError('a long explanation of it' f' with {value}')",
      "raise ValueError(\n    'a long explanation of it'\n    f' with {value}'\n)"
    ),
    // The commas of a lambda are its own.
    (
      "items.sort(key=lambda first, second: first.value - second)",
      "items.sort(\n    key=lambda first, second: first.value - second\n)"
    ),
    // Comments, breaks that are there and long lines without brackets stay.
    (
      "f(1, 2)  # a comment that goes on for much longer than a line",
      "f(1, 2)  # a comment that goes on for much longer than a line"
    ),
    ("x = [\n    1, 2,\n    3\n]", "x = [\n    1, 2,\n    3\n]"),
    (
      "name = 'a text that is longer than any line may be' + other",
      "name = 'a text that is longer than any line may be' + other"
    ),
  ])
  func longLinesAreBrokenInsideBrackets(_ before: String, _ after: String) throws {
    #expect(try CodeFormatter.format(before, width: 44) == after)
    #expect(try CodeFormatter.format(after, width: 44) == after)
  }

  @Test func anEmptyTextAndLineEndsStay() throws {
    #expect(try CodeFormatter.format("") == "")
    #expect(try CodeFormatter.format("x=1\n") == "x = 1\n")
    #expect(try CodeFormatter.format("# only\n\n\n") == "# only\n")
    #expect(try CodeFormatter.format("x=1\r\nif x :\r\n  y\r\n") == "x = 1\r\nif x:\r\n    y\r\n")
  }

  @Test func whatIsNoProgramIsRefusedWithItsPlace() throws {
    let error = #expect(throws: UserError.self) {
      try CodeFormatter.format("x = 1\nif x\n  y", name: "a.rl", firstLine: 10)
    }
    #expect(error?.message == "a.rl:11:5: error: expected ':'")
  }
}
