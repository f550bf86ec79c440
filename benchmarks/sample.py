"""Draw built-in terms by a seed and print them for a judge.

python benchmarks/sample.py forms --seed 7 --count 250     # Chinese forms beyond the first
python benchmarks/sample.py concepts --seed 7 --count 240  # whole concepts, as many a subject
python benchmarks/sample.py terms --seed 7 --count 400     # characters and tones
python benchmarks/sample.py sources --seed 7 --count 200   # sources with the words quoted

A judge answers for each line, without having seen the answers of others: is the first rendering a
translation of this form; is anything in the concept false; is a character or tone wrong; do the
quoted words have the term in its sense? ``--interval WRONG`` prints the rate with its interval
(Wilson, 95 %; E. B. Wilson, 1927) for so many wrong lines of the count.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from random import Random

from termbase.builtin import authored_concepts
from termbase.model.concept import Concept, Term

_Z = 1.96


def form_line(concept: Concept, term: Term) -> str:
    renderings = " | ".join(rendering.text for rendering in concept.renderings(term))
    return f"{concept.id}\t{term.text}\t{term.pinyin}\t{renderings}\t{concept.gloss}"


def forms(concepts: Sequence[Concept]) -> Iterator[str]:
    for concept in concepts:
        for term in concept.chinese[1:]:
            yield form_line(concept, term)


def terms(concepts: Sequence[Concept]) -> Iterator[str]:
    for concept in concepts:
        for term in concept.chinese:
            written = [form for form in (term.taiwan, term.hong_kong) if form]
            yield "\t".join((concept.id, term.text, term.traditional, term.pinyin, *written))


def sources(concepts: Sequence[Concept]) -> Iterator[str]:
    for concept in concepts:
        texts = " | ".join(term.text for term in concept.terms)
        of_terms = [(source, term.text) for term in concept.terms for source in term.sources]
        for source, text in [*((source, texts) for source in concept.sources), *of_terms]:
            yield f"{concept.id}\t{text}\t{source.title}\t{source.date}\t{source.quote}"


def by_subject(concepts: Sequence[Concept], count: int, random: Random) -> Iterator[str]:
    """Yield whole concepts, as many of each subject."""
    subjects = sorted({concept.subject for concept in concepts})
    for subject in subjects:
        members = [concept for concept in concepts if concept.subject == subject]
        for concept in random.sample(members, min(len(members), count // len(subjects))):
            yield whole(concept)


def whole(concept: Concept) -> str:
    lines = [f"# {concept.id} ({concept.subject}, {concept.kind}, {concept.polity or '-'})"]
    for term in concept.chinese:
        usage = ", ".join(term.usage)
        names = " | ".join(item.text for item in concept.renderings(term))
        lines.append(f"{term.text}\t{term.traditional}\t{term.pinyin}\t[{usage}]\t{names}")
    lines += [f"{term.text}\t[{', '.join(term.usage)}]\t{term.status}" for term in concept.english]
    facts = {
        "gloss": concept.gloss,
        "literal": concept.literal,
        "note": concept.note,
        "first use": " ".join(concept.first_use or ()),
        "event": concept.event,
        "in force": concept.in_force,
        "as of": concept.as_of,
    }
    return "\n".join([*lines, *(f"{name}: {fact}" for name, fact in facts.items() if fact), ""])


def interval(wrong: int, count: int) -> str:
    """Return a rate with its Wilson interval."""
    rate, square = wrong / count, _Z * _Z / count
    middle = (rate + square / 2) / (1 + square)
    half = _Z / (1 + square) * sqrt(rate * (1 - rate) / count + square / 4 / count)
    return f"{wrong} of {count} = {rate:.1%} ({max(0, middle - half):.1%}–{middle + half:.1%})"


DRAWN: dict[str, Callable[[Sequence[Concept]], Iterator[str]]] = {
    "forms": forms,
    "terms": terms,
    "sources": sources,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=[*DRAWN, "concepts"])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=250)
    parser.add_argument("--interval", type=int, metavar="WRONG", help="print only the rate")
    options = parser.parse_args()
    if options.interval is not None:
        print(interval(options.interval, options.count))
        return
    concepts = authored_concepts()
    random = Random(options.seed)
    if options.what == "concepts":
        lines = list(by_subject(concepts, options.count, random))
    else:
        every = list(DRAWN[options.what](concepts))
        lines = random.sample(every, min(options.count, len(every)))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
