"""From an English summary sentence back to the German characters that it rests on.

python examples/trace_evidence.py [FILE]
"""

import sys
from pathlib import Path

import newsdigest

source = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "articles" / "techblick-glasfaser.txt"
digest = newsdigest.digest(source, sentences=2)
for line in digest.summary:
    print(line.text)
    for index in line.evidence:
        sentence = digest.sentences[index]
        print(f"  characters {sentence.start} to {sentence.end}: {digest.article.text[sentence.start : sentence.end]}")
