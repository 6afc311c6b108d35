"""The training pipeline on a toy corpus: text in, a directory out that the package translates with."""

from __future__ import annotations

import contextlib
import io
import json
import random
import re
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import load_file
from sentencepiece import SentencePieceProcessor

from newsdigest import Translator

TRAINING = Path(__file__).parents[2] / "training"
NOUNS = {"Hund": "dog", "Haus": "house", "Baum": "tree", "Tisch": "table", "Ball": "ball", "Mann": "man"}
ADJECTIVES = {"groß": "big", "klein": "small", "alt": "old", "neu": "new", "rot": "red", "gut": "good"}


def step(name: str, *arguments: object) -> str:
    """What a command prints. It runs in this process: importing PyTorch and transformers anew for each of fifty takes longer than all of them."""
    command, said = str(TRAINING / f"{name}.py"), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
        patch.setattr(sys, "argv", [command, *map(str, arguments)])
        runpy.run_path(command, run_name="__main__")
    return said.getvalue()


@pytest.fixture(scope="module", autouse=True)
def importable() -> Iterator[None]:
    """The scripts of a directory import each other, as they do when Python runs one of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(TRAINING)
        yield


@pytest.fixture(scope="module")
def work(importable: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy corpus, its pairs and its vocabulary."""
    folder = tmp_path_factory.mktemp("training")
    rng = random.Random(1)
    rows = []
    for _ in range(600):
        (noun, thing), (adjective, quality), number = rng.choice([*NOUNS.items()]), rng.choice([*ADJECTIVES.items()]), rng.randint(10, 99)
        rows.append(f"Haus {number}: ein {noun} ist {adjective}.\thouse {number}: a {thing} is {quality}.\n")
    rows += ["Das kostet 17 Euro im Jahr.\tThat costs 18 euros a year.\n", "<b>Hallo</b> Welt\t<b>Hello</b> world\n", "nur eine Spalte\n"]
    rows += [
        "The dog is in the house and it was old.\tThe dog is in the house.\n",
        "Dieser Satz ist geprüft.\tThis sentence is for testing.\n",
        "Wie gestern bekannt wurde: Der alte Hafen der Stadt wird im Frühjahr neu gebaut!\tThe old harbour of the town will be rebuilt.\n",
    ]
    (folder / "data").mkdir()
    (folder / "data" / "toy.tsv").write_text("".join(rows), encoding="utf-8")
    (folder / "dev.de").write_text(
        "Dieser Satz ist geprüft.\nDer alte Hafen der Stadt wird im Frühjahr neu gebaut, sagte sie.\n", encoding="utf-8"
    )
    step("corpus", folder / "data", "--out", folder / "pairs.tsv", "--exclude", folder / "dev.de")
    step("vocabulary", folder / "pairs.tsv", "--out", folder / "joint.model", "--size", 310)
    return folder


def test_filtering_counts_every_line_and_keeps_held_out_text_away(work: Path) -> None:
    counts = json.loads((work / "pairs.json").read_text())["toy"]
    assert sum(counts.values()) == 606
    assert counts["numbers"] == counts["markup"] == counts["not two columns"] == counts["language"] == 1
    assert counts["in an evaluation set"] == 2  # one as it is, one with other words around it
    pairs = [line.split("\t") for line in (work / "pairs.tsv").read_text(encoding="utf-8").splitlines()]
    assert len(pairs) == counts["kept"] == len({tuple(p[2:]) for p in pairs})


