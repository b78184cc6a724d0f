/// The instructions of the register machine.
///
/// `R[x]` is a register of the running frame, `K[x]` a constant of its code, `N[x]` the text of `K[x]` used as a
/// name, `G[x]` a slot of the module's variables, `free[x]` a cell that the running function brought along. `a`, `b`,
/// `c` are 16-bit fields, `d`, `e` 32-bit ones. A jump sets the next instruction to number `d` of the code.
/// A register that is written lets go of what it held; one that is read keeps it, unless the text says otherwise.
enum Opcode: UInt8 {
  // Moving values

  /// `R[a] = R[b]`
  case move
  /// `R[a] = K[d]`
  case constant
  /// `R[a] = d`, an integer
  case integer
  /// Raises UnboundLocalError unless `R[a]` is bound; `K[d]` names it.
  case checkLocal
  /// Unbinds `R[a]`; UnboundLocalError, naming `K[d]`, when it is not bound, unless flag 1 is set.
  case deleteLocal
  /// `R[a] = G[d]`, or the built-in in slot `e`; NameError when neither is bound.
  case loadGlobal
  /// `G[d] = R[a]`
  case storeGlobal
  /// Unbinds `G[d]`; NameError when it is not bound, unless flag 1 is set.
  case deleteGlobal
  /// `R[a] = cell(R[a])`, holding what was there if flag 1 is set, nothing otherwise.
  case makeCell
  /// `R[a] = R[b].value`, of a cell; UnboundLocalError, naming `K[d]`, when it holds nothing.
  case loadCell
  /// `R[b].value = R[a]`
  case storeCell
  /// Unbinds the cell `R[b]`; UnboundLocalError, naming `K[d]`, when it holds nothing, unless flag 1 is set.
  case deleteCell
  /// `R[a] = free[b].value`; NameError, naming `K[d]`, when it holds nothing.
  case loadFree
  /// `free[b].value = R[a]`
  case storeFree
  /// Unbinds `free[b]`; NameError, naming `K[d]`, when it holds nothing, unless flag 1 is set.
  case deleteFree
  /// In a class body, whose variables are the dict in `R[0]`: `R[a]` = the variable `N[d]`, else global slot
  /// `b·65536+c`, else built-in slot `e`; NameError when none is bound. With `b` and `c` at 0xFFFF an unbound variable
  /// becomes an empty dict: `__annotations__`.
  case loadName
  /// In a class body: variable `N[d] = R[a]`.
  case storeName
  /// In a class body: unbinds variable `N[d]`; NameError when it is not bound, unless flag 1 is set.
  case deleteName

  // Arithmetic. Flag 1: in place (`+=`). Flag 2: `R[c]` is a temporary that nobody reads again: it may be emptied
  // before the operation, so that an object which only the machine still holds can grow in place.

  /// `R[a] = R[b] + R[c]`, and so on.
  case add, subtract, multiply, divide, floorDivide, modulo
  /// `R[a] = R[b] op R[c]`, ``BinaryOperator`` number `d`.
  case binary
  /// `R[a] = R[b] + d`; flag 4: the program says `R[b] - (-d)`, which matters to what is no number.
  case addInteger
  /// `R[a] = R[b] * d`, `// d`, `% d`; the divisors are positive.
  case multiplyInteger, floorDivideInteger, moduloInteger
  /// `R[a] = op R[b]`, ``UnaryOperator`` number `d`.
  case unary
  /// `R[a] = not R[b]`
  case not

  // Comparison

  /// `R[a] = R[b] op R[c]`, ``Comparison`` number `d`.
  case compare
  /// `R[a] = R[b] is R[c]`; flag 1 negates.
  case identical
  /// `R[a] = R[b] in R[c]`; flag 1 negates.
  case contains
  /// Jumps if `R[a] op R[b]` is `flag` (1 true, 0 false).
  case jumpLess, jumpLessOrEqual, jumpEqual, jumpNotEqual, jumpGreater, jumpGreaterOrEqual
  /// Jumps if `R[a] op e` is `flag`.
  case jumpLessInteger, jumpLessOrEqualInteger, jumpEqualInteger, jumpNotEqualInteger, jumpGreaterInteger
  case jumpGreaterOrEqualInteger
  /// Jumps if `R[a] is R[b]` is `flag`.
  case jumpIdentical
  /// Jumps if `R[a] in R[b]` is `flag`.
  case jumpContains

  // Control

  /// Jumps.
  case jump
  /// Jumps backwards; once in a thousand loops and calls looks for an interruption.
  case loop
  /// Jumps if `R[a]` is true.
  case jumpIfTrue
  /// Jumps if `R[a]` is false.
  case jumpIfFalse
  /// Prepares the loop over `R[b]` in `R[a]`, `R[a+1]`, `R[a+2]`: of a range they are the next integer, how many are
  /// left and the step; of a list or tuple the object, the next index and None; of anything else its iterator and None.
  case forPrepare
  /// `R[b]` = the next value of the loop in `R[a]…`, or jumps when there is none. A generator's frame is pushed: its
  /// ``yield`` fills `R[b]`, its ``return_`` makes the jump.
  case forNext
  /// `R[a] = iter(R[b])`
  case iterate
  /// Leaves the frame with `R[a]`, its registers emptied. The result goes where the frame's ``Frame/Kind`` says: to a
  /// register of the caller (from `__init__`, which must return None, the new object goes there), or to native code.
  case return_
  /// Suspends the generator, whose consumer gets `R[b]`; when it goes on, `R[a]` is what was sent in.
  case yield
  /// Delegates to the iterator `R[b]`; `R[a]` is its final value, and holds what is sent in while it runs.
  case yieldFrom

