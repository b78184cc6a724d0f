import RLHF
import Support
import Testing

@Suite struct PPOConfigurationTests {
  @Test func defaultsAreTRLs() throws {
    let configuration = PPOConfiguration()
    let expected: [(String, FieldValue)] = [
      ("steps", .int(20000)), ("learning_rate", .double(1.41e-5)), ("adap_kl_ctrl", .bool(true)),
      ("init_kl_coef", .double(0.2)), ("kl_penalty", .string("kl")), ("target", .double(6)),
      ("horizon", .double(10000)), ("gamma", .double(1)), ("lam", .double(0.95)), ("cliprange", .double(0.2)),
      ("cliprange_value", .double(0.2)), ("vf_coef", .double(0.1)), ("batch_size", .int(128)),
      ("mini_batch_size", .int(128)), ("gradient_accumulation_steps", .int(1)), ("ppo_epochs", .int(4)),
      ("max_grad_norm", .none), ("early_stopping", .bool(false)), ("target_kl", .double(1)),
      ("ratio_threshold", .double(10)), ("use_score_scaling", .bool(false)), ("score_clip", .none),
      ("whiten_rewards", .bool(false)), ("backward_batch_size", .int(128)), ("total_ppo_epochs", .int(157)),
    ]
    for (name, value) in expected { #expect(configuration.value(of: name) == value, "\(name)") }
    try configuration.validate()
  }

  @Test func everyFieldTakesItsOwnValue() throws {
    var configuration = PPOConfiguration()
    for name in PPOConfiguration.fieldNames {
      try configuration.set(name, to: try #require(configuration.value(of: name)))
    }
  }

  @Test func unknownFieldNamesNearOnes() {
    var configuration = PPOConfiguration()
    #expect { try configuration.set("learningrate", to: .double(1)) } throws: { error in
      "\(error)" == "PPOConfig.__init__() got an unexpected keyword argument 'learningrate' "
        + "(did you mean 'learning_rate'?)"
    }
    #expect { try configuration.set("kl_penalty", to: .string("kll")) } throws: { error in
      "\(error)".contains("'kl', 'abs', 'mse', 'full'")
    }
    #expect { try configuration.set("batch_size", to: .double(1.5)) } throws: { error in
      (error as? UserError)?.kind == .type
    }
  }

  @Test func backwardBatchMustDivideTheBatch() throws {
    var configuration = PPOConfiguration()
    configuration.batchSize = 32
    #expect { try configuration.validate() } throws: { error in
      "\(error)".contains("inexact division: 32 / 128 = 0.25") && "\(error)".contains("mini_batch_size=32")
    }
    configuration.miniBatchSize = 8
    configuration.gradientAccumulationSteps = 2
    try configuration.validate()
    #expect(configuration.backwardBatchSize == 16)
  }

  @Test func invalidValuesAreNamed() {
    func message(_ change: (inout PPOConfiguration) -> Void) -> String {
      var configuration = PPOConfiguration()
      change(&configuration)
      do { try configuration.validate() } catch { return "\(error)" }
      return ""
    }
    #expect(message { $0.learningRate = .nan }.contains("learning_rate"))
    #expect(message { $0.ppoEpochs = 0 }.contains("ppo_epochs"))
    #expect(message { $0.gamma = 1.5 }.contains("gamma"))
    #expect(message { $0.scoreClip = -1 }.contains("score_clip"))
    #expect(message { $0.maxGradNorm = 0 }.contains("max_grad_norm"))
  }
}
