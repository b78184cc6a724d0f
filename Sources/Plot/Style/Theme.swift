/// Sizes (points) and colours that every figure shares.
enum Theme {
  static let tickSize = 9.0
  static let labelSize = 10.0
  static let titleSize = 12.0
  static let figureTitleSize = 13.5
  static let legendSize = 9.0

  static let text = Color(rgb: 0x262626)
  static let tickText = Color(rgb: 0x4D4D4D)
  static let spine = Color(rgb: 0x8C8C8C)
  static let faintGrid = Color(rgb: 0xF0F0F0)
  static let grid = Color(rgb: 0xDCDCDC)
  static let legendFrame = Color(rgb: 0xD0D0D0)

  static let tickLength = 3.5
  static let tickPad = 3.0
  static let labelPad = 4.0
  static let titlePad = 6.0
  /// Free room at the edge of the figure.
  static let figurePad = 7.0
  /// Free room between neighbouring plots, besides their labels.
  static let gutter = 14.0
}
