import Support

extension Machine {
  /// Runs the topmost frame until the frame entered by native code returns, yields or lets an exception out.
  ///
  /// - Parameter raising: an exception to raise at once where the frame is suspended.
  func run(raising pending: ScriptError? = nil) throws -> Value {
    var pending = pending
    var pc = frame.pointee.pc
    var regs = frame.pointee.registers
    var header = frame.pointee.header
    while true {
      do {
        if let error = pending {
          pending = nil
          throw error
        }
        while true {
          let i = pc
          pc += 1
          let a = Int(i.pointee.a)
          let b = Int(i.pointee.b)
          switch i.pointee.op {
          // MARK: Moving values
          case .move: (regs + a).copy(regs + b)
          case .constant: (regs + a).copy(header.pointee.constants + Int(i.pointee.d))
          case .integer: (regs + a).set(int: Int(i.pointee.d))
          case .checkLocal:
            if case .unset = regs[a] { throw unboundLocal(header.pointee.constants[Int(i.pointee.d)]) }
          case .deleteLocal:
            if i.pointee.flag == 0, case .unset = regs[a] {
              throw unboundLocal(header.pointee.constants[Int(i.pointee.d)])
            }
            (regs + a).clear()
          case .loadGlobal:
            let value = header.pointee.globals.pointee + Int(i.pointee.d)
            if case .unset = value.pointee {
              let builtIn = header.pointee.builtins.pointee + Int(i.pointee.e)
              if case .unset = builtIn.pointee { throw undefinedGlobal(Int(i.pointee.d)) }
              (regs + a).copy(builtIn)
            } else {
              (regs + a).copy(value)
            }
          case .storeGlobal: (header.pointee.globals.pointee + Int(i.pointee.d)).copy(regs + a)
          case .deleteGlobal:
            if i.pointee.flag == 0, case .unset = header.pointee.globals.pointee[Int(i.pointee.d)] {
              throw undefinedGlobal(Int(i.pointee.d))
            }
            header.pointee.globals.pointee[Int(i.pointee.d)] = .unset
          case .makeCell:
            let cell = CellObject()
            if i.pointee.flag & 1 != 0 { cell.value = regs[a] }
            (regs + a).take(Value(cell))
          case .loadCell:
            let value = (regs + b).certain(CellObject.self).variable
            if case .unset = value.pointee { throw unboundLocal(header.pointee.constants[Int(i.pointee.d)]) }
            (regs + a).copy(value)
          case .storeCell: (regs + b).certain(CellObject.self).variable.copy(regs + a)
          case .deleteCell:
            let cell = unsafeDowncast(regs[b].object.unsafelyUnwrapped, to: CellObject.self)
            if i.pointee.flag == 0, case .unset = cell.value {
              throw unboundLocal(header.pointee.constants[Int(i.pointee.d)])
            }
            cell.value = .unset
          case .loadFree:
            let value = (regs - 1).certain(FunctionObject.self)._withUnsafeGuaranteedRef { $0.cellPointers[b] }.variable
            if case .unset = value.pointee { throw unboundFree(header.pointee.constants[Int(i.pointee.d)]) }
            (regs + a).copy(value)
          case .storeFree:
            (regs - 1).certain(FunctionObject.self)._withUnsafeGuaranteedRef { $0.cellPointers[b] }.variable.copy(
              regs + a)
          case .deleteFree:
            let cell = unsafeDowncast(regs[-1].object.unsafelyUnwrapped, to: FunctionObject.self).cells[b]
            if i.pointee.flag == 0, case .unset = cell.value {
              throw unboundFree(header.pointee.constants[Int(i.pointee.d)])
            }
            cell.value = .unset
          case .loadName: (regs + a).take(try loadName(i, regs, header.pointee.constants))
          case .storeName: try regs[0].dict.unsafelyUnwrapped.set(header.pointee.constants[Int(i.pointee.d)], regs[a])
          case .deleteName:
            if try regs[0].dict.unsafelyUnwrapped.remove(header.pointee.constants[Int(i.pointee.d)]) == nil,
              i.pointee.flag == 0
            {
              throw ScriptError(
                .nameError, "name '\(header.pointee.constants[Int(i.pointee.d)].string ?? "")' is not defined")
            }

          // MARK: Arithmetic
          case .add:
            let c = Int(i.pointee.c)
            if case .int(let x) = regs[b], case .int(let y) = regs[c] {
              let (sum, overflow) = x.addingReportingOverflow(y)
              if !overflow {
                (regs + a).set(int: sum)
                continue
              }
            } else if case .float(let x) = regs[b], case .float(let y) = regs[c] {
              (regs + a).set(float: x + y)
              continue
            }
            if try addTexts(i, regs, pc, header) { continue }
            try arithmetic(.add, i, regs)
          case .subtract:
            let c = Int(i.pointee.c)
            if case .int(let x) = regs[b], case .int(let y) = regs[c] {
              let (difference, overflow) = x.subtractingReportingOverflow(y)
              if !overflow {
                (regs + a).set(int: difference)
                continue
              }
            } else if case .float(let x) = regs[b], case .float(let y) = regs[c] {
              (regs + a).set(float: x - y)
              continue
            }
            try arithmetic(.subtract, i, regs)
          case .multiply:
            let c = Int(i.pointee.c)
            if case .int(let x) = regs[b], case .int(let y) = regs[c] {
              let (product, overflow) = x.multipliedReportingOverflow(by: y)
              if !overflow {
                (regs + a).set(int: product)
                continue
              }
            } else if case .float(let x) = regs[b], case .float(let y) = regs[c] {
              (regs + a).set(float: x * y)
              continue
            }
            try arithmetic(.multiply, i, regs)
          case .divide:
            let c = Int(i.pointee.c)
            if case .float(let x) = regs[b], case .float(let y) = regs[c], y != 0 {
              (regs + a).set(float: x / y)
              continue
            }
            try arithmetic(.divide, i, regs)
          case .floorDivide:
            let c = Int(i.pointee.c)
            if case .int(let x) = regs[b], case .int(let y) = regs[c], y > 0 {
              (regs + a).set(int: Numbers.floorDivide(x, y))
              continue
            }
            try arithmetic(.floorDivide, i, regs)
          case .modulo:
            let c = Int(i.pointee.c)
            if case .int(let x) = regs[b], case .int(let y) = regs[c], y > 0 {
              (regs + a).set(int: Numbers.modulo(x, y))
              continue
            }
            try arithmetic(.modulo, i, regs)
          case .binary:
            let c = Int(i.pointee.c)
            if case .int(let x) = regs[b], case .int(let y) = regs[c] {
              switch BinaryOperator(rawValue: UInt8(truncatingIfNeeded: i.pointee.d)).unsafelyUnwrapped {
              case .and:
                (regs + a).set(int: x & y)
                continue
              case .or:
                (regs + a).set(int: x | y)
                continue
              case .xor:
                (regs + a).set(int: x ^ y)
                continue
              case .leftShift:
                if y >= 0, y < 63, (x &<< y) &>> y == x {
                  (regs + a).set(int: x &<< y)
                  continue
                }
              case .rightShift:
                if y >= 0, y < 64 {
                  (regs + a).set(int: x &>> y)
                  continue
                }
              default: break
              }
            }
            try arithmetic(BinaryOperator(rawValue: UInt8(truncatingIfNeeded: i.pointee.d)).unsafelyUnwrapped, i, regs)
          case .addInteger:
            if case .int(let x) = regs[b] {
              let (sum, overflow) = x.addingReportingOverflow(Int(i.pointee.d))
              if !overflow {
                (regs + a).set(int: sum)
                continue
              }
            } else if case .float(let x) = regs[b] {
              (regs + a).set(float: x + Double(i.pointee.d))
              continue
            }
            try arithmetic(
              i.pointee.flag & 4 != 0 ? .subtract : .add,
              .int(i.pointee.flag & 4 != 0 ? -Int(i.pointee.d) : Int(i.pointee.d)), i, regs)
          case .multiplyInteger:
            if case .int(let x) = regs[b] {
              let (product, overflow) = x.multipliedReportingOverflow(by: Int(i.pointee.d))
              if !overflow {
                (regs + a).set(int: product)
                continue
              }
            } else if case .float(let x) = regs[b] {
              (regs + a).set(float: x * Double(i.pointee.d))
              continue
            }
            try arithmetic(.multiply, .int(Int(i.pointee.d)), i, regs)
          case .floorDivideInteger:
            if case .int(let x) = regs[b] {
              (regs + a).set(int: Numbers.floorDivide(x, Int(i.pointee.d)))
              continue
            }
            try arithmetic(.floorDivide, .int(Int(i.pointee.d)), i, regs)
          case .moduloInteger:
            if case .int(let x) = regs[b] {
              (regs + a).set(int: Numbers.modulo(x, Int(i.pointee.d)))
              continue
            }
            try arithmetic(.modulo, .int(Int(i.pointee.d)), i, regs)
          case .unary:
            let op = UnaryOperator(rawValue: UInt8(truncatingIfNeeded: i.pointee.d)).unsafelyUnwrapped
            frame.pointee.pc = pc
            (regs + a).take(try regs[b].unary(op))
          case .not: (regs + a).set(bool: try !truth(regs + b))

          // MARK: Comparison
          case .compare:
            let op = Comparison(rawValue: UInt8(truncatingIfNeeded: i.pointee.d)).unsafelyUnwrapped
            let c = Int(i.pointee.c)
            if case .int(let x) = regs[b], case .int(let y) = regs[c] {
              (regs + a).set(bool: op.holds(x, y))
              continue
            }
            if case .float(let x) = regs[b], case .float(let y) = regs[c] {
              (regs + a).set(bool: op.holds(x, y))
              continue
            }
            frame.pointee.pc = pc
            if let holds = stringsCompare(op, regs + b, regs + c) {
              (regs + a).set(bool: holds)
              continue
            }
            (regs + a).take(try regs[b].compare(op, regs[c]))
          case .identical:
            (regs + a).set(bool: (regs + b).isIdentical(to: regs + Int(i.pointee.c)) != (i.pointee.flag != 0))
          case .contains:
            frame.pointee.pc = pc
            (regs + a).set(bool: try contains(regs + b, in: regs + Int(i.pointee.c)) != (i.pointee.flag != 0))
          case .jumpLess:
            if try order(.less, regs + a, regs + b, pc) == (i.pointee.flag != 0) {
              pc = header.pointee.instructions + Int(i.pointee.d)
            }
          case .jumpLessOrEqual:
            if try order(.lessOrEqual, regs + a, regs + b, pc) == (i.pointee.flag != 0) {
              pc = header.pointee.instructions + Int(i.pointee.d)
            }
          case .jumpEqual:
            if try order(.equal, regs + a, regs + b, pc) == (i.pointee.flag != 0) {
              pc = header.pointee.instructions + Int(i.pointee.d)
            }
          case .jumpNotEqual:
            if try order(.notEqual, regs + a, regs + b, pc) == (i.pointee.flag != 0) {
              pc = header.pointee.instructions + Int(i.pointee.d)
            }
          case .jumpGreater:
            if try order(.greater, regs + a, regs + b, pc) == (i.pointee.flag != 0) {
              pc = header.pointee.instructions + Int(i.pointee.d)
            }
          case .jumpGreaterOrEqual:
            if try order(.greaterOrEqual, regs + a, regs + b, pc) == (i.pointee.flag != 0) {
              pc = header.pointee.instructions + Int(i.pointee.d)
            }
          case .jumpLessInteger:
            if try order(.less, regs + a, Int(i.pointee.e), pc) == (i.pointee.flag != 0) {
              pc = header.pointee.instructions + Int(i.pointee.d)
            }
          case .jumpLessOrEqualInteger:
            if try order(.lessOrEqual, regs + a, Int(i.pointee.e), pc) == (i.pointee.flag != 0) {
              pc = header.pointee.instructions + Int(i.pointee.d)
            }
          case .jumpEqualInteger:
            if try order(.equal, regs + a, Int(i.pointee.e), pc) == (i.pointee.flag != 0) {
              pc = header.pointee.instructions + Int(i.pointee.d)
            }
          case .jumpNotEqualInteger:
            if try order(.notEqual, regs + a, Int(i.pointee.e), pc) == (i.pointee.flag != 0) {
              pc = header.pointee.instructions + Int(i.pointee.d)
            }
          case .jumpGreaterInteger:
            if try order(.greater, regs + a, Int(i.pointee.e), pc) == (i.pointee.flag != 0) {
              pc = header.pointee.instructions + Int(i.pointee.d)
            }
          case .jumpGreaterOrEqualInteger:
            if try order(.greaterOrEqual, regs + a, Int(i.pointee.e), pc) == (i.pointee.flag != 0) {
              pc = header.pointee.instructions + Int(i.pointee.d)
            }
          case .jumpIdentical:
            if (regs + a).isIdentical(to: regs + b) == (i.pointee.flag != 0) {
              pc = header.pointee.instructions + Int(i.pointee.d)
            }
          case .jumpContains:
            frame.pointee.pc = pc
            if try contains(regs + a, in: regs + b) == (i.pointee.flag != 0) {
              pc = header.pointee.instructions + Int(i.pointee.d)
            }

          // MARK: Control
          case .jump: pc = header.pointee.instructions + Int(i.pointee.d)
          case .loop:
            pc = header.pointee.instructions + Int(i.pointee.d)
            budget &-= 1
            if budget < 0 {
              pc += 1
              try poll()
              pc -= 1
            }
          case .jumpIfTrue: if try truth(regs + a) { pc = header.pointee.instructions + Int(i.pointee.d) }
          case .jumpIfFalse: if try !truth(regs + a) { pc = header.pointee.instructions + Int(i.pointee.d) }
          case .forPrepare:
            frame.pointee.pc = pc
            try prepareLoop(regs + a, regs[b])
          case .forNext:
            let loop = regs + a
            if case .int(let next) = loop[0], case .int(let left) = loop[1], case .int(let step) = loop[2] {
              if left <= 0 {
                pc = header.pointee.instructions + Int(i.pointee.d)
                continue
              }
              loop.overwrite(int: next &+ step)
              (loop + 1).overwrite(int: left - 1)
              (regs + b).set(int: next)
              continue
            }
            let object = loop.certain(Object.self)
            switch object.kind {
            case .list:
              let (storage, count) = object.cast(ListObject.self)._withUnsafeGuaranteedRef { ($0.storage, $0.count) }
              guard case .int(let index) = loop[1], index < count else {
                (loop + 1).overwrite(int: Int.max)
                pc = header.pointee.instructions + Int(i.pointee.d)
                continue
              }
              (regs + b).copy(storage + index)
              (loop + 1).overwrite(int: index + 1)
            case .tuple:
              let (storage, count) = object.cast(TupleObject.self)._withUnsafeGuaranteedRef { ($0.storage, $0.count) }
              guard case .int(let index) = loop[1], index < count else {
                pc = header.pointee.instructions + Int(i.pointee.d)
                continue
              }
              (regs + b).copy(storage + index)
              (loop + 1).overwrite(int: index + 1)
            case .generator:
              let generator = object.cast(GeneratorObject.self).takeUnretainedValue()
              frame.pointee.pc = pc
              if generator.state == .finished {
                pc = header.pointee.instructions + Int(i.pointee.d)
                continue
              }
              if generator.state == .running || generator.isDelegating {
                if let value = try generator.next() {
                  (regs + b).take(value)
                } else {
                  pc = header.pointee.instructions + Int(i.pointee.d)
                }
                continue
              }
              if generator.state == .suspended { generator.registers[Int((generator.pc - 1).pointee.a)] = .none }
              try push(generator, kind: .generator, target: i.pointee.b)
              pc = frame.pointee.pc
              regs = frame.pointee.registers
              header = frame.pointee.header
            default:
              frame.pointee.pc = pc
              if let value = try object.cast(IteratorObject.self)._withUnsafeGuaranteedRef({ try $0.next() }) {
                (regs + b).take(value)
              } else {
                pc = header.pointee.instructions + Int(i.pointee.d)
              }
            }
          case .iterate:
            frame.pointee.pc = pc
            (regs + a).take(Value(try regs[b].iterate()))
          case .return_:
            let kind = frame.pointee.kind
            if let generator = frame.pointee.generator {
              let value = regs[a]
              let object = generator.takeRetainedValue()
              object.finish(value)
              handled = object.outerHandled
              frame -= 1
              if kind == .entry { return value }
              pc = frame.pointee.pc
              regs = frame.pointee.registers
              header = frame.pointee.header
              // The loop that drove the generator ends.
              pc = header.pointee.instructions + Int((pc - 1).pointee.d)
              continue
            }
            let instance = frame.pointee.instance
            let result = Int(frame.pointee.target)
            // The result is taken out first: its place may be one of those that are emptied.
            let value = (regs + a).extract()
            clear(regs, header.pointee.registerCount)
            frame -= 1
            switch kind {
            case .call:
              pc = frame.pointee.pc
              regs = frame.pointee.registers
              header = frame.pointee.header
              (regs + result).put(value)
            case .entry: return value.value
            default:
              pc = frame.pointee.pc
              regs = frame.pointee.registers
              header = frame.pointee.header
              let object = instance.unsafelyUnwrapped.takeRetainedValue()
              let nothing = value.value
              if !nothing.isNone {
                throw ScriptError(.typeError, "__init__() should return None, not '\(nothing.typeName)'")
              }
              (regs + result).take(.object(object))
            }
          case .yield:
            let value = regs + b
            let generator = frame.pointee.generator.unsafelyUnwrapped
            let kind = frame.pointee.kind
            let result = Int(frame.pointee.target)
            generator._withUnsafeGuaranteedRef { suspend($0, pc) }
            frame -= 1
            if kind == .entry {
              let value = value.pointee
              generator.release()
              return value
            }
            pc = frame.pointee.pc
            regs = frame.pointee.registers
            header = frame.pointee.header
            (regs + result).copy(value)
            ReferenceCount.release(generator)
          case .yieldFrom:
            frame.pointee.pc = pc
            let (value, isFinal) = try delegate(regs[b], sending: regs[a])
            if isFinal {
              (regs + a).take(value)
              continue
            }
            let generator = frame.pointee.generator.unsafelyUnwrapped.takeRetainedValue()
            let kind = frame.pointee.kind
            let result = Int(frame.pointee.target)
            (regs + a).setNone()
            suspend(generator, pc - 1)
            generator.isDelegating = true
            frame -= 1
            if kind == .entry { return value }
            pc = frame.pointee.pc
            regs = frame.pointee.registers
            header = frame.pointee.header
            (regs + result).take(value)

          // MARK: Containers
          case .buildList:
            (regs + a).take(Value(ListObject(copying: regs + b, count: Int(i.pointee.c))))
          case .buildTuple:
            (regs + a).take(
              Value(i.pointee.c == 0 ? TupleObject.empty : TupleObject(copying: regs + b, count: Int(i.pointee.c))))
          case .buildSet:
            frame.pointee.pc = pc
            (regs + a).take(Value(try SetObject(UnsafeBufferPointer(start: regs + b, count: Int(i.pointee.c)))))
          case .buildDict:
            frame.pointee.pc = pc
            let dict = DictObject()
            for index in 0..<Int(i.pointee.c) { try dict.set(regs[b + 2 * index], regs[b + 2 * index + 1]) }
            (regs + a).take(Value(dict))
          case .buildString: (regs + a).take(Value(concatenate(regs + b, Int(i.pointee.c))))
          case .buildSlice: (regs + a).take(Value(SliceObject(regs[b], regs[b + 1], regs[b + 2])))
          case .listAppend:
            (regs + a).certain(ListObject.self)._withUnsafeGuaranteedRef { $0.append(copying: regs + b) }
          case .listExtend:
            frame.pointee.pc = pc
            try extend(
              regs[a].list.unsafelyUnwrapped, regs[b], callee: i.pointee.flag == 0 ? nil : regs[Int(i.pointee.c)])
          case .listToTuple: (regs + a).take(Value(TupleObject(copying: regs[b].list.unsafelyUnwrapped.buffer)))
          case .setAdd:
            frame.pointee.pc = pc
            try regs[a].set.unsafelyUnwrapped.insert(regs[b])
          case .setUpdate:
            frame.pointee.pc = pc
            try regs[a].set.unsafelyUnwrapped.update(from: regs[b])
          case .dictSet:
            frame.pointee.pc = pc
            try (regs + a).certain(DictObject.self)._withUnsafeGuaranteedRef {
              try $0.set(regs + b, regs + Int(i.pointee.c))
            }
          case .dictMerge:
            frame.pointee.pc = pc
            try merge(
              regs[a].dict.unsafelyUnwrapped, regs[b], callee: i.pointee.flag == 0 ? nil : regs[Int(i.pointee.c)])
          case .unpack:
            frame.pointee.pc = pc
            try unpack(regs[a], regs + b, Int(i.pointee.c))
          case .unpackStarred:
            frame.pointee.pc = pc
            try unpack(regs[a], regs + b, before: Int(i.pointee.c), after: Int(i.pointee.d))
          case .getItem:
            if let object = (regs + b).held {
              if object.kind == .list, case .int(var index) = regs[Int(i.pointee.c)] {
                let (storage, count) = object.cast(ListObject.self)._withUnsafeGuaranteedRef { ($0.storage, $0.count) }
                if index < 0 { index += count }
                if index >= 0 && index < count {
                  (regs + a).copy(storage + index)
                  continue
                }
              } else if object.kind == .tuple, case .int(var index) = regs[Int(i.pointee.c)] {
                let (storage, count) = object.cast(TupleObject.self)._withUnsafeGuaranteedRef { ($0.storage, $0.count) }
                if index < 0 { index += count }
                if index >= 0 && index < count {
                  (regs + a).copy(storage + index)
                  continue
                }
              } else if object.kind == .dict {
                frame.pointee.pc = pc
                let found = try object.cast(DictObject.self)._withUnsafeGuaranteedRef {
                  try $0.place(of: regs + Int(i.pointee.c))
                }
                if let found {
                  (regs + a).copy(found)
                  continue
                }
              } else if object.kind == .str, case .int(var index) = regs[Int(i.pointee.c)] {
                let text = object.cast(StrObject.self)
                let count = text._withUnsafeGuaranteedRef { $0.count }
                if index < 0 { index += count }
                if index >= 0 && index < count, text._withUnsafeGuaranteedRef({ $0.isASCII }) {
                  (regs + a).set(text._withUnsafeGuaranteedRef { $0.asciiCharacter(index) })
                  continue
                }
              }
            }
            frame.pointee.pc = pc
            (regs + a).take(try regs[b].getItem(regs[Int(i.pointee.c)]))
          case .setItem:
            if let object = (regs + a).held {
              if object.kind == .list, case .int(var index) = regs[b] {
                let (storage, count) = object.cast(ListObject.self)._withUnsafeGuaranteedRef { ($0.storage, $0.count) }
                if index < 0 { index += count }
                if index >= 0 && index < count {
                  (storage + index).copy(regs + Int(i.pointee.c))
                  continue
                }
              } else if object.kind == .dict {
                frame.pointee.pc = pc
                try object.cast(DictObject.self)._withUnsafeGuaranteedRef {
                  try $0.set(regs + b, regs + Int(i.pointee.c))
                }
                continue
              }
            }
            frame.pointee.pc = pc
            try regs[a].setItem(regs[b], regs[Int(i.pointee.c)])
          case .deleteItem:
            frame.pointee.pc = pc
            try regs[a].deleteItem(regs[b])

          // MARK: Attributes
          case .getAttribute:
            let cache = header.pointee.caches + Int(i.pointee.e)
            if let object = (regs + b).held, object.kind == .instance {
              let instance = object.cast(InstanceObject.self)
              if instance._withUnsafeGuaranteedRef({ cache.pointee.key == $0.shapeKey }),
                cache.pointee.epoch == TypeObject.epoch
              {
                (regs + a).copy(instance._withUnsafeGuaranteedRef { $0.slots } + cache.pointee.slot)
                continue
              }
            }
            frame.pointee.pc = pc
            (regs + a).take(try getAttribute(regs + b, header.pointee.constants[Int(i.pointee.d)], cache))
          case .setAttribute:
            let cache = header.pointee.caches + Int(i.pointee.e)
            if let object = (regs + a).held, object.kind == .instance {
              let instance = object.cast(InstanceObject.self)
              if instance._withUnsafeGuaranteedRef({ cache.pointee.key == $0.shapeKey }),
                cache.pointee.epoch == TypeObject.epoch
              {
                if let next = cache.pointee.next {
                  instance._withUnsafeGuaranteedRef { $0.append(next, regs[b]) }
                } else {
                  (instance._withUnsafeGuaranteedRef { $0.slots } + cache.pointee.slot).copy(regs + b)
                }
                continue
              }
            }
            frame.pointee.pc = pc
            try setAttribute(regs[a], header.pointee.constants[Int(i.pointee.d)], regs[b], cache)
          case .deleteAttribute:
            frame.pointee.pc = pc
            try regs[a].deleteAttribute(header.pointee.constants[Int(i.pointee.d)].string ?? "")
          case .loadMethod:
            let cache = header.pointee.caches + Int(i.pointee.e)
            if let object = (regs + b).held, cache.pointee.epoch == TypeObject.epoch {
              let key =
                object.kind == .instance
                ? object.cast(InstanceObject.self)._withUnsafeGuaranteedRef { $0.shapeKey }
                : object._withUnsafeGuaranteedRef { $0.typeKey }
              if cache.pointee.key == key {
                if a + 1 != b { (regs + a + 1).copy(regs + b) }
                (regs + a).set(cache.pointee.method.unsafelyUnwrapped)
                continue
              }
            }
            frame.pointee.pc = pc
            try loadMethod(regs + a, regs[b], header.pointee.constants[Int(i.pointee.d)], cache)
          case .loadSuper:
            frame.pointee.pc = pc
            let cell = unsafeDowncast(regs[-1].object.unsafelyUnwrapped, to: FunctionObject.self).cells[b]
            let name = i.pointee.d < 0 ? nil : header.pointee.constants[Int(i.pointee.d)].string
            (regs + a).take(try loadSuper(cell, regs[Int(i.pointee.c)], name))

          // MARK: Calls
          case .call:
            frame.pointee.pc = pc
            if try enterDirectly(regs + b, Int(i.pointee.c), i.pointee.a) {
              pc = frame.pointee.pc
              regs = frame.pointee.registers
              header = frame.pointee.header
              continue
            }
            if try callNative(regs + b, Int(i.pointee.c), regs + a) { continue }
            if try callSlowly(regs + b, Int(i.pointee.c), nil, regs + a, i.pointee.a) {
              pc = frame.pointee.pc
              regs = frame.pointee.registers
              header = frame.pointee.header
            }
          case .callMethod, .callKeywords:
            frame.pointee.pc = pc
            var base = regs + b
            var count = Int(i.pointee.c)
            let names = i.pointee.op == .callKeywords ? header.pointee.constants[Int(i.pointee.d)].tuple : nil
            if i.pointee.op == .callMethod || i.pointee.flag != 0 {
              if case .unset = base[1] {
                // The attribute was no method: its arguments follow the empty place of the receiver.
                (base + 1).move(base)
                base += 1
              } else {
                count += 1
                if i.pointee.op == .callMethod, try enterDirectly(base, count, i.pointee.a) {
                  pc = frame.pointee.pc
                  regs = frame.pointee.registers
                  header = frame.pointee.header
                  continue
                }
              }
            }
            if names == nil, try callNative(base, count, regs + a) { continue }
            if try callSlowly(base, count, names, regs + a, i.pointee.a) {
              pc = frame.pointee.pc
              regs = frame.pointee.registers
              header = frame.pointee.header
            }
          case .callSpread:
            frame.pointee.pc = pc
            (regs + a).take(try callSpread(regs + b))
          case .makeFunction:
            let code = unsafeDowncast(
              header.pointee.constants[Int(i.pointee.d)].object.unsafelyUnwrapped, to: Code.self)
            (regs + a).take(Value(makeFunction(code, regs + b, Int(i.pointee.c), regs)))
          case .makeClass:
            frame.pointee.pc = pc
            (regs + a).take(
              try makeClass(
                regs + b, Int(i.pointee.c), i.pointee.flag == 0 ? nil : header.pointee.constants[Int(i.pointee.d)].tuple
              ))

          // MARK: Exceptions and contexts
          case .raise:
            frame.pointee.pc = pc
            try raise(regs[a], from: i.pointee.flag == 0 ? nil : regs[b])
          case .raiseAgain:
            guard let handled else { throw ScriptError(.runtimeError, "No active exception to reraise") }
            throw ScriptError(handled)
          case .reraise: throw ScriptError(regs[a].exception.unsafelyUnwrapped)
          case .pushHandled:
            (regs + a).take(outerHandled)
            handled = regs[b].exception
          case .popHandled:
            restoreHandled(regs[a])
            (regs + a).clear()
          case .jumpUnlessMatch:
            if try !matches(regs[a], regs[b]) { pc = header.pointee.instructions + Int(i.pointee.d) }
          case .failAssertion:
            throw ScriptError(ExceptionObject(.assertionError, i.pointee.flag == 0 ? [] : [regs[a]]))
          case .enterContext:
            frame.pointee.pc = pc
            (regs + a).take(try regs[b].enter())
          case .exitContext:
            frame.pointee.pc = pc
            (regs + a).set(bool: try regs[b].exit(regs[Int(i.pointee.c)].exception))

          // MARK: Text, modules, notebook lines
          case .format:
            frame.pointee.pc = pc
            (regs + a).take(
              try format(regs[b], conversion: i.pointee.d, spec: i.pointee.flag == 0 ? nil : regs[Int(i.pointee.c)]))
          case .importName:
            frame.pointee.pc = pc
            (regs + a).take(
              try interpreter.importName(
                header.pointee.constants[Int(i.pointee.d)].string ?? "", topmost: i.pointee.flag != 0))
          case .importFrom:
            frame.pointee.pc = pc
            (regs + a).take(
              try interpreter.importFrom(regs[b], header.pointee.constants[Int(i.pointee.d)].string ?? ""))
          case .importStar:
            frame.pointee.pc = pc
            try interpreter.importStar(regs[a], into: function(regs).module.namespace)
          case .magic:
            frame.pointee.pc = pc
            try interpreter.runMagic(header.pointee.constants[Int(i.pointee.d)].string ?? "")
          }
        }
      } catch {
        try unwind(error, pc)
        pc = frame.pointee.pc
        regs = frame.pointee.registers
        header = frame.pointee.header
      }
    }
  }