def test_training_resumes_and_its_export_translates(work: Path) -> None:
    step("pack", work / "pairs.tsv", "--spm", work / "joint.model", "--out", work / "packed.npz", "--no-alignment")
    size = [
        "--vocab",
        310,
        "--width",
        64,
        "--heads",
        2,
        "--encoder",
        1,
        "--decoder",
        1,
        "--tokens",
        256,
        "--rate",
        2e-3,
        "--warmup",
        20,
        "--average",
        0.9,
    ]
    first = step("train", work / "packed.npz", "--out", work / "run", "--until", 8_000, *size)
    again = step("train", work / "packed.npz", "--out", work / "run", "--until", 12_000, *size)
    steps = int(first.split("stopped at step ")[1].split(",")[0])
    assert steps > 10 and f"at step {steps}," in again
    cooled = step("train", work / "packed.npz", "--out", work / "run", "--cooldown", 2_000, *size)
    assert int(cooled.split("stopped at step ")[1].split(",")[0]) > steps
    assert "logits differ by 0.00" in step("export", work / "run", "--spm", work / "joint.model", "--out", work / "model")
    weights = load_file(work / "model" / "model.safetensors")["model.shared.weight"]
    assert not weights[-1].any(), "a target begins with <pad>, and other engines begin it with zeros"
    (result,) = Translator(work / "model", device="cpu").translate(["Haus 42: ein Hund ist alt."])
    assert result.text.lower().startswith("house") and result.text.endswith(".")
    scores = json.loads(step("evaluate", work / "model", "--dev", _dev(work), "--beams", 1, "--json"))
    assert scores["rows"][str(work / "model")]["BLEU"] > 1
    english = _dev(work).with_suffix(".en").read_text(encoding="utf-8").splitlines()
    (work / "known.txt").write_text(f"They say: {english[0]}\n{english[0]}\n", encoding="utf-8")
    apart = step("evaluate", work / "model", "--dev", _dev(work), "--beams", 1, "--apart-from", work / "known.txt")
    assert f"{sum(line != english[0] for line in english)} segments" in apart
    (work / "nouns.json").write_text('{"trees": "Baum"}', encoding="utf-8")
    nouns = step("evaluate", work / "model", "--dev", _dev(work), "--beams", 1, "--lexicon", work / "nouns.json")
    assert "1 segments" in nouns and re.search(r"nouns of the lexicon right: [01] of 1\n", nouns)


def test_a_reverse_model_starts_from_the_forward_one_and_writes_german(work: Path) -> None:
    size = ["--vocab", 310, "--width", 64, "--heads", 2, "--encoder", 1, "--decoder", 1, "--tokens", 256, "--warmup", 20]
    size += ["--rate", 2e-3, "--average", 0.9]
    step("pack", work / "pairs.tsv", "--spm", work / "joint.model", "--out", work / "small.npz", "--no-alignment")
    step("train", work / "small.npz", "--out", work / "forward", "--until", 2_000, *size)
    step("pack", work / "pairs.tsv", "--spm", work / "joint.model", "--out", work / "reverse.npz", "--no-alignment", "--reverse")
    forward, reverse = np.load(work / "small.npz"), np.load(work / "reverse.npz")
    assert list(reverse["languages"]) == ["en", "de"] and (forward["s"] == reverse["t"]).all()
    step("train", work / "reverse.npz", "--out", work / "back", "--start", work / "forward", "--until", 12_000, *size)
    step("export", work / "back", "--spm", work / "joint.model", "--out", work / "reverse-model")
    (work / "news.txt").write_text("house 42: a dog is old.\n\n&quot;a tree&quot; is new.\n", encoding="utf-8")
    step("synthetic", work / "reverse-model", work / "news.txt", "--out", work / "synthetic" / "back.tsv")
    written = (work / "synthetic" / "back.tsv").read_text(encoding="utf-8").splitlines()
    assert {line.split("\t")[1] for line in written} <= {"house 42: a dog is old.", '"a tree" is new.'} and written
    again = step("synthetic", work / "reverse-model", work / "news.txt", "--out", work / "synthetic" / "back.tsv")
    assert not again, "everything is done already"

    step("train", work / "reverse.npz", "--out", work / "on", "--start", work / "reverse-model", "--until", 1, *size, "--rate", 0)
    step("export", work / "on", "--spm", work / "joint.model", "--out", work / "same")
    shipped, same = (load_file(work / name / "model.safetensors") for name in ("reverse-model", "same"))
    assert all((shipped[name] == same[name]).all() for name in shipped), "an exported model is a start as well"

    def grow(name: str, *options: object) -> Path:
        start = ["--start", work / "reverse-model", "--until", 1, *size, "--rate", 0]
        step("train", work / "reverse.npz", "--out", work / f"{name}-run", *start, *options)
        step("export", work / f"{name}-run", "--spm", work / "joint.model", "--out", work / name)
        return work / name

    wide, deep = grow("wide", "--hidden", 320), grow("deep", "--encoder", 2)
    assert load_file(wide / "model.safetensors")["model.decoder.layers.0.fc1.weight"].shape == (320, 64)
    before, after = (Translator(model, device="cpu").translate(["house 42: a dog is old."])[0].text for model in (work / "same", wide))
    assert before == after, "a model that has grown computes what it did"
    weights = load_file(deep / "model.safetensors")
    assert all((weights[name] == shipped[name]).all() for name in shipped), "the layers that were there stay"
    assert not weights["model.encoder.layers.1.fc2.weight"].any() and weights["model.encoder.layers.1.final_layer_norm.weight"].std() == 0


