"""Where on a page a line stands: in the element that holds most of its prose, beside it, or in a series of like elements.

The densest element is found as readability (Arc90, 2009) does: prose speaks for everything around it. What is added is
what sets an article apart from its page: the class that most of its paragraphs share, elements that stand in a series
(comments, cards of other articles), and ``<article>`` elements of others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsdigest.cleaning.thresholds import THRESHOLDS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ENDINGS = frozenset(".!?…:\"“”»«‹›')")
_SERIAL = frozenset({"div", "li", "article", "section", "dl", "dd", "tr", "table", "blockquote"})


def place_lines(owners: Sequence[HtmlElement], texts: Sequence[str], hints: Sequence[frozenset[str]]) -> list[set[str]]:
    """For each line, given the innermost block element around it, the names of what its place says."""
    chains: dict[HtmlElement, list[HtmlElement]] = {}
    for owner in owners:
        if owner not in chains:
            chains[owner] = [owner, *owner.iterancestors()]
    sizes = [_prose(text, hint) for text, hint in zip(texts, hints, strict=True)]
    mass = _mass(owners, sizes, chains)
    core = _core(mass, owners[0], chains) if mass else None
    above_core = set() if core is None else {core, *core.iterancestors()}
    kinds = {owner: _kind(chain) for owner, chain in chains.items()}
    by_kind: Counter[tuple[str, ...]] = Counter()
    for owner, size in zip(owners, sizes, strict=True):
        if size and core in chains[owner]:
            by_kind[kinds[owner]] += size
    total = sum(by_kind.values()) or 1
    series = _series(owners, chains, mass, mass[core] if core is not None else 0)
    places: dict[HtmlElement, set[str]] = {}
    for owner, chain in chains.items():
        found = set()
        depth = chain.index(core) if core in chain else len(chain)
        if core in chain:
            found.add(f"core+{min(depth, int(THRESHOLDS['core_depths']))}")
            share = by_kind[kinds[owner]] / total
            found.add(
                "kind=most" if share >= THRESHOLDS["most_of_prose"] else "kind=some" if share >= THRESHOLDS["some_of_prose"] else "kind=few"
            )
        else:
            found.add("outside-core")
        if not series.isdisjoint(chain[:depth]):
            found.add("series")
        article = next((element for element in chain if element.tag == "article"), None)
        if article is not None:
            found.add("own-article" if article in above_core else "other-article")
        places[owner] = found
    return [places[owner] for owner in owners]


def _prose(text: str, hints: frozenset[str]) -> int:
    if (
        len(text) < THRESHOLDS["prose_line_characters"]
        or text[-1] not in _ENDINGS
        or "linked" in hints
        or "in-comment" in hints
        or "footer" in hints
    ):
        return 0
    return len(text)


def _kind(chain: list[HtmlElement]) -> tuple[str, ...]:
    """Tag and class of the element, and of the one around it."""
    inner, outer = chain[0], chain[min(1, len(chain) - 1)]
    return inner.tag, inner.get("class", ""), outer.tag, outer.get("class", "")


def _mass(owners: Sequence[HtmlElement], sizes: Sequence[int], chains: dict[HtmlElement, list[HtmlElement]]) -> dict[HtmlElement, int]:
    """Characters of prose in each element that has any."""
    mass: defaultdict[HtmlElement, int] = defaultdict(int)
    for owner, size in zip(owners, sizes, strict=True):
        if size:
            for element in chains[owner]:
                mass[element] += size
    return dict(mass)


def _core(mass: dict[HtmlElement, int], any_owner: HtmlElement, chains: dict[HtmlElement, list[HtmlElement]]) -> HtmlElement:
    """The smallest element that still holds most of the prose, and more than one piece of it."""
    core = chains[any_owner][-1]
    while True:
        largest = max((child for child in core if child in mass), key=lambda child: mass[child], default=None)
        # a single paragraph is no core: it stays with its neighbours
        if largest is None or mass[largest] < THRESHOLDS["core_share"] * mass[core] or not any(child in mass for child in largest):
            return core
        core = largest


def _series(
    owners: Sequence[HtmlElement], chains: dict[HtmlElement, list[HtmlElement]], mass: dict[HtmlElement, int], total: int
) -> set[HtmlElement]:
    """Elements of several lines that stand side by side with others of their tag and class, but for those that
    together hold most of the ``total`` prose: an article in pieces."""
    lines: Counter[HtmlElement] = Counter()
    for owner in owners:
        lines.update(chains[owner])
    alike: defaultdict[tuple[HtmlElement, str, str], list[HtmlElement]] = defaultdict(list)
    for element, count in lines.items():
        if count > 1 and element.tag in _SERIAL:
            name = element.get("class", "")
            parent = element.getparent()
            if parent is not None and (name or element.tag in ("li", "article", "tr")):
                alike[parent, str(element.tag), name].append(element)
    return {
        element
        for group in alike.values()
        if len(group) >= THRESHOLDS["series_elements"]
        and sum(mass.get(element, 0) for element in group) <= THRESHOLDS["most_of_prose"] * total
        for element in group
    }
