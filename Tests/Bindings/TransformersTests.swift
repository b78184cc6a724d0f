import Bindings
import Script
import Support
import Tensor
import Testing
import Tokenizer
import Transformer

/// The module `transformers`, as programs use it.
@Suite(.serialized) struct TransformersTests {
  private static let fixtures: String = {
    let parts = "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    return parts.joined(separator: "/") + "/Fixtures/transformer"
  }()

  /// A folder with a small policy and a small classifier that share a tokenizer; they stay the same for all tests.
  private static let models: String = {
    let folder = "/tmp/rlnb-transformers-tests"
    do {
      let texts = (0..<40).map { "a good film number \($0), not a bad one; the movie was really something" }
      let tokenizer = try PretrainedTokenizer.train(texts, vocabularySize: 300)
      let generator = RandomGenerator(seed: 4)
      let policy = GPT2Configuration(
        vocabularySize: tokenizer.count, positionCount: 24, width: 16, layerCount: 2, headCount: 2, eosTokenId: 0)
      try PretrainedFolder.save(GPT2Model(policy, generator: generator), to: folder + "/policy")
      var judge = DistilBertConfiguration(
        vocabularySize: tokenizer.count, positionCount: 16, width: 16, layerCount: 1, headCount: 2,
        feedForwardWidth: 32, labels: ["NEGATIVE", "POSITIVE"])
      judge.initializerRange = 0.5
      try PretrainedFolder.save(
        DistilBertForSequenceClassification(judge, generator: generator), to: folder + "/judge")
      for name in ["policy", "judge"] { try tokenizer.save(to: folder + "/" + name) }
    } catch { Issue.record(error) }
    return folder
  }()

  /// The text of the last expression of `program`, in which `MODELS` and `FIXTURES` are folders.
  private func value(_ program: String) throws -> String {
    let interpreter = Interpreter()
    TorchModule.register(in: interpreter)
    TransformersModule.register(in: interpreter)
    let start = "MODELS = '\(Self.models)'\nFIXTURES = '\(Self.fixtures)'\nimport torch\nfrom transformers import *\n"
    let source = SourceText(start + program, name: "test")
    guard let result = try interpreter.run(source, as: .cell) else { return "nothing" }
    return try interpreter.session { try result.repr() }
  }

  private func failure(_ program: String) -> String {
    do { return try "no error, but " + value(program) } catch { return "\(error)" }
  }

  @Test func generatedTensorsArePaddedAndStartWithThePrompt() throws {
    let program = """
      model = AutoModelForCausalLM.from_pretrained(FIXTURES + "/gpt2-deep")
      out = model.generate(torch.tensor([[1, 2], [3, 4]]), max_new_tokens=5, eos_token_id=None, pad_token_id=0)
      """
    #expect(try value(program + "\n(tuple(out.shape), out[:, :2].tolist())") == "((2, 7), [[1, 2], [3, 4]])")
  }

  @Test func leftPaddingIsNotPartOfThePrompt() throws {
    let program = """
      model = AutoModelForCausalLM.from_pretrained(FIXTURES + "/gpt2-odd-width")
      alone = model.generate(torch.tensor([[5, 9, 2]]), max_new_tokens=6, eos_token_id=None)
      padded = model.generate(torch.tensor([[0, 0, 5, 9, 2], [7, 7, 7, 7, 7]]), max_new_tokens=6, eos_token_id=None,
                              attention_mask=torch.tensor([[0, 0, 1, 1, 1], [1, 1, 1, 1, 1]]))
      alone[0].tolist() == padded[0, 2:].tolist()
      """
    #expect(try value(program) == "True")
  }

  @Test func listsGiveListsWithTheirOwnLengths() throws {
    let program = """
      model = AutoModelForCausalLM.from_pretrained(FIXTURES + "/gpt2-deep")
      answers = model.generate([[1], [2, 3, 4]], max_new_tokens=[2, 4], return_prompt=False, eos_token_id=None)
      [len(a) for a in answers]
      """
    #expect(try value(program) == "[2, 4]")
  }

  @Test func samplingFollowsTheSeed() throws {
    let program = """
      model = AutoModelForCausalLM.from_pretrained(FIXTURES + "/gpt2-deep")
      def draw(seed):
          set_seed(seed)
          return model.generate(torch.tensor([[1, 2]]), max_new_tokens=9, do_sample=True, top_k=0, top_p=1.0,
                                eos_token_id=None).tolist()
      (draw(1) == draw(1), draw(1) == draw(2))
      """
    #expect(try value(program) == "(True, False)")
  }

