import os
import tempfile
from tokenizers import AddedToken
from transformers import AutoTokenizer, BertTokenizerFast, DataCollatorWithPadding, DistilBertTokenizerFast

FIXTURES = os.environ.get("FIXTURES", "Tests/Fixtures")
lower = BertTokenizerFast.from_pretrained(FIXTURES + "/wordpiece/cased", do_lower_case=True)
cased = AutoTokenizer.from_pretrained(FIXTURES + "/wordpiece/cased")
print(type(lower).__name__, type(cased).__name__, lower.tokenize("The FILM"), cased.tokenize("The FILM"))
print(AutoTokenizer.from_pretrained(FIXTURES + "/wordpiece/cased", strip_accents=True).tokenize("film\u00e9"))
sided = AutoTokenizer.from_pretrained(FIXTURES + "/wordpiece/cased", padding_side="left", model_max_length=7)
print(sided(["a", "a b"], padding="max_length").input_ids, sided("a film not bad at all", truncation=True).input_ids)

cased.add_tokens([AddedToken("<new>", lstrip=True)])
cased.add_special_tokens({"additional_special_tokens": ["<x>"]})
cased.padding_side = "left"
with tempfile.TemporaryDirectory() as folder:
    files = cased.save_pretrained(folder)
    print(sorted(os.path.basename(name) for name in files if "added_tokens.json" not in name))
    again = AutoTokenizer.from_pretrained(folder)
    text = "A <new> film<x> [MASK]"
    print(again(text) == cased(text) or dict(again(text)) == dict(cased(text)), again(text).input_ids)
    print(type(again).__name__, again.additional_special_tokens, again.model_max_length)

collate = DataCollatorWithPadding(cased)
features = [{**cased("a film"), "label": 1}, {**cased("a"), "label": 0}]
batch = collate(features)
print(batch["input_ids"].tolist(), batch["attention_mask"].tolist(), batch["labels"].tolist(), sorted(batch.keys()))
