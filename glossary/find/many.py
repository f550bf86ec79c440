"""Find terms in many texts with all cores.

Worker processes open the termbase themselves and answer with numbers and ids; concepts are added
when the answers arrive, one object for all mentions of a concept.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

from glossary.find.boundary import Boundary, Level
from glossary.find.finder import Finder
from glossary.find.mention import Mention
from termbase.model.concept import Concept
from termbase.store.address import Address
from termbase.termbase import Termbase
from termbase.workers import in_order, is_much

# The size of a batch for a worker, and of the text from which on workers are started; code points.
_BATCH = 1 << 18
_LARGE = 1 << 21

# A mention between processes: start, end, concept id, index of the term, boundary, scores.
_Row = tuple[int, int, str, int, str, float, float]


def find_many(
    finder: Finder,
    texts: Iterable[str],
    *,
    overlapping: bool = False,
    level: Level | str = Level.BALANCED,
    polity: str = "",
    processes: int | None = None,
) -> Iterator[list[Mention]]:
    """Yield the mentions in many texts, in the order of the texts.

    Args:
        finder: Finds the mentions. Its own base, if it has one, is opened again by each worker.
        texts: Taken as they are needed.
        overlapping: As for :meth:`Finder.find`.
        level: As for :meth:`Finder.find`.
        polity: As for :meth:`Finder.find`.
        processes: The number of workers; by default one a core. Little text, and with 1 all
            text, is searched by this process.

    Raises:
        Error: If a worker is killed.
        ValueError: If the level or the polity is unknown.
    """
    level = Level(level)
    processes = processes or os.cpu_count() or 1
    is_large, batches = is_much(_batches(texts), lambda batch: sum(map(len, batch)), _LARGE)
    if processes == 1 or not is_large:
        for text in chain.from_iterable(batches):
            yield finder.find(text, overlapping=overlapping, level=level, polity=polity)
        return
    termbase = finder.termbase
    concept = cache(termbase.__getitem__)
    own = termbase.own.address if termbase.own else None
    arguments = own, termbase.builtin is not None, overlapping, level.value, polity
    for sent, rows in in_order(_start, batches, processes, *arguments):
        for text, found in zip(sent, rows, strict=True):
            yield [_mention(text, row, concept) for row in found]


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _start(
    own: Address | None, builtin: bool, overlapping: bool, level: str, polity: str
) -> Callable[[Sequence[str]], list[list[_Row]]]:
    finder = Finder(Termbase.open(own, builtin=builtin))

    def find(text: str) -> list[_Row]:
        found = finder.find(text, overlapping=overlapping, level=level, polity=polity)
        return list(map(_row, found))

    return lambda texts: list(map(find, texts))


def _row(mention: Mention) -> _Row:
    start, end, _, concept, term, boundary, score, sense = mention
    index = next(i for i, candidate in enumerate(concept.terms) if candidate is term)
    return start, end, concept.id, index, boundary.value, score, sense


def _mention(text: str, row: _Row, concept_of: Callable[[str], Concept]) -> Mention:
    start, end, concept_id, index, boundary, score, sense = row
    concept = concept_of(concept_id)
    term = concept.terms[index]
    return Mention(start, end, text[start:end], concept, term, Boundary(boundary), score, sense)