  @Test func configurationsAreReadAndSetByBothNames() throws {
    let program = """
      model = AutoModelForCausalLM.from_pretrained(FIXTURES + "/gpt2-odd-width")
      c = model.config
      c.pad_token_id = 7
      (c.n_positions, c.max_position_embeddings, c.hidden_size, c.num_hidden_layers, c.vocab_size,
       c.pad_token_id, model.config.pad_token_id, c.model_type, model.num_parameters())
      """
    #expect(try value(program) == "(13, 13, 21, 3, 61, 7, 7, 'gpt2', 12615)")
    #expect(failure("c = GPT2Config(n_embd=10, n_head=3)").contains("multiple"))
    #expect(
      failure("AutoModelForCausalLM.from_pretrained(FIXTURES + '/gpt2-deep').config.n_layer = 2").contains("sizes"))
  }

  @Test func lossesHaveGradients() throws {
    let program = """
      model = GPT2LMHeadModel(GPT2Config(vocab_size=30, n_positions=8, n_embd=8, n_layer=1, n_head=2))
      ids = torch.tensor([[1, 2, 3], [4, 5, 6]])
      out = model(ids, labels=ids)
      out.loss.backward()
      (tuple(out.logits.shape), 3.2 < out.loss.item() < 3.6,
       all(p.grad is not None for p in model.parameters()))
      """
    #expect(try value(program) == "((2, 3, 30), True, True)")
  }

  @Test func classifiersAnswerLogits() throws {
    let program = """
      model = AutoModelForSequenceClassification.from_pretrained(FIXTURES + "/distilbert-three-labels")
      whole = model(torch.tensor([[3, 4, 5]])).logits
      padded = model(torch.tensor([[3, 4, 5, 0, 0]]), attention_mask=torch.tensor([[1, 1, 1, 0, 0]])).logits
      (tuple(whole.shape), (whole - padded).abs().max().item() < 1e-5, model.config.id2label)
      """
    #expect(try value(program) == "((1, 3), True, {0: 'LABEL_0', 1: 'LABEL_1', 2: 'LABEL_2'})")
    let named = """
      names = {0: "bad", 1: "fair", 2: "good"}
      AutoModelForSequenceClassification.from_pretrained(
          FIXTURES + "/distilbert-three-labels", num_labels=3, id2label=names).config.id2label == names
      """
    #expect(try value(named) == "True")
  }

  @Test func pipelinesAnswerInTheShapesOfTransformers() throws {
    let start = "pipe = pipeline('sentiment-analysis', model=MODELS + '/judge', device=-1)\n"
    #expect(
      try value(start + "r = pipe('a good film')\n(type(r), len(r), list(r[0]))")
        == "(<class 'list'>, 1, ['label', 'score'])")
    #expect(try value(start + "[list(x) for x in pipe(['a', 'b'])]") == "[['label', 'score'], ['label', 'score']]")
    #expect(
      try value(start + "r = pipe('a', top_k=None, function_to_apply='none')\n(len(r), r[0]['score'] >= r[1]['score'])")
        == "(2, True)")
    #expect(try value(start + "r = pipe(['a', 'b'], top_k=None, batch_size=2)\n[len(x) for x in r]") == "[2, 2]")
    #expect(try value(start + "[len(x) for x in pipe(['a', 'b'], top_k=1)]") == "[1, 1]")
    #expect(try value(start + "abs(sum(x['score'] for x in pipe('a', top_k=None)) - 1) < 1e-6") == "True")
    #expect(try value(start + "pipe([])") == "[]")
    #expect(failure(start + "pipe(3)").contains("must be a list"))
    #expect(failure(start + "pipe('a', topk=1)").contains("unexpected keyword argument 'topk'"))
    #expect(failure(start + "pipe('a ' * 100)").contains("positions"))
    #expect(try value(start + "len(pipe('a ' * 100, truncation=True))") == "1")
  }

  @Test func textGenerationContinuesThePrompt() throws {
    let start = "pipe = pipeline('text-generation', model=MODELS + '/policy')\n"
    #expect(try value(start + "pipe('a good', max_new_tokens=4)[0]['generated_text'].startswith('a good')") == "True")
    #expect(
      try value(start + "[len(x) for x in pipe(['a', 'b'], max_new_tokens=3, do_sample=True, num_return_sequences=2)]")
        == "[2, 2]")
  }

  @Test func savedModelsAreLoadedAgain() throws {
    let program = """
      model = AutoModelForCausalLM.from_pretrained(FIXTURES + "/gpt2-untied")
      model.save_pretrained(MODELS + "/saved")
      again = AutoModelForCausalLM.from_pretrained(MODELS + "/saved")
      a, b = model.state_dict(), again.state_dict()
      (list(a) == list(b), all((a[k] == b[k]).all().item() for k in a))
      """
    #expect(try value(program) == "(True, True)")
  }

  @Test func whatIsWrongIsSaid() throws {
    #expect(
      failure("AutoModelForCausalLM.from_pretrained('nobody/nothing')").contains("there is no model 'nobody/nothing'"))
    #expect(
      failure("AutoModelForCausalLM.from_pretrained(FIXTURES + '/distilbert-two-labels')").contains(
        "of type 'distilbert'"))
    let classifier = "AutoModelForSequenceClassification.from_pretrained(FIXTURES + '/distilbert-three-labels'"
    #expect(failure(classifier + ", num_labels=2)").contains("tells 3 labels apart, not 2"))
    #expect(failure(classifier + ", subfolder='x')").contains("subfolder is not supported"))
    #expect(failure("AutoModelForCausalLM()").contains("from_pretrained"))
    #expect(failure("pipeline('fill-mask')").contains("Unknown task fill-mask"))
    let start = "model = AutoModelForCausalLM.from_pretrained(FIXTURES + '/gpt2-deep')\n"
    #expect(failure(start + "model.generate(torch.tensor([[1]]), max_new_token=3)").contains("max_new_token"))
    #expect(failure(start + "model.generate(torch.tensor([[1]]), max_new_tokens=300)").contains("positions"))
    #expect(failure(start + "model.generate(torch.tensor([1, 2]))").contains("[batch, length]"))
    #expect(failure(start + "model.generate(torch.tensor([[1.5]]))").contains("token ids"))
  }

  @Test func rarerKeywordsOfGenerateAreThoseOfTransformers() throws {
    // The expected text is what transformers wrote for the same settings.
    let cases = try JSON.read(Self.fixtures + "/cases.json")["gpt2-deep"]!
    let prompts = cases["prompts"]!.arrayValue!
    let start = "model = AutoModelForCausalLM.from_pretrained(FIXTURES + '/gpt2-deep')\n"
    for greedy in cases["greedy"]!.arrayValue! {
      let settings = greedy["settings"]!.objectValue!
      var keywords = zip(settings.keys, settings.values).map { "\($0)=\($1.text())" }.joined(separator: ", ")
      if settings["eos_token_id"] == nil { keywords += ", eos_token_id=0" }
      for (prompt, output) in zip(prompts, greedy["outputs"]!.arrayValue!) {
        let call = "model.generate(torch.tensor([\(prompt.text())]), \(keywords), return_prompt=False)[0].tolist()"
        #expect(try value(start + call) == value(output.text()), "\(keywords)")
      }
    }
  }

  @Test func answersStopWhereCriteriaSay() throws {
    let start = """
      model = AutoModelForCausalLM.from_pretrained(MODELS + '/policy')
      tokenizer = AutoTokenizer.from_pretrained(MODELS + '/policy')
      ids = torch.tensor([[5, 6]])
      whole = model.generate(ids, max_new_tokens=9, eos_token_id=None)[0].tolist()

      """
    let criteria = """
      class Long(StoppingCriteria):
          def __init__(self, length): self.length = length
          def __call__(self, input_ids, scores, **kwargs): return torch.tensor([input_ids.shape[1] >= self.length])
      short = model.generate(ids, max_new_tokens=9, eos_token_id=None, stopping_criteria=StoppingCriteriaList([Long(5)]))
      short[0].tolist() == whole[:5]
      """
    #expect(try value(start + criteria) == "True")
    let strings = """
      wanted = tokenizer.decode(whole[:6])[-2:]
      text = tokenizer.decode(whole)
      cut = tokenizer.decode(model.generate(ids, max_new_tokens=9, eos_token_id=None, stop_strings=[wanted],
                                            tokenizer=tokenizer)[0])
      wanted in cut and text.startswith(cut) and len(cut) < len(text)
      """
    #expect(try value(start + strings) == "True")
    #expect(try value(start + "len(model.generate(ids, max_new_tokens=9, eos_token_id=None, max_time=0.0)[0])") == "3")
    #expect(failure(start + "model.generate(ids, stop_strings='a')").contains("tokenizer"))
  }

  @Test func bertClassifiersAreLoadedAndAnswer() throws {
    let start = "model = AutoModelForSequenceClassification.from_pretrained(FIXTURES + '/bert-two-labels')\n"
    #expect(try value(start + "type(model).__name__") == "'BertForSequenceClassification'")
    #expect(try value(start + "model.config.id2label") == "{0: 'negative', 1: 'positive'}")
    #expect(try value(start + "model.config.model_type, model.config.hidden_size") == "('bert', 16)")
    let pair = "model(torch.tensor([[3, 4, 5]]), token_type_ids=torch.tensor([[0, 0, 1]])).logits"
    #expect(try value(start + "bool((\(pair) - model(torch.tensor([[3, 4, 5]])).logits).abs().max() > 1e-3)") == "True")
    #expect(try value("BertForSequenceClassification(BertConfig(num_hidden_layers=1, hidden_size=24, num_labels=3, "
          + "vocab_size=50))(torch.tensor([[1, 2]])).logits.shape") == "torch.Size([1, 3])")
  }

  @Test(arguments: [2, 4, 5])
  func statisticsThatTRLPickledAreRead(version: Int) throws {
    let start = """
      import pickle
      with open(FIXTURES + '/../checkpoints/statistics-\(version).pkl', 'rb') as f:
          stats = pickle.load(f)

      """
    #expect(try value(start + "[s['objective/kl'] for s in stats]") == "[0.0, 0.5, 1.0]")
    #expect(try value(start + "[float(s['objective/entropy']) for s in stats]") == "[1.25, 2.25, 3.25]")
    #expect(try value(start + "[float(s['ppo/mean_scores']) for s in stats]") == "[0.0, 0.25, 0.5]")
    #expect(try value(start + "[float(x) for x in stats[2]['objective/kl_dist']]") == "[0.0, 2.0, 4.0]")
    #expect(try value(start + "[[int(x) for x in row] for row in stats[0]['tokens']]") == "[[0, 3], [1, 4], [2, 5]]")
    #expect(try value(start + "stats[2]['loss'].tolist(), bool(stats[1]['flag'])") == "([0.5, 2.0], True)")
  }

  @Test func damagedPicklesAreErrors() throws {
    // Text that is not UTF-8, a length beyond the end, a mark taken as a value, an array of impossible sizes.
    for (pickle, word) in [
      (#"b'\x8c\x02\xff\x94.'"#, "utf-8"), (#"b'\x8d\xff\xff\xff\xff\xff\xff\xff\x7fab.'"#, "truncated"),
      (#"b']](a1.'"#, "MARK"),
      (#"b'cnumpy.core.numeric\n_frombuffer\n(C\x00cnumpy\ndtype\n(X\x02\x00\x00\x00f4tR(I4611686018427387904\nI8\nI0\ntX\x01\x00\x00\x00CtR.'"#,
        "wrong size"),
    ] {
      #expect(failure("import pickle\npickle.loads(\(pickle))").contains(word), "\(pickle)")
    }
    #expect(try value(#"import pickle\#npickle.loads(pickle.dumps('a\ud800b')) == 'a\ud800b'"#) == "True")
  }

  @Test func trainersLearnAndTellOfIt() throws {
    let program = """
      from rlnb.training import LanguageModelTrainer, ClassifierTrainer
      texts = [[1 + (s + 2 * i) % 9 for i in range(20)] for s in range(20)]
      model = GPT2LMHeadModel(GPT2Config(vocab_size=12, n_positions=16, n_embd=16, n_layer=1, n_head=2, eos_token_id=0))
      trainer = LanguageModelTrainer(model, texts, held_out=texts, window=8, batch_size=8, max_steps=40, epochs=50,
                                     learning_rate=0.01, warmup_steps=4, log_every=10, evaluate_every=20)
      seen = []
      before = trainer.perplexity()
      history = trainer.train(log=seen.append)
      labels = [i % 2 for i in range(40)]
      rows = [[1 + label] * 6 + [3] for label in labels]
      judge = DistilBertForSequenceClassification(
          DistilBertConfig(vocab_size=12, max_position_embeddings=8, dim=16, n_layers=1, n_heads=2, hidden_dim=16))
      second = ClassifierTrainer(judge, rows, labels, held_out=rows, held_out_labels=labels, min_length=2, max_length=6,
                                 batch_size=10, max_steps=30, epochs=30, learning_rate=0.01, warmup_steps=3)
      second.train(log=lambda entry: None)
      (before > 8, trainer.perplexity() < 5, len(history) == len(seen), seen[0]["step"], "perplexity" in seen[-1],
       second.accuracy()["accuracy@16"])
      """
    #expect(try value(program) == "(True, True, True, 10, True, 1.0)")
  }

  @Test func exceptionsOfALogEndTheTraining() throws {
    let program = """
      from rlnb.training import LanguageModelTrainer
      model = GPT2LMHeadModel(GPT2Config(vocab_size=12, n_positions=16, n_embd=8, n_layer=1, n_head=2, eos_token_id=0))
      trainer = LanguageModelTrainer(model, [[1, 2, 3] * 20], window=8, batch_size=2, epochs=9, log_every=1)
      def stop(entry):
          raise KeyError("enough")
      trainer.train(log=stop)
      """
    #expect(failure(program).contains("KeyError"))
    let start =
      "from rlnb.training import LanguageModelTrainer\nmodel = GPT2LMHeadModel(GPT2Config(vocab_size=12, n_embd=8, n_layer=1, n_head=2))\n"
    #expect(failure(start + "LanguageModelTrainer(model, [[1, 2, 3] * 90], learning_rat=1)").contains("learning_rat"))
    #expect(failure(start + "LanguageModelTrainer(model, ['text'] * 90)").contains("tokenizer"))
  }
}
