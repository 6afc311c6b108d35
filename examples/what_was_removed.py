"""What cleaning took away from a pasted article, and why.

python examples/what_was_removed.py [FILE]
"""

import sys
from collections import Counter
from pathlib import Path

import newsdigest

source = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "articles" / "heidekurier-bruecke.txt"
article = newsdigest.clean(source)
removed = Counter()
for block in article.blocks:
    if not block.kept and block.kind is not newsdigest.BlockKind.BLANK:
        removed[block.kind] += block.end - block.start
        print(f"{block.kind:15} {block.rule:40} {article.text[block.start : block.end].strip()[:60]}")
print(
    f"\n{sum(removed.values())} of {len(article.text)} characters removed: {', '.join(f'{kind} {n}' for kind, n in removed.most_common())}"
)
