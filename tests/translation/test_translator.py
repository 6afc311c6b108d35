"""Translation: any list of strings in, one translation each out, nothing lost, cut or invented."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsdigest import ModelFormatError, ModelNotFoundError, OptionError, Translator, UnknownModelError
from newsdigest.models.location import BUNDLED
from newsdigest.translation.backend import Backend
from newsdigest.translation.ctranslate import CTranslate2Backend
from newsdigest.translation.marian import MarianBackend

Watch = Callable[[Translator], list[list[list[int]]]]


def spelled(model: Backend, ids: list[int]) -> str:
    """What the model reads, from its token ids."""
    if isinstance(model, CTranslate2Backend):
        return model._subwords.text([model._subwords.units[i] for i in ids])
    assert isinstance(model, MarianBackend)
    return str(model.tokenizer.decode(ids))


def test_the_bundled_model_translates(translator: Translator) -> None:
    (result,) = translator.translate(["Das Haus ist groß."])
    assert "house" in result.text and "Haus" not in result.text
    assert result.score is not None and -2 < result.score < 0
    assert result.warnings == ()


def test_results_have_the_order_of_the_sources_whatever_their_length(translator: Translator) -> None:
    sources = ["Ja.", "Die Stadt hat am Montag eine neue Brücke über den Fluss eröffnet.", "", "Das Haus ist groß.", "Ja."]
    together = translator.translate(sources)
    assert [t.text for t in together] == [translator.translate([s])[0].text for s in sources]


GERMAN = st.lists(
    st.sampled_from(["Haus", "der Rat", "am Montag", "5 Euro", "sagte sie", "und", "neu", "Köln"]), min_size=1, max_size=6
).map(" ".join)

STRICT = Translator("bundled", backend="ctranslate2", beams=1, strict=True)


@settings(max_examples=10, deadline=None)
@given(sources=st.lists(GERMAN | st.text(max_size=20), max_size=6))
def test_in_strict_mode_any_list_is_what_its_strings_are_alone_and_in_their_order(sources: list[str]) -> None:
    assert STRICT.translate(sources) == [STRICT.translate([source])[0] for source in sources]


@pytest.mark.parametrize("text", ["", "   ", "5 %", "https://example.org/weg?von=a", "redaktion@example.org", "🙂🙂"])
def test_what_has_nothing_to_translate_comes_back_unchanged_and_meets_no_model(
    translator: Translator, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translator._model, "decode", lambda *_: pytest.fail("a model was asked"))
    (result,) = translator.translate([text])
    assert (result.text, result.score, result.warnings) == (text, None, ())


def test_no_batch_holds_an_empty_or_over_long_sequence_and_every_token_reaches_the_model(translator: Translator, watch: Watch) -> None:
    model = translator._model
    batches = watch(translator)
    years = range(1901, 1913)
    long = " ".join(
        f"im Jahr {year} baut die Stadt eine Schule, der Kreis eine Straße, und das Land zahlt einen Teil davon;" for year in years
    )
    unbroken = "".join(f"Schiff{number}" for number in range(100, 150))
    results = translator.translate([long, "Ja.", unbroken])
    reached = [ids for batch in batches for ids in batch]
    assert all(0 < len(ids) <= model.longest_source for ids in reached)
    text = "".join(spelled(model, ids) for ids in reached)
    assert all(str(year) in text for year in years) and all(
        f"Schiff{number}" in "".join(text.split()) for number in range(100, 150) if number % 5
    )
    assert len(results[0].text) > 300


def test_equal_strings_are_translated_once(translator: Translator, watch: Watch) -> None:
    batches = watch(translator)
    translator.translate(["Das ist gut."] * 7)
    assert [len(batch) for batch in batches] == [1]


def test_special_tokens_spelt_out_in_a_text_are_text(translator: Translator) -> None:
    model = translator._model
    eos = json.loads((translator.located.path / "vocab.json").read_text(encoding="utf-8"))["</s>"]
    assert eos not in model.encode("Er schrieb </s> und <pad> an die Tafel.")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=120))
def test_no_character_is_lost_on_the_way_into_the_model(translator: Translator, text: str) -> None:
    model = translator._model
    normal = model.normalize(text)
    assert "".join(spelled(model, model.encode(normal)).split()) == "".join(normal.split())


def test_progress_counts_up_to_the_number_of_pieces(translator: Translator) -> None:
    calls: list[tuple[int, int]] = []
    translator.translate(["Ja.", "Nein.", "Vielleicht."], progress=lambda done, all_: calls.append((done, all_)))
    assert calls[-1] == (3, 3)


def test_settings_out_of_range_are_named() -> None:
    with pytest.raises(OptionError, match="beams is 0"):
        Translator(beams=0)
    with pytest.raises(OptionError, match="backend is 'x'"):
        Translator(backend="x")
    with pytest.raises(OptionError, match="device is 'nowhere'.*use 'cpu'"):
        Translator("bundled", device="nowhere").translate(["Ja."])
    with pytest.raises(OptionError, match="list of strings"):
        Translator().translate("Ja.")


def test_a_model_that_is_not_there_says_how_to_fetch_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ModelNotFoundError, match="newsdigest models pull opus-mt-de-en"):
        Translator("opus-mt-de-en")
    with pytest.raises(UnknownModelError, match="no-such-model.*newsdigest models list"):
        Translator("no-such-model")


def test_a_damaged_model_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "marian"}')
    with pytest.raises(ModelFormatError, match="model.safetensors"):
        Translator(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelFormatError, match="no working Marian vocabulary"):
        Translator(tmp_path, backend="ctranslate2").translate(["Ja."])
    with pytest.raises(ModelFormatError, match="no MarianMTModel could be read"):
        Translator(tmp_path, backend="transformers").translate(["Ja."])
    for name in ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json"):
        shutil.copy(BUNDLED / name, tmp_path / name)
    shutil.copy(BUNDLED / "config.json", tmp_path / "config.json")
    with pytest.raises(ModelFormatError, match="model.safetensors holds no weights"):
        Translator(tmp_path, backend="ctranslate2").translate(["Ja."])


def test_a_summarization_model_does_not_translate(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bart"}')
    (tmp_path / "model.safetensors").write_bytes(b"")
    with pytest.raises(ModelFormatError, match="for summarization, not for translation"):
        Translator(tmp_path)


def test_a_sentence_that_just_fits_may_have_a_word_put_in() -> None:
    """With English put in it would no longer fit: that is not tried, and nothing fails."""
    translator = Translator("bundled", beams=1)
    abroad = (
        "Polen, Ungarn, Italien, Spanien, Belgien, Schweden, Norwegen, Kanada, Japan, China, Indien, Chile, Irland, Kuba, Peru, Island, Malta, Zypern,"
        " Kenia, Togo, Ghana, Mali, Tunesien, Marokko, Estland, Lettland, Litauen, Serbien, Kroatien, Albanien, Bulgarien, Griechenland, Portugal"
    )
    for fewer in (0, 1, 2):
        (translation,) = translator.translate([f"Der Wirt verschickte Schlachtplatten nach {abroad.rsplit(', ', fewer)[0]}."])
        assert "Poland" in translation.text and "Bulgaria" in translation.text


def test_the_lexicon_is_for_the_bundled_model_unless_told_otherwise(tmp_path: Path) -> None:
    shutil.copytree(BUNDLED, tmp_path / "own")
    assert Translator("bundled").lexicon and not Translator(tmp_path / "own").lexicon
    source = ["Das Gestüt ist insolvent."]
    (with_it,), (without,) = (
        Translator("bundled", beams=1).translate(source),
        Translator("bundled", beams=1, lexicon=False).translate(source),
    )
    assert "stud farm" in with_it.text
    assert "stud farm" not in without.text and not any("word not in the English" in warning for warning in without.warnings)
    assert Translator("bundled", lexicon=True).settings["lexicon"] and "lexicon" not in Translator("bundled", lexicon=False).settings
