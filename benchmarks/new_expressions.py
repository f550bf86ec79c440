"""Take terms out of the glossary and see whether they come back as new expressions of a corpus.

python benchmarks/new_expressions.py --data FOLDER [--seeds 5] [--least 50] [--copies 4] [--inside]

The corpus is ``corpus/`` in the data: a year of news bulletins, and ten days of eight outlets. By a
seed 300 of the terms that occur are drawn, or three of five if these are less, names of persons and
places aside; they are found if they are among the first 900 expressions. A term occurs where it is
a word, and not a part of a longer term: 国人 in 中国人 does not count, nor 人民代表 in
全国人民代表大会. With ``--inside`` any such characters count.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import glossary
from glossary.corpus.discover.expressions import expressions, known_forms
from glossary.corpus.discover.grams import Text
from glossary.corpus.discover.preparing import Article, text_of
from glossary.corpus.texts import open_corpus

DRAWN, SHOWN = 300, 900


def articles(folder: Path) -> Iterator[Article]:
    for batch in open_corpus(folder).batches(report=lambda _: None):
        for row in batch.to_pylist():
            yield Article(row["id"], row["date"], row["text"])


def mentioned(text: Text) -> Counter[str]:
    """Return how often each known term is mentioned."""
    edges = np.flatnonzero(np.diff(text.mentions, prepend=-1, append=-1))
    spans = zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
    return Counter(text.text[start:end] for start, end in spans if text.mentions[start] >= 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--least", type=int, default=50, help="occurrences of a term that is drawn")
    parser.add_argument("--shown", type=int, help="those of an expression; by default as --new")
    parser.add_argument("--copies", type=int, default=1, help="repeat the corpus, for the time")
    parser.add_argument("--inside", action="store_true", help="count parts of longer words too")
    parser.add_argument("--show", action="store_true", help="print expressions and misses")
    arguments = parser.parse_args()
    corpus = list(articles(arguments.data / "corpus"))
    corpus = [
        Article(f"{one.id}-{n}", one.date, one.text)
        for n in range(arguments.copies)
        for one in corpus
    ]
    known = known_forms(glossary.open().termbase)
    text = text_of(sorted(corpus), known, "")
    size = sum(len(one.text.encode()) for one in corpus) / 1e6
    forms = [form for form, is_example in known.items() if is_example and len(form) > 1]
    counts = (
        {form: text.text.count(form) for form in forms} if arguments.inside else mentioned(text)
    )
    forms = sorted(form for form in forms if counts[form] >= arguments.least)
    shares = []
    for seed in range(1, arguments.seeds + 1):
        drawn = set(random.Random(seed).sample(forms, min(DRAWN, 3 * len(forms) // 5)))
        rest = {form: is_example for form, is_example in known.items() if form not in drawn}
        start = time.perf_counter()
        found = [one.text for one in expressions(corpus, rest, least=arguments.shown, contexts=0)]
        seconds = time.perf_counter() - start
        ends = 300, SHOWN, 1800, 3600, None
        cuts = [len(drawn & set(found[:end])) / len(drawn) for end in ends]
        shares.append(cuts[1])
        listed = ", ".join(f"{cut:.3f}" for cut in cuts)
        print(
            f"seed {seed}: {len(drawn)} of {len(forms):,} terms; found among the first 300, 900, "
            f"1,800, 3,600, {len(found):,}: {listed}; {seconds:.1f} s"
        )
        if arguments.show and seed == 1:
            print(" ".join(f"[{one}]" if one in drawn else one for one in found[:SHOWN]))
            print("missed:", " ".join(sorted(drawn - set(found[:SHOWN]))))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"among the first {SHOWN}: {np.mean(shares):.3f}; {size:.1f} MB of text; {memory:.1f} GB")


if __name__ == "__main__":
    main()
