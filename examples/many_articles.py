"""Many articles in one go, translated together; one that fails costs no other.

python examples/many_articles.py [FILE ...]
"""

import sys
from pathlib import Path

from newsdigest import Digest, Digester

paths = [Path(name) for name in sys.argv[1:]] or sorted((Path(__file__).parent / "articles").iterdir())
for path, result in zip(paths, Digester(sentences=1).digest_many(paths)):
    if isinstance(result, Digest):
        print(f"{path.name}: {result.title.translation if result.title else '(no title)'}")
        print(f"    {result.summary[0].text}")
    else:
        print(f"{path.name}: {result.error}: {result.message}")
