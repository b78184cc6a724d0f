import Bindings
import Glibc
import Script
import Support
import Testing

/// Programs over tokenizers and transformers print what CPython with transformers 4.44.2 printed, from the repository's root:
/// `FIXTURES=Tests/Fixtures python Tests/Bindings/programs/NAME.rl > Tests/Bindings/programs/NAME.expected`.
@Suite(.serialized) struct TokenizerProgramTests {
  private static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  private static let folder = root + "/Tests/Bindings/programs"
  static let programs = ((try? FileIO.list(folder)) ?? [])
    .filter { ($0.hasPrefix("tokenizers_") || $0.hasPrefix("transformers_")) && $0.hasSuffix(".rl") }.sorted()

  @Test(arguments: programs) func printsWhatTransformersPrints(name: String) throws {
    let interpreter = Interpreter()
    NativeModules.register(in: interpreter)
    var output: [UInt8] = []
    interpreter.standardOutput = { output.append(contentsOf: $0) }
    setenv("FIXTURES", Self.root + "/Tests/Fixtures", 1)
    try interpreter.run(SourceText(FileIO.readText("\(Self.folder)/\(name)"), name: name))
    let expected = try FileIO.readText("\(Self.folder)/\(name.dropLast(3)).expected")
    // The path that the tokenizer was loaded from is the only thing that differs.
    let printed = String(decoding: output, as: UTF8.self).replacing(Self.root + "/", with: "")
    let (ours, theirs) = (printed.split(separator: "\n"), expected.split(separator: "\n"))
    for (line, wanted) in zip(ours, theirs) { #expect(line == wanted) }
    #expect(ours.count == theirs.count)
  }
}
