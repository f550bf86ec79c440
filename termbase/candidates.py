"""The keys of a store that may answer a query, and which of their concepts count."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from termbase.query import Query
from termbase.store.keys import KeyKind, LookupKey
from termbase.store.selection import Selection, selected_among

if TYPE_CHECKING:
    from termbase.store import Store

# Keys with their scores before what their status and reading cost, in falling order.
Source = Iterator[tuple[float, LookupKey]]

_EXACT_SCORE = {
    KeyKind.HAN: 100.0,
    KeyKind.ENGLISH: 100.0,
    KeyKind.PINYIN: 99.0,
    KeyKind.INITIALS: 89.0,
}
# Shorter parts occur in too many terms to tell anything.
_SHORTEST_PART = {KeyKind.HAN: 1, KeyKind.PINYIN: 4, KeyKind.ENGLISH: 3}
# The lowest similarity, in percent, that could be a slip.
_SIMILARITY_THRESHOLD = {KeyKind.HAN: 60.0, KeyKind.PINYIN: 80.0, KeyKind.ENGLISH: 75.0}
_MOST_SIMILAR = 50
# The number of keys whose concepts are asked for together first; then more at once.
_FIRST_BATCH = 50


def close(store: Store, query: Query) -> Iterator[Source]:
    """Yield the keys that equal, begin with or contain the query."""
    for kind, text in query.keys.items():
        yield ((_EXACT_SCORE[kind], key) for key in store.keys_equal(text, kind))
    for kind, shortest in _SHORTEST_PART.items():
        if part := query.keys.get(kind):
            yield _by_share(74, 10, part, store.keys_starting(part, kind))
            if len(part) >= shortest:
                yield _by_share(54, 15, part, store.keys_containing(part, kind))


def _by_share(base: int, range_: int, text: str, keys: Iterable[LookupKey]) -> Source:
    for key in keys:
        yield base + range_ * len(text) / len(key.text), key


def similar(store: Store, query: Query) -> Iterator[Source]:
    """Yield the keys that the query may be a slip for."""
    from rapidfuzz import fuzz, process

    for kind, threshold in _SIMILARITY_THRESHOLD.items():
        if not (text := query.keys.get(kind)):
            continue
        # Texts whose lengths differ by more cannot be so similar.
        ratio = threshold / (200 - threshold)
        texts = store.key_texts(kind)
        choices = texts[
            bisect_left(texts, len(text) * ratio, key=len) : bisect_right(
                texts, len(text) / ratio, key=len
            )
        ]
        found = process.extract(
            text, choices, scorer=fuzz.ratio, score_cutoff=threshold, limit=_MOST_SIMILAR
        )
        yield (
            (similarity * 0.49, key)
            for choice, similarity, _ in found
            for key in store.keys_equal(choice, kind)
        )


def visible(earlier: Sequence[Store], source: Source) -> Source:
    """Yield the keys of concepts that no earlier store overrides."""
    if not earlier:
        yield from source
        return
    for batch in _batches(source):
        names = {key.concept for _, key in batch}
        hidden = set[str]().union(*(store.among(names) for store in earlier))
        yield from (found for found in batch if found[1].concept not in hidden)


def selected(store: Store, source: Source, selection: Selection) -> Source:
    """Yield the keys of concepts that are selected."""
    if not selection:
        yield from source
        return
    for batch in _batches(source):
        names = selected_among(store, selection, {key.concept for _, key in batch})
        yield from (found for found in batch if found[1].concept in names)


def _batches(source: Source) -> Iterator[list[tuple[float, LookupKey]]]:
    size = _FIRST_BATCH
    while batch := list(islice(source, size)):
        yield batch
        size *= 4