  // Containers

  /// `R[a]` = list, tuple, set of `R[b] … R[b+c-1]`
  case buildList, buildTuple, buildSet
  /// `R[a]` = dict of the `c` pairs from `R[b]` on
  case buildDict
  /// `R[a]` = the strings `R[b] … R[b+c-1]` joined
  case buildString
  /// `R[a]` = slice of `R[b]`, `R[b+1]`, `R[b+2]`
  case buildSlice
  /// Appends `R[b]` to the list `R[a]`.
  case listAppend
  /// Appends everything in `R[b]` to the list `R[a]`; flag 1: for the arguments of the call of `R[c]`.
  case listExtend
  /// `R[a] = tuple(R[b])`, of a list
  case listToTuple
  /// Adds `R[b]` to the set `R[a]`.
  case setAdd
  /// Adds everything in `R[b]` to the set `R[a]`.
  case setUpdate
  /// `R[a][R[b]] = R[c]`, of a dict
  case dictSet
  /// Merges the mapping `R[b]` into the dict `R[a]`; flag 1: keywords of the call of `R[c]`, which must not repeat.
  case dictMerge
  /// `R[b] … R[b+c-1]` = the `c` items of `R[a]`
  case unpack
  /// `R[b] …` = the first `c` items of `R[a]`, a list of the others, the last `d` items
  case unpackStarred
  /// `R[a] = R[b][R[c]]`
  case getItem
  /// `R[a][R[b]] = R[c]`
  case setItem
  /// `del R[a][R[b]]`
  case deleteItem

  // Attributes and calls. `e` is the number of an inline cache.

  /// `R[a] = R[b].N[d]`
  case getAttribute
  /// `R[a].N[d] = R[b]`
  case setAttribute
  /// `del R[a].N[d]`
  case deleteAttribute
  /// For a call `R[b].N[d](…)`: `R[a]` = the function and `R[a+1]` = the object if it is a method found in the class,
  /// else `R[a]` = the attribute and `R[a+1]` is unset.
  case loadMethod
  /// `R[a]` = the attribute `N[d]` of `super()` with class cell `free[b]` and receiver `R[c]`; with `d` < 0 the super
  /// object itself.
  case loadSuper
  /// `R[a] = R[b](R[b+1] … R[b+c])`. The arguments are the callee's first registers; they end up empty.
  case call
  /// As ``call`` after ``loadMethod`` at `R[b]`: the arguments are `R[b+2] … R[b+c+1]`, after the object in `R[b+1]`
  /// unless that is unset.
  case callMethod
  /// As ``call``; the last of the `c` arguments have the names in the tuple `K[d]`; flag 1: after ``loadMethod``.
  case callKeywords
  /// `R[a] = R[b](*R[b+1], **R[b+2])`, a list and a dict or None
  case callSpread
  /// `R[a]` = function of code `K[d]`, defaults `R[b] … R[b+c-1]`, then one register for each keyword-only parameter,
  /// unset where it has no default. The cells it takes along are those that its code lists (``Code/captures``).
  case makeFunction
  /// `R[a]` = class with body function `R[b]` and base `R[b+1]`, if `c` is 1; flag 1: keyword arguments follow, named
  /// by the tuple `K[d]`
  case makeClass

  // Exceptions and contexts

  /// Raises `R[a]`; flag 1: from `R[b]`.
  case raise
  /// Raises the exception being handled again.
  case raiseAgain
  /// Goes on raising `R[a]` after a handler or `finally` has seen it: the traceback stays as it is.
  case reraise
  /// `R[a]` = the exception being handled (None without one, True in a generator for its caller's); now it is `R[b]`.
  case pushHandled
  /// The exception being handled is again the one that ``pushHandled`` left in `R[a]`, which is emptied.
  case popHandled
  /// Jumps unless the exception `R[a]` is of type `R[b]` or of one in the tuple `R[b]`.
  case jumpUnlessMatch
  /// Raises AssertionError; flag 1: of `R[a]`.
  case failAssertion
  /// `R[a]` = what entering the context `R[b]` gives
  case enterContext
  /// Leaves the context `R[b]` with the exception `R[c]` (or None); `R[a]` = whether it is swallowed
  case exitContext

  // Text, modules, notebook lines

  /// `R[a]` = text of `R[b]` with conversion `d` (the code of `r`, `s` or `a`, or 0) and, flag 1, the format
  /// specification `R[c]`
  case format
  /// `R[a]` = module `N[d]`, imported; flag 1: its topmost package. Leading dots count from the running module.
  case importName
  /// `R[a]` = attribute or submodule `N[d]` of module `R[b]`
  case importFrom
  /// Binds every public name of module `R[a]` as a global.
  case importStar
  /// Runs the notebook line `N[d]`: skipped with a note, or a command.
  case magic
}

/// One instruction: sixteen bytes. ``CodeBuilder/emit(_:_:_:_:d:e:flag:)`` makes them.
struct Instruction {
  var op: Opcode
  var flag: UInt8 = 0
  var a: UInt16 = 0
  var b: UInt16 = 0
  var c: UInt16 = 0
  var d: Int32 = 0
  var e: Int32 = 0
}