  /// Pushes the frame of a function whose parameters are just these positional arguments; `false` for other calls.
  @inline(__always)
  private func enterDirectly(_ base: UnsafeMutablePointer<Value>, _ count: Int, _ target: UInt16) throws -> Bool {
    guard let object = base.held, object.kind == .function else { return false }
    let header = object.cast(FunctionObject.self)._withUnsafeGuaranteedRef { $0.header }
    guard header.pointee.isSimple && header.pointee.positionalCount == count else { return false }
    var registers = base + 1
    if frame.pointee.generator != nil {
      // A generator's registers are not on the stack: the callee's are, above everything.
      let top = frame.pointee.top
      if top + count + 1 >= stackEnd { return false }
      var index = 0
      while index <= count {
        (top + index).move(base + index)
        index += 1
      }
      registers = top + 1
    }
    try checkDepth(registers, header)
    var index = count
    let end = header.pointee.localCount
    while index < end {
      (registers + index).clear()
      index += 1
    }
    push(header, registers, .call, target, nil)
    budget &-= 1
    if budget < 0 {
      frame -= 1
      try poll()
      frame += 1
    }
    return true
  }

  @inline(__always)
  private func push(
    _ header: UnsafeMutablePointer<Code.Header>, _ registers: UnsafeMutablePointer<Value>, _ kind: Frame.Kind,
    _ target: UInt16, _ instance: Unmanaged<Object>?
  ) {
    frame += 1
    frame.initialize(
      to: Frame(
        header: header, registers: registers, pc: header.pointee.instructions,
        top: registers + header.pointee.registerCount, kind: kind, target: target, instance: instance))
  }