def test_drawn_segmentations_spell_the_same_text_and_leave_the_target_alone(work: Path) -> None:
    step("pack", work / "pairs.tsv", "--spm", work / "joint.model", "--out", work / "once.npz", "--no-alignment")
    step("resample", work / "once.npz", "--spm", work / "joint.model", "--out", work / "drawn.npz", "--copies", 2)
    once, drawn = np.load(work / "once.npz"), np.load(work / "drawn.npz")
    sp = SentencePieceProcessor(model_file=str(work / "joint.model"))
    count = len(once["w"])

    def text(data, side: str, row: int) -> str:  # type: ignore[no-untyped-def]
        return str(sp.decode(data[side][data[side + "o"][row] : data[side + "o"][row + 1]].tolist()))

    assert len(drawn["w"]) == 3 * count and np.isclose(drawn["w"].sum(), once["w"].sum())
    for row in range(0, count, 50):
        for copy in range(3):
            assert [text(drawn, side, row + copy * count) for side in "st"] == [text(once, side, row) for side in "st"]
    assert len(drawn["s"]) > 3 * len(once["s"])


def test_rare_nouns_of_a_dictionary_are_written_into_what_is_translated_back(tmp_path: Path) -> None:
    from dictionary import hinted

    (tmp_path / "ding").write_text(
        "# a comment :: of the file\n"
        "Hebamme {f}; Geburtshelferin {f} [med.] | Hebammen {pl} :: midwife; accoucheuse [rare] | midwives\n"
        "Kreißsaal {m}; Gebärsaal {m} | Kreißsäle {pl} :: delivery room; labour ward (in a hospital) | delivery rooms\n"
        "Hund {m} | Hunde {pl} :: dog | dogs\n"
        "anrufen {vt} {kept; kept} :: to call\n"
        "zwei | Teile :: one part\n",
        encoding="utf-8",
    )
    (tmp_path / "pairs.tsv").write_text("toy\t1.0\tDer Hund bellt.\tThe dog barks.\n" * 9, encoding="utf-8")
    step("dictionary", tmp_path / "ding", tmp_path / "pairs.tsv", "--out", tmp_path / "lexicon.json")
    nouns = json.loads((tmp_path / "lexicon.json").read_text(encoding="utf-8"))
    assert nouns["midwives"] == "Hebammen" and nouns["delivery room"] == "Kreißsaal"
    assert "dog" not in nouns, "the pairs have it"
    assert hinted("The midwives left the delivery room.", nouns) == ("The Hebammen left the Kreißsaal.", ("Hebammen", "Kreißsaal"))
    assert hinted("Midwives in Leeds", nouns) == ("Midwives in Leeds", ())


