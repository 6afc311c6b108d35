"""Where an article comes from, in one line: publisher, authors, dates, as its page says."""

from __future__ import annotations

from newsdigest.schema import Metadata


def origin(metadata: Metadata) -> str:
    """Publisher, authors and dates, parted by middle dots; empty where the page named none. The address is not in it."""
    parts = [metadata.publisher, ", ".join(metadata.authors)]
    published, modified = _day(metadata.published), _day(metadata.modified)
    if published or modified:
        parts.append(published or f"updated {modified}")
        if published and modified and modified != published:
            parts[-1] = f"{published}, updated {modified}"
    return " · ".join(part for part in parts if part)


def _day(moment: str | None) -> str:
    return moment[:10] if moment else ""
