"""Generated pinyin and traditional forms against those that are stored with the built-in terms.

Counts terms whose generated syllables equal the stored ones, and those whose pinyin is written the
same to the last space and capital; from simplified and from traditional text, without and with
the English terms that tell names from other terms.

    python benchmarks/readings.py [--show 20]
"""

from __future__ import annotations

import argparse
import re

from termbase import Concept, Term
from termbase.builtin import authored_concepts
from termbase.language.readings import generate
from termbase.language.script import Script, convert


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--show", type=int, default=0, help="show so many of each that differ")
    show = parser.parse_args().show
    pairs = [(concept, term) for concept in authored_concepts() for term in concept.chinese]
    print(f"{'':32} {'terms':>6} {'syllables':>9} {'written':>8}")
    for kind in ("persons", "other terms"):
        of_kind = [pair for pair in pairs if (pair[0].kind == "person") == (kind == "persons")]
        for name in ("simplified", "traditional", "with English"):
            measure(f"{kind}, {name}", of_kind, name, show)
    expected = [(term.text, term.traditional) for _, term in pairs]
    wrong = [pair for pair in expected if convert(pair[0], Script.TAIWAN) != pair[1]]
    print(f"{len(expected)} traditional forms, {len(wrong)} generated otherwise", wrong[:show])


def measure(title: str, pairs: list[tuple[Concept, Term]], name: str, show: int) -> None:
    same = written = 0
    wrong = []
    for concept, term in pairs:
        text = term.traditional if name == "traditional" else term.text
        english = [one.text for one in concept.english] if name == "with English" else []
        found = generate(text, english)
        same += syllables(found) == syllables(term.pinyin)
        written += found == term.pinyin
        if syllables(found) != syllables(term.pinyin):
            wrong.append((text, term.pinyin, found))
    print(f"{title:32} {len(pairs):6} {same:9} {written:8}", *wrong[:show], sep="\n"[: bool(show)])


def syllables(pinyin: str) -> str:
    return re.sub(r"[\s'’·,，、-]", "", pinyin).lower()


if __name__ == "__main__":
    main()
