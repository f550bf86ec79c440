"""Count the links between the terms of parallel texts, and draw some for a judge.

python benchmarks/links.py --data FOLDER             # recall of the renderings that are listed
python benchmarks/links.py --data FOLDER --draw 50   # links drawn by a seed, to be judged

The texts are reports whose lines correspond to each other (``checking/hkma-*`` in the data).
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import glossary
from glossary.annotate import Annotation
from glossary.find import Level
from glossary.translate.bitext import Bitext, bitext_of_units
from termbase.model.unit import TranslationUnit

SEED = 1
AROUND = 40


def units(folder: Path) -> Iterator[TranslationUnit]:
    """Yield the lines of both languages that are not blank."""
    for source in sorted(folder.glob("hkma-*/*.zh.md")):
        lines = (
            path.read_text(encoding="utf-8").splitlines()
            for path in (source, source.with_name(source.name.replace(".zh.", ".en.")))
        )
        for pair in zip(*lines, strict=True):
            if all(map(str.strip, pair)):
                yield TranslationUnit(*pair)


def missed(bitext: Bitext) -> int:
    """Return how many terms of the source have no link and a listed rendering in their row.

    A rendering counts where it is written exactly as the base has it, apart from capitals, and
    belongs to no other mark.
    """
    linked = {link.source for link in bitext.links}
    count = 0
    for annotation in bitext.source.annotations:
        if annotation.number in linked:
            continue
        row = bitext.rows[bitext.source_rows[annotation.number] - 1]
        text = " ".join(bitext.target.texts(row.target)).casefold()
        marked = " ".join(
            one.text for part in row.target for *_, one in bitext.target.annotations_in(part)
        ).casefold()
        renderings = annotation.concept.renderings(annotation.term)
        names = [rendering.text.casefold() for rendering in renderings]
        count += any(text.count(name) > marked.count(name) for name in names)
    return count


def kind(source: Annotation, target: Annotation, *, is_listed: bool) -> str:
    """Return how a link came about."""
    lowest = Level.BALANCED
    for one in (source.mentions[0], target.mentions[0]):
        if one.score < lowest.threshold or one.sense < lowest.sense_threshold:
            return "confirmed by the other side"
    return "listed rendering" if is_listed else "another form"


def context(bitext: Bitext, annotation: Annotation, *, in_source: bool) -> str:
    side = bitext.source if in_source else bitext.target
    text, start, end = side.document.source, annotation.start, annotation.end
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return " ".join(f"{before}〔{text[start:end]}〕{after}".split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--draw", type=int, default=0, help="links to draw")
    arguments = parser.parse_args()
    finder = glossary.open().finder
    bitext = bitext_of_units(finder, units(arguments.data / "checking"))
    kinds = Counter(
        kind(*pair, is_listed=link.is_listed)
        for pair, link in zip(bitext.pairs, bitext.links, strict=True)
    )
    lost = missed(bitext)
    print(f"{len(bitext.rows):,} rows, {len(bitext.source.annotations):,} marks in the source")
    print(f"{len(bitext.links):,} links: {', '.join(f'{n:,} {k}' for k, n in kinds.items())}")
    print(f"listed renderings linked: {len(bitext.links) / (len(bitext.links) + lost):.3f}")
    drawn = random.Random(SEED).sample(bitext.pairs, min(arguments.draw, len(bitext.pairs)))
    for source, target in drawn:
        print(f"\n{context(bitext, source, in_source=True)}")
        print(context(bitext, target, in_source=False))


if __name__ == "__main__":
    main()
