"""Measure policies on top of the boundary score: longest match, affixes.

Each policy refuses some of the mentions that the score accepts. Longest match refuses those that
lie inside a longer entry of a lexicon, where that is a word itself; the affix policies those
with one of some characters beside them. Printed are precision, recall and F1, and of what was
refused how much was wrong and how much was right.

    python benchmarks/boundary_policies.py --data FOLDER
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import starmap

from boundaries import asked_for, scores

import glossary
from glossary.find.chinese import ChineseFinder
from termbase.language.script import fold
from termbase.model.concept import Language

Span = tuple[int, int]
# What is refused of the mentions in a text.
Policy = Callable[[str, set[Span]], set[Span]]

NAMES = {"institution", "person", "place", "region", "meeting", "military"}
NAME_TAGS = {"nt", "nr", "ns", "nz", "nrt", "nrfg"}


def main() -> None:
    terms, golds = asked_for(__doc__)
    policies = all_policies(terms)
    find = finder(terms)
    for title, gold in golds.items():
        found = [find(text) for text, _ in gold]
        print(f"{title:<50}precision  recall      F1   refused: wrong   right")
        for name, policy in policies.items():
            refused = [policy(text, spans) for (text, _), spans in zip(gold, found, strict=True)]
            right = sum(
                {start, end} <= cuts
                for (_, cuts), spans in zip(gold, refused, strict=True)
                for start, end in spans
            )
            wrong = sum(map(len, refused)) - right
            left = list(starmap(set.difference, zip(found, refused, strict=True)))
            row = "".join(f"{value:>9.4f}" for value in scores(left, gold, terms))
            print(f"  {name:<46}{row}{wrong:>16}{right:>8}", flush=True)


def all_policies(terms: list[str]) -> dict[str, Policy]:
    lexicons = {
        "the termbase's names": of_termbase(NAMES),
        "all of the termbase": of_termbase(None),
        "jieba's names": of_jieba(NAME_TAGS, 3),
        "jieba's words of four and more": of_jieba(None, 4),
        "the terms themselves": terms,
    }
    policies: dict[str, Policy] = {"the score alone": lambda _, spans: spans - spans}
    for name, lexicon in lexicons.items():
        policies[f"longest match, {name}"] = inside_of(lexicon)
    for before, after in (("副前原总", ""), ("", "们"), ("", "们化者"), ("副前原总", "们化者")):
        policies[f"affixes: {before or '–'} before, {after or '–'} after"] = beside(before, after)
    return policies


def inside_of(lexicon: list[str]) -> Policy:
    longer = finder([entry for entry in lexicon if len(entry) > 2])

    def refused(text: str, spans: set[Span]) -> set[Span]:
        around = longer(text)
        return {
            (start, end)
            for start, end in spans
            if any(s <= start and end <= e and e - s > end - start for s, e in around)
        }

    return refused


def beside(before: str, after: str) -> Policy:
    def refused(text: str, spans: set[Span]) -> set[Span]:
        return {
            (start, end)
            for start, end in spans
            if (start and text[start - 1] in before) or (end < len(text) and text[end] in after)
        }

    return refused


def finder(terms: list[str]) -> Callable[[str], set[Span]]:
    find = ChineseFinder(list(dict.fromkeys(map(fold, terms)))).find
    return lambda text: {(start, end) for start, end, _, _ in find(text)}


def of_termbase(subjects: set[str] | None) -> list[str]:
    termbase = glossary.open().termbase
    return [
        form.text
        for form in termbase.forms(Language.CHINESE)
        if subjects is None or termbase[form.concept].subject in subjects
    ]


def of_jieba(tags: set[str] | None, least: int) -> list[str]:
    import jieba

    with jieba.get_dict_file() as file:
        rows = [line.decode().split() for line in file]
    return [word for word, _, tag in rows if len(word) >= least and (tags is None or tag in tags)]


if __name__ == "__main__":
    main()
