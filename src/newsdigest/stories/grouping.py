"""Groups of articles that are alike: average linkage (Sokal and Michener 1958), from single articles upwards.

The mean of all pairs decides whether two groups become one, so that an article that is like one member only does not
drag two events together, as it would where the nearest pair decides.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """Places of articles, in order, and the least mean likeness at which two parts of the group were joined; 1 for a single article."""

    members: tuple[int, ...]
    likeness: float = 1.0


def group(count: int, likeness: Mapping[tuple[int, int], float], threshold: float) -> list[Group]:
    """Groups of the places 0 to ``count`` - 1, ordered by their first member. ``likeness`` has pairs (i < j); what it lacks is 0."""
    groups = {i: Group((i,)) for i in range(count)}
    sums: dict[int, dict[int, float]] = defaultdict(dict)  # between groups, over the pairs of their members
    for (i, j), value in likeness.items():
        sums[i][j] = sums[j][i] = value
    heap = [(-value, i, j) for (i, j), value in likeness.items() if value >= threshold]
    heapq.heapify(heap)
    following = count
    while heap:
        worse, i, j = heapq.heappop(heap)
        if i not in groups or j not in groups:  # one of them has been joined to another since
            continue
        one, other = groups.pop(i), groups.pop(j)
        joined = Group(tuple(sorted(one.members + other.members)), min(one.likeness, other.likeness, -worse))
        between: dict[int, float] = defaultdict(float)
        for row in (sums.pop(i), sums.pop(j)):
            for k, value in row.items():
                if k in groups:
                    between[k] += value
        for k, value in between.items():
            sums[following][k] = sums[k][following] = value
            mean = value / (len(joined.members) * len(groups[k].members))
            if mean >= threshold:
                heapq.heappush(heap, (-mean, k, following))
        groups[following] = joined
        following += 1
    return sorted(groups.values(), key=lambda g: g.members[0])
