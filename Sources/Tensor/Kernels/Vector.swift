/// Sixteen floats, the width every kernel is written in; the compiler splits it where registers are narrower.
typealias Vector = SIMD16<Float>
typealias IntVector = SIMD16<Int32>

extension Vector {
  @inline(__always) init(at pointer: UnsafePointer<Float>) {
    self = UnsafeRawPointer(pointer).loadUnaligned(as: Vector.self)
  }

  @inline(__always) init(at pointer: UnsafeMutablePointer<Float>) {
    self = UnsafeRawPointer(pointer).loadUnaligned(as: Vector.self)
  }

  /// The first `count` floats at `pointer`, the rest `filler`.
  @inline(__always) init(at pointer: UnsafePointer<Float>, count: Int, filler: Float) {
    self = Vector(repeating: filler)
    for i in 0..<count { self[i] = pointer[i] }
  }

  @inline(__always) func store(to pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Vector.self)
  }

  @inline(__always) func store(to pointer: UnsafeMutablePointer<Float>, count: Int) {
    for i in 0..<count { pointer[i] = self[i] }
  }

  /// self + a·b. Written as two operations: without `-march=native` a fused one would be sixteen calls of fmaf.
  @inline(__always) func adding(_ a: Vector, times b: Vector) -> Vector { self + a * b }

  /// The larger of each pair; NaN in `other` is dropped, NaN in `self` kept.
  @inline(__always) func maximum(_ other: Vector) -> Vector { replacing(with: other, where: self .< other) }

  @inline(__always) func minimum(_ other: Vector) -> Vector { replacing(with: other, where: self .> other) }

  /// The sum in a fixed order. (`SIMD.sum()` adds one lane after the other.)
  @inline(__always) var total: Float {
    let a = lowHalf + highHalf
    let b = a.lowHalf + a.highHalf
    let c = b.lowHalf + b.highHalf
    return c.x + c.y
  }

  /// The largest lane.
  @inline(__always) var largest: Float {
    let a = lowHalf.replacing(with: highHalf, where: lowHalf .< highHalf)
    let b = a.lowHalf.replacing(with: a.highHalf, where: a.lowHalf .< a.highHalf)
    let c = b.lowHalf.replacing(with: b.highHalf, where: b.lowHalf .< b.highHalf)
    return c.x < c.y ? c.y : c.x
  }
}

/// Applies `f` to `count` floats, sixteen at a time, over the pool when there are many.
@inline(__always)
func mapVectors(
  _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, count: Int, grain: Int = 16384,
  _ f: @escaping (Vector) -> Vector
) {
  Threads.parallelRanges(count, grain: grain) { range in
    var i = range.lowerBound
    while i + 16 <= range.upperBound {
      f(Vector(at: source + i)).store(to: target + i)
      i += 16
    }
    let rest = range.upperBound - i
    if rest > 0 { f(Vector(at: source + i, count: rest, filler: 0)).store(to: target + i, count: rest) }
  }
}

/// Applies `f` to the pairs of two arrays of `count` floats.
@inline(__always)
func mapVectors(
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, count: Int,
  grain: Int = 16384, _ f: @escaping (Vector, Vector) -> Vector
) {
  Threads.parallelRanges(count, grain: grain) { range in
    var i = range.lowerBound
    while i + 16 <= range.upperBound {
      f(Vector(at: a + i), Vector(at: b + i)).store(to: target + i)
      i += 16
    }
    let rest = range.upperBound - i
    if rest > 0 {
      f(Vector(at: a + i, count: rest, filler: 0), Vector(at: b + i, count: rest, filler: 0))
        .store(to: target + i, count: rest)
    }
  }
}
