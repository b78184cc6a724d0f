import Script
import Support
import Tensor
import Transformer

/// `model.generate(…)`, whichever object holds the model.
enum TransformersGenerate {
  /// A tensor [b, t] gives a tensor [b, n], shorter answers filled up with `pad_token_id`; a list of sequences, which
  /// may be ragged, gives a list of 1-D tensors, and then `max_new_tokens` may be a list too.
  static func run(_ model: GPT2Model, _ input: Value, _ keywords: [(name: String, value: Value)]) throws -> Value {
    var keywords = keywords
    var input = input
    func take(_ name: String) -> Value {
      guard let index = keywords.firstIndex(where: { $0.name == name }) else { return .none }
      return keywords.remove(at: index).value
    }
    for name in ["input_ids", "inputs"] where input.isNone || input.isUnset { input = take(name) }
    let mask = take("attention_mask")
    if input.isNone || input.isUnset {
      guard let start = model.configuration.bosTokenId else {
        throw ScriptError(.valueError, "generate() needs input_ids")
      }
      input = Value(TensorObject(Tensor(ints: [start], shape: [1, 1])))
    }
    var given = try TransformersRows(input, mask: mask)
    let isRectangle = input.cast(to: TensorObject.self) != nil
    if isRectangle, let tensor = input.cast(to: TensorObject.self)?.tensor, tensor.rank != 2 {
      throw ScriptError(
        .valueError, "input_ids must have shape [batch, length], not \(tensor.shape)",
        hint: "input_ids.unsqueeze(0), or a list of 1-D tensors")
    }
    let options = try GenerationKeywords(keywords, model: model)
    let copies = options.copies
    given.rows = given.rows.flatMap { Array(repeating: $0, count: copies) }
    let answers = try noGrad {
      try model.generate(
        prompts: given.rows, maxNewTokens: options.limits(for: given.rows), configuration: options.settings,
        generator: RandomState.generator, stop: options.stop)
    }
    if !isRectangle {
      return Value(
        list: zip(given.rows, answers).map { row, answer in
          let ids = (options.returnsPrompt ? row + answer : answer).map { Int($0) }
          return Value(TensorObject(Tensor(ints: ids, shape: [ids.count])))
        })
    }
    return try rectangle(input, answers, options)
  }

  private static func rectangle(
    _ input: Value, _ answers: [[Int32]], _ options: GenerationKeywords
  ) throws -> Value {
    guard let tensor = input.cast(to: TensorObject.self)?.tensor else { return .none }
    let padding = Int(options.settings.padTokenId ?? options.settings.eosTokenIds.first ?? 0)
    let longest = answers.map(\.count).max() ?? 0
    let (ids, length) = (tensor.ints, tensor.shape[1])
    var flat: [Int] = []
    for (index, answer) in answers.enumerated() {
      let row = index / options.copies
      // The prompt stays as it was given, its padding included.
      if options.returnsPrompt { flat += ids[row * length..<(row + 1) * length] }
      flat += answer.map { Int($0) }
      flat += Array(repeating: padding, count: longest - answer.count)
    }
    let width = longest + (options.returnsPrompt ? length : 0)
    return Value(TensorObject(Tensor(ints: flat, shape: [answers.count, width])))
  }
}
