import Support
import Testing

/// The same seed and number of threads give the same bits: texts, statistics and weights of a short training by
/// reinforcement, in processes of their own.
@Suite struct RepeatabilityTests {
  private static let program =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    + "/repeatable_training.rl"

  @Test(arguments: ["float32", "bfloat16"]) func trainingIsTheSameBitForBit(precision: String) throws {
    let folder = try Program.folder("repeatable-\(precision)")
    let runs = try (0..<2).map { number in
      let run = try Program.run([Self.program, precision, "\(folder)/\(number)"], limit: 300, threads: 2)
      return (run, try? FileIO.read("\(folder)/\(number)/model.safetensors"))
    }
    // Where the machine's library has no bfloat16, the program says so and nothing is compared.
    if precision == "bfloat16", runs[0].0.errors.contains("bfloat16") { return }
    #expect(runs[0].0.status == 0, "\(runs[0].0.errors)")
    #expect(runs[0].0.output.split(separator: "\n").count == 3)
    #expect(runs[0].0.output == runs[1].0.output)
    #expect(runs[0].1 != nil && runs[0].1 == runs[1].1)
  }
}
