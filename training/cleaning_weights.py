"""Fitting the weights of ``newsdigest.cleaning.sequence`` on labelled articles.

    python training/cleaning_weights.py text  DIRECTORY... [--pages DIRECTORY...] [--out FILE] [--folds N]
    python training/cleaning_weights.py page  DIRECTORY... [--texts DIRECTORY...] [--out FILE] [--folds N]

``text`` reads ``<id>.txt`` with ``<id>.labels.json`` (line_no, label keep or drop, kind, optional) and, with
``--pages``, rendered web pages; ``page`` reads ``<id>.html`` with ``<id>.json`` (gold_text: a list of kind and text; or
with, without and comments: lists of segments). ``--folds`` prints cross-validated scores, never splitting a publisher.

Only numbers leave this module: weights of named features, no text of any article. Needs torch.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import newsdigest.cleaning
from newsdigest.cleaning.extraction import squash
from newsdigest.cleaning.features import describe
from newsdigest.cleaning.furniture import furniture
from newsdigest.cleaning.lines import Unit, cut_units
from newsdigest.cleaning.page import render_page
from newsdigest.cleaning.phrasebook import phrasebook
from newsdigest.cleaning.sequence import AFTER, ARTICLE, COMMENT, OTHER, STATES, Weights, decode, emissions
from newsdigest.errors import NewsdigestError
from newsdigest.reading import read

SETTINGS: dict[str, Any] = {"penalty": 6.0, "rare": 8, "steps": 80}
"""How the shipped weights were fitted."""

ANY = frozenset(range(len(STATES)))


@dataclass
class Sample:
    """One document: features and the states allowed (all three where the label is not known) of each unit."""

    group: str
    features: list[list[str]]
    allowed: list[frozenset[int]]
    sizes: list[int]
    weight: float = 1.0


def sample_of(units: list[Unit], allowed: list[frozenset[int]], group: str, weight: float) -> Sample:
    """A Sample of units and their states; blank units and furniture are left out, as in the judgement."""
    looks = describe(units, phrasebook())
    judged = [state for unit, state in zip(units, allowed, strict=True) if not unit.blank and not furniture(unit)]
    states = _with_end(judged)
    return Sample(group, [look.names for look in looks], states, [len(look.unit.text) for look in looks], weight)


def _with_end(states: list[frozenset[int]]) -> list[frozenset[int]]:
    """ "Other" below the last unit of the article is "after"; no comment stands above it, only buttons and counters."""
    last = max((index for index, state in enumerate(states) if state == frozenset({ARTICLE})), default=-1)
    result = []
    for index, state in enumerate(states):
        if index <= last:
            state = state - {COMMENT, AFTER} or frozenset({OTHER})
        elif OTHER in state and state != ANY:
            state = state - {OTHER} | {AFTER}
        result.append(state)
    return result


Row = tuple[str, frozenset[int]]
"""A line and the states allowed to it."""


def text_documents(folder: Path) -> list[tuple[str, list[Row]]]:
    """Publisher and rows of each labelled plain text."""
    documents = []
    for path in sorted(folder.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        labels = json.loads((path.parent / f"{path.stem}.labels.json").read_text(encoding="utf-8"))
        meta = path.parent / f"{path.stem}.meta.json"
        facts: dict[str, Any] = json.loads(meta.read_text(encoding="utf-8")) if meta.exists() else {}
        group = re.sub(r"^[cftd]_", "", path.stem).split("_2")[0].split(".")[0].split("_")[-1].lower()
        group = str(facts.get("publisher", group)).split(".")[0].lower()
        by_line = {entry["line_no"]: entry for entry in labels}
        rows = []
        for number, line in enumerate(text.split("\n"), 1):
            entry = by_line.get(number)
            rows.append((line.rstrip("\r"), ANY if entry is None or entry.get("optional") else frozenset({_state(entry)})))
        documents.append((group, rows))
    return documents


def text_samples(documents: list[tuple[str, list[Row]]], weight: float) -> list[Sample]:
    """Labelled plain texts, each also in other forms: without and with blank lines between, with cut-off comments, on
    three lines."""
    samples = []
    for group, rows in documents:
        forms = {"own": rows, "tight": [row for row in rows if row[0].strip()]}
        forms["loose"] = [part for row in forms["tight"] for part in (row, ("", ANY))]
        forms["cut"] = _with_cut_comments(forms["tight"])
        for name, form in forms.items():
            if name != "own" and form == rows or not form:
                continue
            samples.append(_lines_sample(form, group, weight if name == "own" else weight * 0.5))
        third = len(forms["tight"]) // 3 + 1
        samples.append(_lines_sample(forms["tight"], group, weight * 0.5, ends=[" "] * (third - 1) + ["\n"]))
    return samples


def _state(entry: dict[str, Any]) -> int:
    if entry["label"] == "keep":
        return ARTICLE
    return COMMENT if entry["kind"] in ("comment", "comment_meta") else OTHER


def _with_cut_comments(rows: list[Row]) -> list[Row]:
    """The article, then a run of blank lines, then the first words of its long comments: how some sites print them."""
    article = [row for row in rows if row[1] != frozenset({COMMENT})]
    comments = [row for row in rows if row[1] == frozenset({COMMENT}) and len(row[0]) > 120]
    if not comments:
        return []
    cut = []
    for text, state in comments[:6]:
        words = text[: 84 if len(cut) % 3 else 88].rsplit(" ", 1)[0]
        cut.append((words + "...", state))
    last = max((index for index, row in enumerate(article) if row[1] == frozenset({ARTICLE})), default=0)
    gap = [("", ANY)] * (3 + len(article) % 8)
    return article[: last + 1] + (article[last + 1 : last + 6] if len(article) % 2 else []) + gap + cut


def _lines_sample(rows: list[Row], group: str, weight: float, ends: Sequence[str] = ("\n",)) -> Sample:
    """``ends`` is what stands behind each row, in turn."""
    text, spans = "", []
    for number, (line, state) in enumerate(rows):
        if line.strip():
            spans.append((len(text), len(text) + len(line), state))
        text += line + ends[number % len(ends)]
    units = cut_units(text)
    allowed, index = [], 0
    for unit in units:
        votes: Counter[frozenset[int]] = Counter()
        while index < len(spans) and spans[index][0] < unit.end:
            begin, end, state = spans[index]
            votes[state] += min(end, unit.end) - max(begin, unit.start)
            if end > unit.end:
                break  # a row longer than the unit: its rest belongs to the next one
            index += 1
        allowed.append(votes.most_common(1)[0][0] if votes else ANY)
    return sample_of(units, allowed, group, weight)


@dataclass
class Page:
    """A labelled web page, rendered: its lines, their hints and the states allowed to them."""

    path: Path
    group: str
    full: bool
    """Whether every line is labelled."""
    text: str
    lines: list[str]
    hints: list[frozenset[str]]
    allowed: list[frozenset[int]]

    def pasted(self, bullet: str = "") -> list[Row]:
        """The rows that remain when somebody pastes the page, with ``bullet`` in front of list items."""
        shown = [index for index, hints in enumerate(self.hints) if not hints & {"meta-title", "meta-teaser"}]
        return [((bullet if "li" in self.hints[index] else "") + self.lines[index], self.allowed[index]) for index in shown]


def pages(folder: Path) -> list[Page]:
    """The labelled pages of a directory that can be read."""
    result = []
    for path in sorted(folder.rglob("*.html")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        try:
            page = render_page(read(path).text, path.name)
        except NewsdigestError:
            continue
        lines = page.text.split("\n")[:-1]
        if len(lines) > 1500:
            continue
        group = str(gold.get("publisher") or path.stem).split(".")[0].lower()
        allowed = _gold_states(gold, lines, page.hints)
        result.append(Page(path, group, bool(gold.get("gold_text")), page.text, lines, list(page.hints), allowed))
    return result


def page_samples(found: list[Page], *, as_text: bool) -> list[Sample]:
    """Labelled pages. ``as_text`` forgets the markup, as if somebody had pasted the page."""
    samples = []
    for page in found:
        weight = 1.0 if page.full else 0.6
        if as_text:
            rows = page.pasted()
            if sum(state == frozenset({ARTICLE}) for _, state in rows) < 3:
                continue
            samples.append(_lines_sample(rows, page.group, weight))
            samples.append(_lines_sample(_crop(page.pasted("- ")), page.group, weight))
        else:
            samples.append(sample_of(cut_units(page.text, page.hints), page.allowed, page.group, weight))
    return samples


def _crop(rows: list[Row]) -> list[Row]:
    """What somebody marks and copies: from a little above the article to some lines below it."""
    inside = [index for index, row in enumerate(rows) if row[1] == frozenset({ARTICLE})]
    return rows[max(0, inside[0] - 3) : inside[-1] + 12]


def _gold_states(gold: dict[str, Any], lines: list[str], hints: list[frozenset[str]]) -> list[frozenset[int]]:
    squashed = [squash(line) for line in lines]
    title = squash(gold.get("title") or "")
    states: list[frozenset[int]] = []
    if gold.get("gold_text"):
        parts = [squash(part["text"]) for part in gold["gold_text"]]
        everything, whole = "\n".join(parts), set(parts)
        for line, hint in zip(squashed, hints, strict=True):
            inside = line in whole if len(line) < 25 else line in everything or any(len(p) > 25 and p in line for p in parts)
            if inside:
                states.append(frozenset({ARTICLE}))
            elif line == title or hint & {"headline", "is-title", "title-again", "meta-title"}:
                states.append(ANY)
            elif "is-teaser" in hint or "meta-teaser" in hint:
                states.append(frozenset({OTHER}))
            else:
                states.append(frozenset({COMMENT if "in-comment" in hint else OTHER}))
        return _with_headings(states, hints)
    wanted = [squash(part) for part in gold.get("with") or ()]
    unwanted = [squash(part) for part in gold.get("without") or ()]
    comments = [squash(part) for part in gold.get("comments") or ()]
    for line, hint in zip(squashed, hints, strict=True):
        if any(part and part in line for part in comments) or "in-comment" in hint and "extracted" not in hint and len(line) > 20:
            states.append(frozenset({COMMENT}))
        elif any(part and part in line for part in wanted):
            states.append(frozenset({ARTICLE}))
        elif any(part and part in line for part in unwanted):
            states.append(frozenset({COMMENT, OTHER}))
        elif line == title or hint & {"headline", "is-title", "title-again", "is-teaser", "meta-title", "meta-teaser"}:
            states.append(ANY)
        elif "extracted" in hint and len(line) > 120:
            states.append(frozenset({ARTICLE}))
        elif "extracted" not in hint:
            states.append(frozenset({COMMENT, OTHER}))
        else:
            states.append(ANY)
    return _with_headings(states, hints)


_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_ELSEWHERE = frozenset({"aside", "nav", "footer", "in-related", "in-menu", "in-promo", "in-comment", "form"})


def _with_headings(states: list[frozenset[int]], hints: list[frozenset[str]]) -> list[frozenset[int]]:
    """Extractors lose headings and titles, so "not extracted" says nothing there: label them by what follows.

    The page's own title, outside of side columns, is article; so is a heading right above article text. A heading of
    which neither is known is left open.
    """
    article = frozenset({ARTICLE})
    result = list(states)
    first = next((index for index, hint in enumerate(hints) if "headline" in hint), None)
    if first is None:
        first = next((index for index, hint in enumerate(hints) if "is-title" in hint and hint & _HEADINGS), None)
    for index in range(len(states) - 1, -1, -1):
        hint = hints[index]
        if index == first or "meta-title" in hint:
            result[index] = article
        elif hint & _HEADINGS and not hint & _ELSEWHERE and states[index] != article and states[index] != frozenset({COMMENT}):
            if index + 1 < len(states) and result[index + 1] == article:
                result[index] = article if "extracted" in hint else ANY
    return result


# --- the model -----------------------------------------------------------------------------------------------


def fit(samples: list[Sample], *, penalty: float, rare: int, steps: int) -> dict[str, Any]:
    """Weights that make the allowed states probable; L2 penalty, features seen fewer than ``rare`` times left out."""
    import torch

    torch.manual_seed(0)
    size = len(STATES)
    counts: Counter[str] = Counter()
    for sample in samples:
        seen: Counter[str] = Counter(name for names in sample.features for name in set(names))
        counts.update({name: min(3, number) for name, number in seen.items()})
    names = sorted(name for name, number in counts.items() if number >= rare)
    index = {name: number for number, name in enumerate(names)}
    longest = 90  # units of one piece: long documents are cut, so that all pieces are computed side by side
    chunks: list[tuple[list[list[int]], list[frozenset[int]], float, bool]] = []
    for sample in samples:
        rows = [[index[name] for name in set(row) if name in index] for row in sample.features]
        for begin in range(0, len(rows), longest):
            chunks.append((rows[begin : begin + longest], sample.allowed[begin : begin + longest], sample.weight, begin == 0))
    chunks.sort(key=lambda chunk: len(chunk[0]))
    count, width = len(chunks), max(len(chunk[0]) for chunk in chunks)
    flat = torch.tensor([i for chunk in chunks for row in chunk[0] for i in row], dtype=torch.long)
    bounds = torch.tensor([0] + [len(row) for chunk in chunks for row in chunk[0]][:-1], dtype=torch.long).cumsum(0)
    place = torch.tensor([c * width + t for c, chunk in enumerate(chunks) for t in range(len(chunk[0]))], dtype=torch.long)
    lengths = torch.tensor([len(chunk[0]) for chunk in chunks])
    mask = torch.full((count, width, size), 0.0)
    for c, chunk in enumerate(chunks):
        for t, states in enumerate(chunk[1]):
            for state in range(size):
                if state not in states:
                    mask[c, t, state] = -1e4
    weight = torch.tensor([chunk[2] for chunk in chunks])
    first = torch.tensor([chunk[3] for chunk in chunks])
    features = torch.nn.EmbeddingBag(len(names), size, mode="sum")
    torch.nn.init.zeros_(features.weight)
    transitions = torch.zeros(size, size, requires_grad=True)
    start = torch.zeros(size, requires_grad=True)
    parameters = [features.weight, transitions, start]
    optimizer = torch.optim.LBFGS(parameters, lr=1.0, max_iter=steps, history_size=10, line_search_fn="strong_wolfe")
    begins = [int((lengths <= t).sum()) for t in range(width)]

    def log_sum(scores: torch.Tensor) -> torch.Tensor:
        alpha = scores[:, 0] + start[None, :] * first.repeat_interleave(2)[:, None]
        for t in range(1, width):
            begin = 2 * begins[t]  # sorted by length: the short ones come first and are done
            new = torch.logsumexp(alpha[begin:, :, None] + transitions[None], dim=1) + scores[begin:, t]
            alpha = torch.cat([alpha[:begin], new])
        return torch.logsumexp(alpha, dim=1)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        units = features(flat, bounds)
        scores = torch.zeros(count * width, size).index_copy(0, place, units).view(count, width, size)
        free, allowed = log_sum(torch.stack([scores, scores + mask], dim=1).flatten(0, 1)).view(count, 2).unbind(1)
        loss: torch.Tensor = ((free - allowed) * weight).sum()
        loss = loss + penalty * ((features.weight**2).sum() + (transitions**2).sum())
        loss.backward()
        return loss

    optimizer.step(closure)
    table = features.weight.detach()
    return {
        "features": {name: [round(float(v), 2) for v in table[i]] for i, name in enumerate(names) if float(table[i].abs().max()) >= 0.02},
        "transitions": [[round(float(v), 3) for v in row] for row in transitions.detach()],
        "start": [round(float(v), 3) for v in start.detach()],
    }


def fold_of(group: str, folds: int) -> int:
    """The fold in which a publisher is held out."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % folds


