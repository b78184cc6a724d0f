import os
from transformers import AddedToken, AutoTokenizer, GPT2TokenizerFast

FIXTURES = os.environ.get("FIXTURES", "Tests/Fixtures")
bert = AutoTokenizer.from_pretrained(FIXTURES + "/wordpiece/cased")
print(type(bert).__name__, len(bert), bert.vocab_size, bert.get_added_vocab())
print(bert.added_tokens_decoder)
print(bert("a [MASK]"))
print(bert.add_tokens(["zz", AddedToken("yy", lstrip=True), "film"]), len(bert))
print(bert.add_tokens(["zz", AddedToken("zz", rstrip=True)]), len(bert), bert.add_tokens("zz"), bert.add_tokens([]))
print(bert.convert_ids_to_tokens(bert.encode("a zz  yy zz film Film<extra>")))
print(bert.add_tokens(AddedToken("qq", single_word=True)), bert.tokenize("aqq qq qqa"))
print(bert.add_special_tokens({"additional_special_tokens": ["<a>", "<b>"], "bos_token": "<s>"}), bert.bos_token_id)
print(bert.additional_special_tokens, bert.additional_special_tokens_ids, bert.all_special_tokens)
print(bert.add_special_tokens({"additional_special_tokens": ["<c>"]}, replace_additional_special_tokens=False))
print(bert.special_tokens_map)
print(bert.decode(bert.encode("a <a> film<c>"), skip_special_tokens=True))
print(AddedToken("x"), repr(AddedToken("x", special=True)), AddedToken("y", lstrip=True).lstrip)

gpt2 = GPT2TokenizerFast.from_pretrained(FIXTURES + "/tokenizer")
print(type(gpt2).__name__, len(gpt2), gpt2.eos_token_id, gpt2.pad_token, gpt2.model_max_length)
print(gpt2("Hello world"), gpt2("a", "b", return_token_type_ids=True))
gpt2.pad_token = "[PAD]"
print(gpt2.pad_token, gpt2.pad_token_id, len(gpt2))
gpt2.pad_token = gpt2.eos_token
print(gpt2(["a", "b c d"], padding=True))
print(gpt2.add_special_tokens({"pad_token": "[PAD]"}), gpt2.pad_token_id, len(gpt2))
print(gpt2.decode(gpt2.encode("It 's a film . <|endoftext|>")), gpt2.decode(gpt2.encode("x"), skip_special_tokens=True))
print(gpt2.decode(gpt2.encode("It 's a film ."), clean_up_tokenization_spaces=False))
print(gpt2("\udc00").input_ids == gpt2("\ufffd\ufffd\ufffd").input_ids)
gpt2.pad_token = None


def message(function):
    try:
        return function()
    except Exception as error:
        return str(error)


print(message(lambda: gpt2(["a", "b c"], padding=True)))

texts = ["the cat sat on the mat", "the dog and the cat ran", "a hat, a bat and a rat"] * 3
learned = gpt2.train_new_from_iterator((texts[i:i + 2] for i in range(0, 8, 2)), 280)
print(len(learned), learned.eos_token_id, learned.tokenize("the cat and the hat"))
pieces = bert.train_new_from_iterator(texts, 60, new_special_tokens=["<q>"])
print(pieces.cls_token_id, pieces.mask_token, pieces.convert_tokens_to_ids("[SEP]") == pieces("the").input_ids[-1])
print(pieces.decode(pieces("the cat and a mat").input_ids), pieces.unk_token_id in pieces("the cat and a mat").input_ids)