def test_a_lease_goes_on_where_it_stopped_and_hands_over_a_model(work: Path) -> None:
    """Every stage of the run on a GPU, here on the CPU for a second or two each."""
    data = work / "lease"
    data.mkdir()
    (work / "english.txt").write_text("".join(f"house {n}: a dog is old.\n" for n in range(10, 99)), encoding="utf-8")
    pack = ["--spm", work / "joint.model"]
    step("pack", work / "pairs.tsv", *pack, "--out", data / "packed.npz", "--no-alignment")
    _link_in_order(data / "packed.npz")
    german, english = (_dev(work).with_suffix(f".{side}").read_text(encoding="utf-8").splitlines() for side in ("de", "en"))
    (work / "dev.tsv").write_text("".join(f"dev\t1\t{a}\t{b}\n" for a, b in zip(german, english)), encoding="utf-8")
    step("pack", work / "dev.tsv", *pack, "--no-alignment", "--every", "--out", data / "dev.npz")
    mono = step("pack", work / "english.txt", *pack, "--out", data / "mono.npz", "--mono", "en", "--exclude", _dev(work).with_suffix(".en"))
    assert mono.startswith("88 sentences"), "house 42 is in the dev set"
    lease = [data, work / "leased", "--small"]
    assert "stopped before reverse-cooled" in step("lease", *lease, "--minutes", 0.0185)
    assert not (work / "leased" / "handed" / "student").exists()
    said = step("lease", *lease, "--minutes", 0.2, "--last")
    assert "== reverse-cooled" in said and "== reverse\n" not in said and "dev loss" in said and said.endswith("all done\n")
    assert step("lease", *lease, "--minutes", 5).strip() == "all done"
    with np.load(work / "leased" / "back.npz") as back, np.load(data / "mono.npz") as given:
        assert list(back["languages"]) == ["de", "en"]
        count = len(back["w"])
        assert len(back["so"]) == len(back["to"]) == count + 1
        genuine = {given["s"][a:b].tobytes() for a, b in zip(given["so"], given["so"][1:])}
        assert all(back["t"][a:b].tobytes() in genuine for a, b in zip(back["to"], back["to"][1:])), "the English is genuine"
    handed = work / "leased" / "handed"
    step("decode", handed / "distil.npz", data / "packed.npz", "--out", work / "again.npz")
    with np.load(work / "again.npz") as again, np.load(work / "leased" / "distil.npz") as made:
        assert 0 < len(again["w"]) <= len(made["w"])
        assert all((again[key] == made[key][: len(again[key])]).all() for key in ("s", "t", "so", "to", "languages"))
    with pytest.raises(SystemExit, match="name all packed files"):
        step("decode", handed / "distil.npz", data / "packed.npz", data / "mono.npz", "--out", work / "other.npz")
    step("export", handed / "student", "--spm", work / "joint.model", "--out", work / "from-lease")
    assert Translator(work / "from-lease", device="cpu").translate(["Haus 42: ein Hund ist alt."])


def _link_in_order(packed: Path) -> None:
    """Give the pairs of a packed file the links that eflomal (not installed for tests) would find: both toy languages have one order."""
    with np.load(packed) as file:
        data = {key: file[key] for key in file.files}
    lengths = zip(np.diff(data["so"]), np.diff(data["to"]))
    data["a"] = np.concatenate([np.minimum(np.arange(target), source - 1) for source, target in lengths]).astype(np.uint8)
    np.savez(packed, **data)


def test_the_fast_decoder_writes_what_transformers_writes() -> None:
    import torch
    from transformers import MarianMTModel, MarianTokenizer

    from decode import translate
    from model import read_model

    bundled = TRAINING.parent / "src" / "newsdigest" / "bundled"
    tokenizer, hub = MarianTokenizer.from_pretrained(bundled), MarianMTModel.from_pretrained(bundled, dtype=torch.float32)
    texts = ["Der Hund bellt.", "Am Dienstag beschloss der Stadtrat, 17 neue Busse zu kaufen.", "Ja."]
    batch = tokenizer(texts, return_tensors="pt", padding=True)
    expected = tokenizer.batch_decode(hub.generate(**batch, num_beams=1, max_new_tokens=60), skip_special_tokens=True)
    sources = [row[mask > 0][:-1].numpy().astype(np.uint16) for row, mask in zip(batch["input_ids"], batch["attention_mask"])]
    found = translate(read_model(bundled).eval(), sources, tokens=64, report=False)
    assert [tokenizer.decode(ids.tolist()) for ids in found] == expected


