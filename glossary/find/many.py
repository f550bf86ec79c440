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
from termbase.workers import batched, in_order, is_much

# The size of a batch for a worker, and of the text from which on workers are started; code points.
_BATCH = 1 << 18
_LARGE = 1 << 21

# A mention between processes: start, end, concept id, index of the term and its text, boundary,
# scores.
Row = tuple[int, int, str, int, str, str, float, float]


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
    workers, batches = _workers_for(texts, processes)
    if not workers:
        for text in chain.from_iterable(batches):
            yield finder.find(text, overlapping=overlapping, level=level, polity=polity)
        return
    concept = cache(finder.termbase.__getitem__)
    for text, rows in _on_workers(finder, batches, workers, overlapping, level, polity):
        yield [_mention(text, row, concept) for row in rows]


def find_rows(
    finder: Finder,
    texts: Iterable[str],
    *,
    overlapping: bool = False,
    level: Level | str = Level.BALANCED,
    polity: str = "",
    processes: int | None = None,
) -> Iterator[tuple[str, list[Row]]]:
    """Yield each text with the mentions in it as rows.

    Args:
        finder: As for :func:`find_many`.
        texts: As for :func:`find_many`.
        overlapping: As for :func:`find_many`.
        level: As for :func:`find_many`.
        polity: As for :func:`find_many`.
        processes: As for :func:`find_many`.

    Raises:
        Error: If a worker is killed.
        ValueError: If the level or the polity is unknown.
    """
    level = Level(level)
    workers, batches = _workers_for(texts, processes)
    if workers:
        yield from _on_workers(finder, batches, workers, overlapping, level, polity)
        return
    for text in chain.from_iterable(batches):
        yield text, list(_rows(finder, text, overlapping, level, polity))


def _workers_for(texts: Iterable[str], processes: int | None) -> tuple[int, Iterable[list[str]]]:
    """Return how many workers search some texts, 0 for this process; and the texts in batches."""
    processes = processes or os.cpu_count() or 1
    is_large, batches = is_much(
        batched(texts, len, _BATCH), lambda batch: sum(map(len, batch)), _LARGE
    )
    return processes if processes > 1 and is_large else 0, batches


def _on_workers(
    finder: Finder,
    batches: Iterable[list[str]],
    workers: int,
    *options: bool | str,
) -> Iterator[tuple[str, list[Row]]]:
    """Yield what :func:`find_rows` does, found by worker processes."""
    termbase = finder.termbase
    own = termbase.own.address if termbase.own else None
    arguments = own, termbase.builtin is not None, *options
    for sent, rows in in_order(_start, batches, workers, *arguments):
        yield from zip(sent, rows, strict=True)


def _start(
    own: Address | None, builtin: bool, overlapping: bool, level: Level, polity: str
) -> Callable[[Sequence[str]], list[list[Row]]]:
    finder = Finder(Termbase.open(own, builtin=builtin))
    return lambda texts: [list(_rows(finder, text, overlapping, level, polity)) for text in texts]


def _rows(finder: Finder, text: str, overlapping: bool, level: Level, polity: str) -> Iterator[Row]:
    for begin, _, found in finder.chosen_in((text,), level, polity, overlapping=overlapping):
        for (start, minus_end, _, meaning, (boundary, score)), sense, _ in found:
            concept, term = meaning.concept, meaning.term
            index = next(i for i, other in enumerate(concept.terms) if other is term)
            span = start + begin, begin - minus_end
            yield (*span, concept.id, index, term.text, boundary.value, score, sense)


def _mention(text: str, row: Row, concept_of: Callable[[str], Concept]) -> Mention:
    start, end, concept_id, index, _, boundary, score, sense = row
    concept = concept_of(concept_id)
    term = concept.terms[index]
    return Mention(start, end, text[start:end], concept, term, Boundary(boundary), score, sense)
