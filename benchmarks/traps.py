"""Count the sentences that are marked rightly where a term's characters need not be the term.

Each row of the table has a sentence, a term, and whether the term is really used there (`label`).
A row is right when the term, or a longer one around it, is found there and should be, or neither
is found and it should not be. A note such as 平台/海量 says that the characters belong to other
words, so that boundaries decide; in the other rows that are not true, it is the sense.

    python benchmarks/traps.py [../shared/data/traps/traps-dev.tsv]
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

import glossary
from glossary import Glossary
from termbase.language import english
from termbase.language.script import fold


def main() -> None:
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/traps/traps-dev.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    right: Counter[tuple[str, str]] = Counter()
    every: Counter[tuple[str, str]] = Counter()
    g = glossary.open()
    for row in rows:
        sort = row["lang"][:2], sort_of(row)
        every[sort] += 1
        if found(g, row["sentence"], row["term"]) == (row["label"] == "true"):
            right[sort] += 1
        else:
            print(f"wrong: {row['term']} in {row['sentence']} ({row['label']})")
    for language, sort in sorted(every):
        print(f"{language}  {sort:<20}{right[language, sort]:>4} of {every[language, sort]}")


def sort_of(row: dict[str, str]) -> str:
    if row["label"] == "true":
        return "the term is used"
    return "other words" if "/" in row["note"] and row["lang"] != "en" else "another sense"


def found(g: Glossary, sentence: str, term: str) -> bool:
    """Return True if the term is found, in any inflection, or one that holds it."""
    texts = [mention.text for mention in g.find(sentence, overlapping=True)]
    if not term.isascii():
        return any(fold(term) in fold(text) for text in texts)
    words = english.words(term.lower())
    lemmas = g.termbase.lemmas() | english.inflections(words)
    key = english.lookup_key(term, lemmas)
    return any(key in english.lookup_key(text, lemmas) for text in texts)


if __name__ == "__main__":
    main()