def score(samples: list[Sample], weights: dict[str, Any]) -> list[float]:
    """Characters: kept rightly, kept wrongly, lost, comment characters kept, comment characters."""
    model = Weights.from_table(weights)
    total = [0.0] * 5
    for sample in samples:
        for state, allowed, size in zip(
            decode([emissions(row, model) for row in sample.features], model), sample.allowed, sample.sizes, strict=True
        ):
            if allowed == frozenset({ARTICLE}):
                total[0 if state == ARTICLE else 2] += size
            elif ARTICLE not in allowed:
                total[1] += size * (state == ARTICLE)
                if allowed == frozenset({COMMENT}):
                    total[3] += size * (state == ARTICLE)
                    total[4] += size
    return total


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python training/cleaning_weights.py", description="Fit the weights of the cleaning stage.")
    parser.add_argument("model", choices=("text", "page"))
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--pages", nargs="*", type=Path, default=[], help="web pages, used as if their text had been pasted")
    parser.add_argument("--texts", nargs="*", type=Path, default=[], help="plain texts, beside the pages of the page model")
    parser.add_argument("--out", type=Path, help="where the weights go (default: into the package)")
    parser.add_argument("--folds", type=int, default=0, help="print cross-validated scores by publisher, in so many folds")
    parser.add_argument("--penalty", type=float, default=SETTINGS["penalty"])
    parser.add_argument("--rare", type=int, default=SETTINGS["rare"])
    parser.add_argument("--steps", type=int, default=SETTINGS["steps"])
    options = parser.parse_args(arguments)
    samples: list[Sample] = []
    for number, folder in enumerate(options.folders):
        if options.model == "text":
            samples += text_samples(text_documents(folder), 1.0 if number == 0 else 0.6)
        else:
            samples += page_samples(pages(folder), as_text=False)
    tested = len(samples)
    for folder in options.texts:
        samples += text_samples(text_documents(folder), 0.4)
    for folder in options.pages:
        samples += page_samples(pages(folder), as_text=True)
    settings = {"penalty": options.penalty, "rare": options.rare, "steps": options.steps}
    if options.folds:
        total = [0.0] * 5
        for fold in range(options.folds):
            held = {s.group for s in samples if fold_of(s.group, options.folds) == fold}
            weights = fit([s for s in samples if not held & set(s.group.split("+"))], **settings)
            part = score([s for s in samples[:tested] if s.group in held], weights)
            total = [a + b for a, b in zip(total, part, strict=True)]
        right, wrong, lost, leaked, comments = total
        precision, recall = right / max(1, right + wrong), right / max(1, right + lost)
        print(json.dumps({"P": round(precision, 4), "R": round(recall, 4), "F1": round(2 * precision * recall / (precision + recall), 4),
                          "comment characters kept": round(leaked / max(1, comments), 4), "documents": tested}))  # fmt: skip
    if options.out or not options.folds:
        out = options.out or Path(newsdigest.cleaning.__file__).with_name(f"weights-{options.model}.json")
        weights = fit(samples, **settings)
        body = ",\n".join(f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(row)}" for name, row in weights.pop("features").items())
        head = json.dumps(weights | {"settings": settings, "documents": len(samples)})[:-1]
        out.write_text(f'{head}, "features": {{\n{body}\n}}}}\n', encoding="utf-8")
        print(f"{out}: {body.count(chr(10)) + 1} features", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
