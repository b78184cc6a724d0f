/// The program as a whole.
public enum Program {
  public static let name = "rlnb"
  public static let version = "0.1.0"
}