def _dev(work: Path) -> Path:
    (work / "test.de").write_text("Haus 42: ein Hund ist alt.\nHaus 51: ein Baum ist neu.\n", encoding="utf-8")
    (work / "test.en").write_text("house 42: a dog is old.\nhouse 51: a tree is new.\n", encoding="utf-8")
    return work / "test"


def test_aligned_words_start_close_together() -> None:
    from initial import embeddings

    rng = np.random.default_rng(1)
    source = rng.integers(2, 22, 4000)
    starts = np.arange(0, 4001, 4)
    data = {
        "s": source.astype(np.uint16),
        "t": (source + 20).astype(np.uint16),
        "so": starts,
        "to": starts,
        "a": np.tile(np.arange(4, dtype=np.uint8), 1000),
    }
    vectors = embeddings(data, vocab=50, width=16)
    near = vectors[2:22] @ vectors[22:42].T
    assert (near.argmax(1).numpy() == np.arange(20)).mean() > 0.9


def test_the_output_loss_has_the_gradients_of_label_smoothed_cross_entropy() -> None:
    import torch

    from model import OutputLoss

    generator = torch.Generator().manual_seed(1)
    hidden, weight = torch.randn(37, 16, generator=generator), torch.randn(50, 16, generator=generator)
    label = torch.randint(0, 50, (37,), generator=generator)
    ours = [hidden.clone().requires_grad_(), weight.clone().requires_grad_()]
    theirs = [hidden.clone().requires_grad_(), weight.clone().requires_grad_()]
    loss = OutputLoss.apply(*ours, label, 0.1, 10)
    loss.backward()
    expected = torch.nn.functional.cross_entropy(theirs[0] @ theirs[1].T, label, label_smoothing=0.1)
    expected.backward()
    assert torch.allclose(loss, expected)
    for a, b in zip(ours, theirs):
        assert torch.allclose(a.grad, b.grad, atol=1e-6)


@pytest.mark.parametrize(
    ("source", "target", "kept"),
    [
        ([9, 3, 4, 9], [8, 4, 3, 8], True),  # the digits 3 and 4 in another order
        ([9, 3, 4, 9], [8, 3, 3, 8], False),
        ([9, 3, 9], [8, 8, 8], False),
        ([9, 9, 9], [], False),
        ([9] * 20, [8, 7, 6], False),  # much too short
        ([9] * 16, [8, 7, 6, 5] * 4, False),  # says the same again and again
        ([9] * 16, list(range(5, 21)), True),
    ],
)
def test_only_sound_translations_are_learned_from(source: list[int], target: list[int], kept: bool) -> None:
    from decode import sound

    digit = np.isin(np.arange(30), [1, 2, 3, 4])
    sides = [[np.array(ids, np.uint16)] for ids in (source, target)]
    assert sound(*sides, digit).tolist() == [kept]
    # and among others, before and behind
    ones, others = ([np.array([9, 9], np.uint16), *side, np.array([9, 9], np.uint16)] for side in sides)
    assert sound(ones, others, digit).tolist() == [True, kept, True]


def test_pairs_turned_twice_have_their_links_again() -> None:
    from packed import UNALIGNED, from_sides, turned

    ids = [np.array(side, np.uint16) for side in ([5, 6, 7], [8, 9], [5, 6], [7, 8, 9])]
    pairs = from_sides(ids[::2], ids[1::2], np.zeros(0, np.uint16), ["de", "en"]) | {"a": np.array([2, 0, UNALIGNED, 1, 0], np.uint8)}
    back = turned(pairs)
    assert back["a"].tolist() == [1, UNALIGNED, 0, 2, 1] and list(back["languages"]) == ["en", "de"]
    again = turned(back)
    assert all((again[key] == pairs[key]).all() for key in ("s", "t", "so", "to", "a"))
