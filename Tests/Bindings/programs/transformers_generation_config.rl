import json
import os
import tempfile
import torch
from transformers import AutoModelForCausalLM, GenerationConfig, GPT2Config

FIXTURES = os.environ.get("FIXTURES", "Tests/Fixtures")

# Settings and their texts.
config = GenerationConfig(top_k=5, do_sample=True, eos_token_id=[1, 2], temperature=1.0, remark="ours")
print(config)
print(config.top_k, config.top_p, config.max_length, config.max_new_tokens, config.remark, config.num_beams)
print(config.to_json_string(), config.to_diff_dict())
print(GenerationConfig().to_dict())
print(GenerationConfig() == GenerationConfig(top_k=50), GenerationConfig() == GenerationConfig(top_k=51))
print(config.update(top_p=0.5, nobody=3), config.top_p, hasattr(config, "nobody"))
config.min_p = 0.1
print(config.to_json_string(ignore_metadata=True))
derived = GenerationConfig.from_model_config(GPT2Config(n_layer=1, do_sample=True, max_length=30))
print(derived, derived.to_diff_dict())
for keywords in [dict(num_return_sequences=2), dict(max_new_tokens=-1)]:
    try:
        GenerationConfig(**keywords)
    except ValueError as error:
        print("ValueError:", error)

# Files.
with tempfile.TemporaryDirectory() as folder:
    config.save_pretrained(folder)
    print(open(folder + "/generation_config.json").read())
    again = GenerationConfig.from_pretrained(folder)
    print(again == config, again.eos_token_id, GenerationConfig.from_pretrained(folder, top_k=7).top_k)
    config.save_pretrained(folder, "other.json")
    print(sorted(os.listdir(folder)), GenerationConfig.from_pretrained(folder, "other.json") == config)

# A model's.
model = AutoModelForCausalLM.from_pretrained(FIXTURES + "/transformer/gpt2-deep")
print(model.generation_config)
prompt = torch.tensor([[3, 1, 4, 1, 5]])


def answer(**keywords):
    mask = torch.ones_like(prompt)
    return model.generate(prompt, attention_mask=mask, pad_token_id=0, **keywords)[0].tolist()


print(answer(max_new_tokens=6))
print(answer(generation_config=GenerationConfig(max_new_tokens=4)))
print(answer(generation_config=GenerationConfig(max_new_tokens=4, repetition_penalty=1.8)))
print(answer(generation_config=GenerationConfig(max_new_tokens=4, repetition_penalty=1.8), max_new_tokens=7))
print(answer(generation_config=GenerationConfig(max_new_tokens=9, suppress_tokens=[answer(max_new_tokens=1)[-1]])))
print(answer(generation_config=GenerationConfig(max_length=8)), len(answer(max_length=9)))
stop = answer(max_new_tokens=6)[7]
print(answer(generation_config=GenerationConfig(max_new_tokens=6, eos_token_id=stop)))
model.generation_config.max_new_tokens = 3
model.generation_config.no_repeat_ngram_size = 2
print(answer(), len(answer(max_new_tokens=8)), answer(generation_config=GenerationConfig(max_new_tokens=5)))
with tempfile.TemporaryDirectory() as folder:
    model.save_pretrained(folder)
    saved = json.loads(open(folder + "/generation_config.json").read())
    print(saved["max_new_tokens"], saved["no_repeat_ngram_size"])
    print(AutoModelForCausalLM.from_pretrained(folder).generation_config.max_new_tokens)
model.generation_config = GenerationConfig(max_new_tokens=2)
print(answer(), model.generation_config.no_repeat_ngram_size)