  /// Calls a native function with arguments by position; `false` when the callee is something else.
  @inline(__always)
  private func callNative(
    _ base: UnsafeMutablePointer<Value>, _ count: Int, _ result: UnsafeMutablePointer<Value>
  ) throws -> Bool {
    guard let object = base.held, object.kind == .nativeFunction else { return false }
    let value = try object.cast(NativeFunction.self)._withUnsafeGuaranteedRef {
      try NativeCalls.call($0, base + 1, count, [])
    }
    var index = 1
    while index <= count {
      (base + index).clear()
      index += 1
    }
    result.take(value)
    return true
  }

  /// `R[b] + R[c]` of plain strings; in place when only the machine refers to the first, so that a text that grows by
  /// `+=` takes time in proportion to its length. `false` when they are something else.
  @inline(never)
  private func addTexts(
    _ i: UnsafeMutablePointer<Instruction>, _ regs: UnsafeMutablePointer<Value>,
    _ pc: UnsafeMutablePointer<Instruction>,
    _ header: UnsafeMutablePointer<Code.Header>
  ) throws -> Bool {
    let (target, left, right) = (regs + Int(i.pointee.a), regs + Int(i.pointee.b), regs + Int(i.pointee.c))
    guard let x = left.held, let y = right.held, x.kind == .str, y.kind == .str else { return false }
    if i.pointee.a == i.pointee.b {
      // The variable that the sum goes to next lets go of the text first.
      if pc.pointee.op == .storeGlobal, pc.pointee.a == i.pointee.a {
        let variable = header.pointee.globals.pointee + Int(pc.pointee.d)
        if variable.isIdentical(to: left) { variable.clear() }
      }
      if y._withUnsafeGuaranteedRef({
        StrObject.append(unsafeDowncast($0, to: StrObject.self), inPlace: left)
      }) {
        if i.pointee.flag & 2 != 0 { right.clear() }
        return true
      }
    }
    let sum = x.cast(StrObject.self)._withUnsafeGuaranteedRef { x in
      y.cast(StrObject.self)._withUnsafeGuaranteedRef { x.appending($0) }
    }
    target.take(.object(sum))
    if i.pointee.flag & 2 != 0, i.pointee.a != i.pointee.c { right.clear() }
    return true
  }

