import Bindings
import Foundation
import Script
import Testing

/// The module `trl` as programs use it, on the tiny models of Tests/Fixtures/ppo.
@Suite(.serialized) struct TRLBindingTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// What `program` prints, after a preamble that loads the models.
  private func output(_ program: String) throws -> String {
    let interpreter = Interpreter()
    TorchModule.register(in: interpreter)
    TransformersModule.register(in: interpreter)
    TRLModule.register(in: interpreter)
    interpreter.searchFolders = [Self.root + "/stdlib"]
    var text: [UInt8] = []
    interpreter.standardOutput = { text.append(contentsOf: $0) }
    let preamble = """
      import torch
      from trl import PPOTrainer, PPOConfig, AutoModelForCausalLMWithValueHead, create_reference_model, set_seed
      from trl.core import LengthSampler
      def load(name):
          return AutoModelForCausalLMWithValueHead.from_pretrained("\(Self.root)/Tests/Fixtures/ppo/" + name)
      def trainer(**fields):
          settings = {"batch_size": 8, "mini_batch_size": 8, "learning_rate": 5e-4}
          settings.update(fields)
          return PPOTrainer(PPOConfig(**settings), load("policy"), load("reference"), None)
      queries = [torch.tensor([i % 5 + 1, 7, i + 3][: 2 + i % 2]) for i in range(8)]
      responses = [torch.tensor([i + 1, 40, i + 20, 9, 33][: 2 + i % 4]) for i in range(8)]
      scores = [torch.tensor(i / 4 - 1) for i in range(8)]

      """
    try interpreter.run(SourceText(preamble + program, name: "test"))
    return String(decoding: text, as: UTF8.self)
  }

  private func error(_ program: String) -> String {
    do { return "no error: " + (try output(program)) } catch { return "\(error)" }
  }

  /// stdlib/ppo.rl, with tensors and .backward(), against the native step: two steps, minibatches, accumulation.
  @Test(arguments: [
    "kl_penalty='kl'", "kl_penalty='full', vf_coef=0.5", "kl_penalty='mse', mini_batch_size=4, ppo_epochs=2",
    "kl_penalty='abs', mini_batch_size=2, gradient_accumulation_steps=2, max_grad_norm=0.5, score_clip=0.5",
    "whiten_rewards=True, adap_kl_ctrl=False, cliprange=0.02, gamma=0.98",
  ])
  func thePPOWrittenInTheOpenGivesTheNativeNumbers(_ fields: String) throws {
    let text = try output(
      """
      from ppo import PPO
      native = trainer(\(fields))
      model = load("policy")
      white = PPO(native.config, model, load("reference"))
      worst = 0.0
      for seed in range(2):
          set_seed(seed)
          theirs = native.step(queries, responses, scores)
          set_seed(seed)
          ours = white.step(queries, responses, scores)
          for key in ours:
              worst = max(worst, abs(ours[key] - theirs[key]) / max(1.0, abs(ours[key])))
      print(len(ours) > 15, worst < 1e-4)
      for (name, a), (_, b) in zip(model.named_parameters(), native.model.named_parameters()):
          gap = (a - b).abs()
          if name.endswith("c_attn.bias"):
              third = len(gap) // 3
              gap = torch.cat((gap[:third], gap[2 * third:]))
          if gap.max().item() > 1e-4:
              print(name, gap.max().item())
      """)
    #expect(text == "True True\n")
  }

  @Test func generateAnswersInTRLsShapes() throws {
    let text = try output(
      """
      t = trainer()
      settings = {"do_sample": True, "top_k": 0.0, "top_p": 1.0, "min_length": -1, "pad_token_id": 0,
                  "eos_token_id": -1}
      one = t.generate(queries[0], max_new_tokens=5, **settings)
      print(tuple(one.shape), one[0, :2].tolist() == queries[0].tolist())
      print(tuple(t.generate(queries[0], return_prompt=False, max_new_tokens=5, **settings).shape))
      many = t.generate(queries, return_prompt=False, max_new_tokens=[2, 3, 4, 5, 6, 7, 8, 9], **settings)
      print([len(m) <= n for m, n in zip(many, range(2, 10))], many[0].dtype)
      whole = t.generate(queries, length_sampler=LengthSampler(4, 5), batch_size=8, remove_padding=False, **settings)
      print([len(w) - len(q) for w, q in zip(whole, queries)])
      pair = t.generate(queries, generate_ref_response=True, max_new_tokens=3, **settings)
      print(len(pair), len(pair[1]))
      """)
    #expect(
      text == """
        (1, 7) True
        (1, 5)
        [True, True, True, True, True, True, True, True] torch.int64
        [4, 4, 4, 4, 4, 4, 4, 4]
        2 8

        """)
  }

  @Test func theDataLoaderShufflesWholeBatchesThroughTheCollator() throws {
    let text = try output(
      """
      rows = [{"review": "r", "label": i % 2, "input_ids": torch.tensor([i, 1]), "query": str(i)} for i in range(20)]
      def collator(data):
          return dict((key, [d[key] for d in data]) for key in data[0])
      config = PPOConfig(batch_size=8, mini_batch_size=8)
      t = PPOTrainer(config, load("policy"), load("reference"), None, dataset=rows, data_collator=collator)
      print(len(t.dataloader), list(next(iter(t.dataloader)).keys()))
      first = [b["query"] for b in t.dataloader]
      second = [b["query"] for b in t.dataloader]
      print([len(b) for b in first], first == second, len(set(first[0] + first[1])))
      """)
    #expect(text == "2 ['label', 'input_ids', 'query']\n[8, 8] False 16\n")
  }

  @Test func stepGivesNumbersAndTensors() throws {
    let text = try output(
      """
      t = trainer()
      stats = t.step(queries, responses, scores)
      print(type(stats["objective/kl"]).__name__, tuple(stats["objective/kl_dist"].shape))
      print(tuple(stats["objective/logprobs"].shape))
      print(len(stats), stats["ppo/mean_scores"], stats["tokens/responses_len_mean"])
      t.log_stats(stats, {"query": ["q"] * 8, "response": ["r"] * 8}, scores)
      print(stats["env/reward_mean"], t.current_step, len(t.last_batch["advantages"]), t.kl_ctl.value < 0.2)
      print(t.accelerator.device, t.accelerator.num_processes, t)
      """)
    #expect(
      text == """
        float (8,)
        (8, 7)
        43 -0.125 3.5
        -0.125 1 8 True
        cpu 1 <trl.PPOTrainer: gpt2, batch 8, 4 epochs, learning rate 0.0005, step 1>

        """)
  }

  @Test func mistakesAreAnsweredClearly() throws {
    #expect(error("PPOConfig(learningrate=1)").contains("unexpected keyword argument 'learningrate'"))
    #expect(error("PPOConfig(batch_size=32)").contains("inexact division: 32 / 128"))
    #expect(
      error("trainer().step(queries[:3], responses, scores)")
        .contains("does not match number of examples - but got 3"))
    #expect(
      error("trainer().step(queries, [torch.tensor([], dtype=torch.long)] + responses[1:], scores)")
        .contains("response 0 is empty"))
    #expect(error("trainer().step(queries, responses, [float('nan')] * 8)").contains("score 0 is nan"))
    #expect(
      error("trainer().generate(queries[0], max_new_token=3)").contains("not used by the model: ['max_new_token']"))
    #expect(error("trainer(log_with='wandb')").contains("not written here"))
    #expect(error("trainer().generate(queries, max_new_tokens=[1, 2])").contains("2 numbers for 8 prompts"))
    #expect(error("PPOTrainer(PPOConfig(), 3)").contains("model must be a AutoModelForCausalLMWithValueHead, got int"))
    #expect(error("m = load('policy')\nPPOTrainer(PPOConfig(), m, m)").contains("the same object"))
    #expect(error("LengthSampler(4, 4)").contains("nothing to draw from"))
  }

  @Test func configurationsAreAttributes() throws {
    let text = try output(
      """
      config = PPOConfig(model_name="lvwerra/gpt2-imdb", learning_rate=1.41e-5)
      print(config.model_name, config.learning_rate, config.batch_size, config.backward_batch_size, config.score_clip)
      config.ppo_epochs = 2
      print(config.ppo_epochs, config == PPOConfig(model_name="lvwerra/gpt2-imdb"))
      print(repr(config).startswith("PPOConfig(exp_name="))
      """)
    #expect(text == "lvwerra/gpt2-imdb 1.41e-05 128 128 None\n2 False\nTrue\n")
  }

  @Test func modelsAreSavedAndLoaded() throws {
    let folder = NSTemporaryDirectory() + "trl-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = try output(
      """
      model = load("policy")
      model.save_pretrained("\(folder)")
      again = AutoModelForCausalLMWithValueHead.from_pretrained("\(folder)")
      a, b = model.state_dict(), again.state_dict()
      print(sorted(a) == sorted(b), all(torch.equal(a[k], b[k]) for k in a), "v_head.summary.weight" in a)
      print(model.config.max_position_embeddings, create_reference_model(model).to("cpu").config.vocab_size)
      """)
    #expect(text == "True True True\n24 97\n")
  }

  @Test func gradientCheckpointingIsSwitchedOnModelsAndChangesNoGradient() throws {
    let text = try output(
      """
      def gradients(checkpointing):
          model = load("policy")
          if checkpointing:
              model.gradient_checkpointing_enable()
          logits, _, values = model(torch.tensor([[1, 5, 9, 2]]))
          (logits.log_softmax(-1)[..., 3].sum() + values.sum()).backward()
          return model.is_gradient_checkpointing, {name: p.grad for name, p in model.named_parameters()}
      (off, plain), (on, saved) = gradients(False), gradients(True)
      print(off, on, len(plain), all(torch.equal(plain[name], saved[name]) for name in plain))
      t = trainer(gradient_checkpointing=True)
      print(t.model.is_gradient_checkpointing, t.config.gradient_checkpointing)
      t.model.gradient_checkpointing_disable()
      print(t.model.is_gradient_checkpointing)
      """)
    #expect(text.hasPrefix("False True ") && text.hasSuffix(" True\nTrue True\nFalse\n"), "\(text)")
  }
}
