"""Texts and tiny models for the summarization tests; the texts were written for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

ARTICLE = [
    "The port city of Harlow will close its coal terminal in March, two years earlier than planned, the council decided on Monday.",
    "The terminal has handled up to four million tonnes of coal a year since 1962.",
    "Mayor Ruth Adler called the decision a turning point for the city.",
    '"We cannot build a future on coal."',
    "She said that the 340 workers at the terminal would be offered jobs at a new wind farm depot on the same site.",
    "However, the union is not convinced.",
    "Its chairman Tom Behrens criticized that only 120 of the promised jobs are certain so far.",
    "The operator of the terminal, Northgate, announced that it would examine legal action against the council.",
    "The weather on Monday was fine.",
    "According to the council, the wind farm depot will cost 85 million euros, of which the state pays half.",
]


@pytest.fixture
def article() -> list[str]:
    return list(ARTICLE)


@pytest.fixture(scope="session")
def bart_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BART of a few hundred pieces and random weights, in the file layout of ``facebook/bart-large-cnn``."""
    return _save_bart(tmp_path_factory.mktemp("models") / "tiny-bart")


@pytest.fixture
def make_bart(tmp_path: Path) -> Callable[[], Path]:
    """Saves another one, for tests that damage it."""
    return lambda: _save_bart(tmp_path / "tiny-bart")


def _save_bart(directory: Path) -> Path:
    import torch
    from tokenizers import ByteLevelBPETokenizer
    from tokenizers.processors import RobertaProcessing
    from transformers import BartConfig, BartForConditionalGeneration, GenerationConfig, PreTrainedTokenizerFast

    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    bpe = ByteLevelBPETokenizer()
    bpe.train_from_iterator(ARTICLE, vocab_size=400, special_tokens=special, show_progress=False)
    size = bpe.get_vocab_size()
    bpe._tokenizer.post_processor = RobertaProcessing(("</s>", 2), ("<s>", 0))
    PreTrainedTokenizerFast(
        tokenizer_object=bpe._tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        mask_token="<mask>",
        model_max_length=64,
    ).save_pretrained(directory)

    torch.set_num_threads(1)  # for matrices this small, a second thread only waits
    torch.manual_seed(1)
    model = BartForConditionalGeneration(
        BartConfig(
            vocab_size=size,
            d_model=16,
            encoder_layers=1,
            decoder_layers=1,
            encoder_attention_heads=2,
            decoder_attention_heads=2,
            encoder_ffn_dim=16,
            decoder_ffn_dim=16,
            max_position_embeddings=64,
            init_std=0.5,
            bos_token_id=0,
            pad_token_id=1,
            eos_token_id=2,
            decoder_start_token_id=2,
            forced_eos_token_id=2,
        )
    )
    model.generation_config = GenerationConfig(
        bos_token_id=0,
        pad_token_id=1,
        eos_token_id=2,
        decoder_start_token_id=2,
        forced_bos_token_id=0,
        forced_eos_token_id=2,
        num_beams=2,
        max_length=30,
        min_length=5,
        no_repeat_ngram_size=3,
        length_penalty=2.0,
        early_stopping=True,
    )
    model.save_pretrained(directory)
    assert json.loads((directory / "generation_config.json").read_text())["num_beams"] == 2
    return directory


@pytest.fixture(scope="session")
def t5_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A T5 that wants a prefix and keeps its settings under ``task_specific_params``, as the first T5 models do."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast, T5Config, T5ForConditionalGeneration

    directory = tmp_path_factory.mktemp("models") / "tiny-t5"
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    trainer = trainers.UnigramTrainer(vocab_size=300, special_tokens=["<pad>", "</s>", "<unk>"], unk_token="<unk>", show_progress=False)
    tokenizer.train_from_iterator([*ARTICLE, "summarize: "], trainer)
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="</s>", pad_token="<pad>", unk_token="<unk>", model_max_length=128
    ).save_pretrained(directory)
    model = T5ForConditionalGeneration(
        T5Config(
            vocab_size=tokenizer.get_vocab_size(),
            d_model=16,
            d_kv=8,
            d_ff=16,
            num_layers=1,
            num_heads=2,
            n_positions=128,
            decoder_start_token_id=0,
        )
    )
    model.save_pretrained(directory)
    config = json.loads((directory / "config.json").read_text())
    config["task_specific_params"] = {"summarization": {"prefix": "summarize: ", "max_length": 21, "num_beams": 3}}
    (directory / "config.json").write_text(json.dumps(config))
    return directory


@pytest.fixture(scope="session")
def pegasus_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PEGASUS of a few hundred pieces and random weights, in the file layout of ``google/pegasus-xsum`` with a fast tokenizer."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PegasusConfig, PegasusForConditionalGeneration, PreTrainedTokenizerFast

    directory = tmp_path_factory.mktemp("models") / "tiny-pegasus"
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    special = ["<pad>", "</s>", "<mask_1>", "<mask_2>", "<unk>", "<n>"]
    trainer = trainers.UnigramTrainer(vocab_size=300, special_tokens=special, unk_token="<unk>", show_progress=False)
    tokenizer.train_from_iterator(ARTICLE, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="</s>", pad_token="<pad>", unk_token="<unk>", model_max_length=96
    ).save_pretrained(directory)
    torch.manual_seed(2)
    layers = {
        f"{side}_{what}": n for side in ("encoder", "decoder") for what, n in (("layers", 1), ("attention_heads", 2), ("ffn_dim", 16))
    }
    config = PegasusConfig(
        vocab_size=tokenizer.get_vocab_size(), d_model=16, max_position_embeddings=96, scale_embedding=True, init_std=0.5,
        pad_token_id=0, eos_token_id=1, decoder_start_token_id=0, forced_eos_token_id=1, **layers,
    )  # fmt: skip
    model = PegasusForConditionalGeneration(config)
    model.generation_config.num_beams, model.generation_config.max_length, model.generation_config.length_penalty = 8, 24, 0.6
    model.save_pretrained(directory)
    return directory