  /// Any call: whether a frame was pushed; otherwise the result is in `result`.
  @inline(never)
  private func callSlowly(
    _ base: UnsafeMutablePointer<Value>, _ count: Int, _ names: TupleObject?, _ result: UnsafeMutablePointer<Value>,
    _ target: UInt16
  ) throws -> Bool {
    switch try prepare(base, count, names) {
    case .value(let value):
      for index in 1...(count + 1) { base[index] = .unset }
      result.pointee = value
      return false
    case .enter(let header, let registers, let instance):
      push(header, registers, instance == nil ? .call : .initialise, target, instance)
      return true
    }
  }

  private func function(_ regs: UnsafeMutablePointer<Value>) -> FunctionObject {
    unsafeDowncast(regs[-1].object.unsafelyUnwrapped, to: FunctionObject.self)
  }

  @inline(__always)
  private func truth(_ value: UnsafeMutablePointer<Value>) throws -> Bool {
    if case .bool(let truth) = value.pointee { return truth }
    if case .int(let number) = value.pointee { return number != 0 }
    return try truthOfOther(value)
  }

  @inline(__always)
  private func order(
    _ op: Comparison, _ left: UnsafeMutablePointer<Value>, _ right: UnsafeMutablePointer<Value>,
    _ pc: UnsafeMutablePointer<Instruction>
  ) throws -> Bool {
    if case .int(let x) = left.pointee, case .int(let y) = right.pointee { return op.holds(x, y) }
    if case .float(let x) = left.pointee, case .float(let y) = right.pointee { return op.holds(x, y) }
    frame.pointee.pc = pc
    if let holds = stringsCompare(op, left, right) { return holds }
    if op == .equal { return try left.pointee.equals(right.pointee) }
    return try left.pointee.compare(op, right.pointee).isTrue()
  }

  @inline(__always)
  private func order(
    _ op: Comparison, _ left: UnsafeMutablePointer<Value>, _ right: Int, _ pc: UnsafeMutablePointer<Instruction>
  ) throws -> Bool {
    if case .int(let x) = left.pointee { return op.holds(x, right) }
    if case .float(let x) = left.pointee, right.magnitude < 1 << 31 { return op.holds(x, Double(right)) }
    frame.pointee.pc = pc
    return try left.pointee.compare(op, .int(right)).isTrue()
  }

  /// Marks the running generator as suspended before its frame is left.
  @inline(__always)
  private func suspend(_ generator: GeneratorObject, _ pc: UnsafeMutablePointer<Instruction>) {
    generator.pc = pc
    generator.state = .suspended
    generator.innerHandled = handled === generator.outerHandled && !isHandling(generator, pc) ? nil : handled
    handled = generator.outerHandled
    generator.outerHandled = nil
  }
}
