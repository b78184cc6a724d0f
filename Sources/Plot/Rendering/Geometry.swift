/// A place on the page, in points (1/72 inch) from the top left corner, y downwards.
public struct Point: Equatable, Sendable {
  public var x, y: Double

  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// A width and a height in points.
public struct Size: Equatable, Sendable {
  public var width, height: Double

  public init(_ width: Double, _ height: Double) {
    self.width = width
    self.height = height
  }
}

/// An upright rectangle in points.
public struct Rect: Equatable, Sendable {
  public var x, y, width, height: Double

  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  public var left: Double { x }
  public var right: Double { x + width }
  public var top: Double { y }
  public var bottom: Double { y + height }
  public var midX: Double { x + width / 2 }
  public var midY: Double { y + height / 2 }

  /// The rectangle moved in by the given amounts, never inside out.
  public func inset(left: Double = 0, right: Double = 0, top: Double = 0, bottom: Double = 0) -> Rect {
    Rect(
      x: x + left, y: y + top, width: max(width - left - right, 1), height: max(height - top - bottom, 1))
  }

  public func contains(_ point: Point) -> Bool {
    point.x >= left && point.x <= right && point.y >= top && point.y <= bottom
  }

  public func intersects(_ other: Rect) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }
}

/// The part of the segment `a`–`b` inside `rect` (Liang and Barsky, 1984); `nil` when none of it is.
func clipped(_ a: Point, _ b: Point, to rect: Rect) -> (Point, Point)? {
  let (dx, dy) = (b.x - a.x, b.y - a.y)
  var (enter, leave) = (0.0, 1.0)
  let sides = [(-dx, a.x - rect.left), (dx, rect.right - a.x), (-dy, a.y - rect.top), (dy, rect.bottom - a.y)]
  for (p, q) in sides {
    if p == 0 {
      if q < 0 { return nil }
    } else if p < 0 {
      enter = max(enter, q / p)
    } else {
      leave = min(leave, q / p)
    }
  }
  guard enter <= leave else { return nil }
  return (
    enter == 0 ? a : Point(a.x + enter * dx, a.y + enter * dy),
    leave == 1 ? b : Point(a.x + leave * dx, a.y + leave * dy)
  )
}
