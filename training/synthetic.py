#!/usr/bin/env python3
"""More pairs from text in one language: a model of the other direction, or the same one, writes the missing side.

    python training/synthetic.py REVERSE_MODEL news.en.txt.xz --out SYNTHETIC/backtranslation_news.tsv [--lexicon WORK/lexicon.json]
    python training/synthetic.py MODEL news.de.txt.xz --out SYNTHETIC/selftraining_news.tsv --german [--beams 4]

Back-translation (Sennrich et al., 2016): the English is genuine, the German is the reverse model's. Self-training
(``--german``): the German is genuine, the English is the model's own. ``--lexicon``: the reverse model is given the English with
rare nouns in German already (``dictionary.py``), and copies them; a pair that has lost one is left out. Writes ``german<TAB>english`` lines, which
``corpus.py`` filters like any other source. Translates with CTranslate2 in int8; resumes after the last line written.
"""

from __future__ import annotations

import argparse
import html
import itertools
import json
import tempfile
import time
from pathlib import Path

import ctranslate2
import sentencepiece
from ctranslate2.converters import TransformersConverter
from sacremoses import MosesPunctNormalizer

from dictionary import hinted
from textfiles import lines

LONGEST = 120  # subwords: what is longer was never seen in training
BLOCK = 4000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="the directory that export.py wrote")
    parser.add_argument("text", type=Path, help="one sentence a line")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--german", action="store_true", help="the text is German: the model's English becomes the target")
    parser.add_argument("--lexicon", type=Path, help="of dictionary.py; for back-translation")
    parser.add_argument("--beams", type=int, default=1)
    parser.add_argument("--first", type=int)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    progress = args.out.with_suffix(".read")  # lines of the text that are done, those left out among them
    done = int(progress.read_text()) if progress.exists() else 0
    normalise = MosesPunctNormalizer("de" if args.german else "en")
    sp = sentencepiece.SentencePieceProcessor(model_file=str(args.model / "source.spm"))
    with tempfile.TemporaryDirectory() as folder:
        TransformersConverter(str(args.model)).convert(folder, quantization="int8", force=True)
        translator = ctranslate2.Translator(folder, inter_threads=1, intra_threads=args.threads, compute_type="int8")
    nouns: dict[str, str] = json.loads(args.lexicon.read_text(encoding="utf-8")) if args.lexicon else {}
    begin, written = time.time(), 0
    with open(args.out, "a" if done else "w", encoding="utf-8") as sink:
        todo = itertools.islice(lines(args.text), done, args.first)
        while block := list(itertools.islice(todo, BLOCK)):
            given = [" ".join(normalise.normalize(html.unescape(line)).split()) for line in block]
            hints = [hinted(text, nouns) for text in given]
            pieces = sp.encode([text for text, _ in hints], out_type=str)
            kept = [i for i, p in enumerate(pieces) if 1 < len(p) <= LONGEST]
            results = translator.translate_batch(
                [[*pieces[i], "</s>"] for i in kept],
                beam_size=args.beams,
                max_batch_size=4096,
                batch_type="tokens",
                max_decoding_length=2 * LONGEST,
            )
            for i, result in zip(kept, results):
                other = " ".join(sp.decode(result.hypotheses[0]).split())
                if other and all(noun in other for noun in hints[i][1]):
                    german, english = (given[i], other) if args.german else (other, given[i])
                    sink.write(f"{german}\t{english}\n")
                    written += 1
            sink.flush()
            done += len(block)
            progress.write_text(str(done))
            print(f"{done} lines, {written} pairs, {written / (time.time() - begin):.0f} pairs/s", flush=True)


if __name__ == "__main__":
    main()
