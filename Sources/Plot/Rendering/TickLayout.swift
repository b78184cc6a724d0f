import Glibc

/// The ticks of one axis as they fit on the page.
struct TickLayout {
  var ticks: Ticks
  /// Degrees counterclockwise.
  var rotation: Double
  var font: Font
  /// Width and height that each label takes, turned.
  var sizes: [Size]

  /// How wide the widest label is.
  var width: Double { sizes.reduce(0) { max($0, $1.width) } }
  /// How high the highest label is.
  var height: Double { sizes.reduce(0) { max($0, $1.height) } }

  private init(ticks: Ticks, rotation: Double, font: Font) {
    self.ticks = ticks
    self.rotation = rotation
    self.font = font
    let (s, c) = (sin(rotation * .pi / 180).magnitude, cos(rotation * .pi / 180).magnitude)
    sizes = ticks.labels.map {
      let size = Canvas.measuring.measure($0, font)
      return Size(size.width * c + size.height * s, size.width * s + size.height * c)
    }
  }

  /// Ticks of a horizontal axis `length` points wide: as many as have room, names turned where they would touch.
  static func horizontal(_ axis: Axis, _ range: DataRange, length: Double, maximumHeight: Double) -> TickLayout {
    let font = Font(size: axis.tickSize ?? Theme.tickSize)
    guard var ticks = fixedTicks(axis, range) else {
      for count in Swift.stride(from: 9, through: 3, by: -1) {
        let layout = TickLayout(
          ticks: .automatic(range, scale: axis.scale, atMost: count), rotation: axis.tickRotation ?? 0, font: font)
        if layout.fits(axis.scale, range, length: length) { return layout }
      }
      return TickLayout(
        ticks: .automatic(range, scale: axis.scale, atMost: 2), rotation: axis.tickRotation ?? 0, font: font)
    }
    let isNumeric = axis.tickLabels == nil && axis.categories.isEmpty
    if !isNumeric { ticks.labels = ticks.labels.map { shortened($0, font, width: maximumHeight) } }
    let rotations: [Double] = axis.tickRotation.map { [$0] } ?? (isNumeric ? [0] : [0, 40, 90])
    for rotation in rotations {
      let layout = TickLayout(ticks: ticks, rotation: rotation, font: font)
      if layout.fits(axis.scale, range, length: length) { return layout }
    }
    // Too many even so: label every other one, or every third….
    var layout = TickLayout(ticks: ticks, rotation: rotations.last ?? 0, font: font)
    var step = 2
    while !layout.fits(axis.scale, range, length: length), step < ticks.labels.count {
      var thinner = ticks
      thinner.labels = ticks.labels.enumerated().map { $0 % step == 0 ? $1 : "" }
      layout = TickLayout(ticks: thinner, rotation: layout.rotation, font: font)
      step += 1
    }
    return layout
  }

  /// Ticks of a vertical axis `length` points high.
  static func vertical(_ axis: Axis, _ range: DataRange, length: Double, maximumWidth: Double) -> TickLayout {
    let font = Font(size: axis.tickSize ?? Theme.tickSize)
    let rotation = axis.tickRotation ?? 0
    guard var ticks = fixedTicks(axis, range) else {
      let count = min(max(Int(length / (font.size * 2.6)) + 1, 2), 10)
      return TickLayout(ticks: .automatic(range, scale: axis.scale, atMost: count), rotation: rotation, font: font)
    }
    if axis.tickLabels != nil || !axis.categories.isEmpty {
      ticks.labels = ticks.labels.map { shortened($0, font, width: maximumWidth) }
    }
    let room = max(1, Int(length / (font.size * 1.2)))
    if ticks.labels.count > room {
      let step = (ticks.labels.count + room - 1) / room
      ticks.labels = ticks.labels.enumerated().map { $0 % step == 0 ? $1 : "" }
    }
    return TickLayout(ticks: ticks, rotation: rotation, font: font)
  }

  /// The ticks the user or the categories ask for, those inside the range; `nil` when they are to be chosen.
  private static func fixedTicks(_ axis: Axis, _ range: DataRange) -> Ticks? {
    let positions: [Double]
    var labels: [String]
    if let wanted = axis.tickPositions {
      positions = wanted
      labels = axis.tickLabels ?? tickLabels(wanted.filter(\.isFinite)).labels
      if axis.tickLabels == nil, tickLabels(wanted.filter(\.isFinite)).multiplier != nil {
        labels = wanted.map(shortNumber)
      }
    } else if let names = axis.tickLabels ?? (axis.categories.isEmpty ? nil : axis.categories) {
      positions = names.indices.map(Double.init)
      labels = names
    } else {
      return nil
    }
    labels += Array(repeating: "", count: max(0, positions.count - labels.count))
    let slack = (range.upper - range.lower).magnitude * 1e-9
    let wide = DataRange(min(range.lower, range.upper) - slack, max(range.lower, range.upper) + slack)
    let kept = zip(positions, labels).filter { wide.contains($0.0) && (axis.scale == .linear || $0.0 > 0) }
    return Ticks(positions: kept.map(\.0), labels: kept.map(\.1))
  }

  private func fits(_ scale: Scale, _ range: DataRange, length: Double) -> Bool {
    let (start, end) = (scale.forward(range.lower), scale.forward(range.upper))
    let labelled = ticks.positions.indices.filter { !ticks.labels[$0].isEmpty }
    let places = labelled.map { (scale.forward(ticks.positions[$0]) - start) / (end - start) * length }
    let turn = sin(rotation * .pi / 180).magnitude
    for i in places.indices.dropFirst() {
      let distance = (places[i] - places[i - 1]).magnitude
      if turn > 0.3 {
        if distance * turn < font.size * 1.15 { return false }
      } else if distance < (sizes[labelled[i]].width + sizes[labelled[i - 1]].width) / 2 + font.size * 0.7 {
        return false
      }
    }
    return true
  }
}

/// `text` cut at `width` points with an ellipsis.
private func shortened(_ text: String, _ font: Font, width: Double) -> String {
  guard Canvas.measuring.measure(text, font).width > width else { return text }
  var kept = text
  while kept.count > 1, Canvas.measuring.measure(kept + "…", font).width > width { kept.removeLast() }
  return kept + "…"
}
