"""The translation memory: units, and what is asked of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Self

from termbase.errors import InputError, NotFound
from termbase.memory.index import Index
from termbase.memory.index_part import Query
from termbase.memory.match import Match, judge
from termbase.memory.similarity import score
from termbase.memory.tokens import tokenize
from termbase.memory.units import AddResult, Duplicates, Units
from termbase.model.tags import guess_language
from termbase.model.unit import TranslationUnit, family


class Memory:
    """Translation units in the SQLite file of a base, searched by likeness.

    Args:
        path: The file; made if it is missing. The index lies in a folder beside it.

    Raises:
        StoreError: If the file cannot be opened or is no base; TooNew if it is too new.
    """

    def __init__(self, path: Path) -> None:
        self._units = Units(path)
        self._index = Index(self._units)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        with suppress(Exception):
            self.close()

    def __repr__(self) -> str:
        return f"<Memory {str(self._units.path)!r}, {len(self):,} unit{'s' * (len(self) != 1)}>"

    def __len__(self) -> int:
        return len(self._units)

    def __iter__(self) -> Iterator[TranslationUnit]:
        """All units, in the order in which they were added."""
        return iter(self._units)

    def get(self, number: int) -> TranslationUnit | None:
        """The unit of a number, or None."""
        return self._units.get([number]).get(number)

    def add(
        self, source: str, target: str, source_language: str = "", target_language: str = "",
        **details: Any,
    ) -> bool:  # fmt: skip
        """Add a segment and its translation; the next search finds it.

        Args:
            source: The segment.
            target: Its translation.
            source_language: BCP 47; by default Chinese if there are 汉字 in it, else English.
            target_language: The same for the translation.
            details: What else is known, by the names of :class:`TranslationUnit`.

        Returns:
            False if the very same unit was there already.

        Raises:
            InputError: If a segment is empty.
            StoreError: If the file cannot be written.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        unit = TranslationUnit(
            source,
            target,
            source_language or guess_language(source),
            target_language or guess_language(target),
            **{"created": now, **details},
        )
        return bool(self.add_many([unit]).added)

    def add_many(
        self,
        units: Iterable[TranslationUnit],
        duplicates: Duplicates | str = Duplicates.IDENTICAL,
        *,
        index: bool = True,
    ) -> AddResult:
        """Add units; all of them or none.

        Args:
            units: Taken one by one; an exception they raise undoes the whole.
            duplicates: What to do with one whose source is there: ``all`` keeps both,
                ``identical`` leaves out what is there already, ``newest`` keeps one of them.
            index: Whether a thread indexes them where they are many; if not, :meth:`index` is
                to be called.

        Returns:
            How many were added, left out, and replaced.

        Raises:
            InputError: If a segment is empty.
            StoreError: If the file cannot be written.
        """
        added = self._units.add(map(_checked, units), Duplicates(duplicates))
        if index and not self._units.database.in_transaction:
            self._index.keep_up()
        return added

    def index(self, done: Callable[[int], object] = lambda _: None) -> None:
        """Index all that has been added, as after an import.

        Args:
            done: Called with the number of units after each step, for a progress bar.
        """
        if not self._units.database.in_transaction:
            self._index.index_all(done)

    def trial(self) -> AbstractContextManager[None]:
        """What is added within is undone at the end, and not indexed; nobody else sees it."""
        return self._units.transaction(keep=False)

    def search(
        self,
        text: str,
        at_least: int = 70,
        limit: int | None = 5,
        *,
        language: str = "",
        markup: str = "",
        before: str = "",
        after: str = "",
    ) -> list[Match]:
        """Units whose source or target is like a text; none that is near enough is missed.

        Args:
            text: A segment in either language.
            at_least: The least score, 1 to 100.
            limit: How many at most; None for all.
            language: Search only what is in this language or another of its family.
            markup: The text with its inline codes, as XML.
            before: The segment before it, for matches in context.
            after: The segment after it.

        Returns:
            The best first; of equally good ones the newest first.

        Raises:
            ValueError: If the least score is not between 1 and 100.
        """
        if not 1 <= at_least <= 100:
            raise ValueError(f"at_least is {at_least}; it must be between 1 and 100")
        tokens = tokenize(text)
        families = {family(language)} if language else None
        found = self._index.find(Query.of(tokens, at_least), families)
        rows = sorted(
            ((score(near.distance, near.length), number, side) for number, side, near in found),
            reverse=True,
        )
        matches: list[Match] = []
        for points, group in groupby(rows, key=lambda row: row[0]):
            # What has the same tokens may cost more than it costs to have others.
            if limit is not None and len(matches) >= limit and points < matches[limit - 1].score:
                break
            numbers = [(number, side) for _, number, side in group]
            units = self._units.get(list(dict.fromkeys(number for number, _ in numbers)))
            for number, side in numbers:
                if number in units:
                    match = judge(
                        units[number], text, points,
                        in_source=side, markup=markup, context=(before, after),
                    )  # fmt: skip
                    if match.score >= at_least:
                        matches.append(match)
            matches.sort(key=lambda match: -match.score)
        return matches[:limit]

    def search_many(
        self,
        texts: Iterable[str],
        at_least: int = 70,
        limit: int | None = 5,
        *,
        language: str = "",
        processes: int | None = None,
    ) -> Iterator[list[Match]]:
        """Search for many texts, with all cores if they are many.

        Args:
            texts: Taken as they are needed.
            at_least: As for :meth:`search`.
            limit: As for :meth:`search`.
            language: As for :meth:`search`.
            processes: How many workers; by default one a core. With 1, this process does it.

        Returns:
            For each text, in order, what :meth:`search` returns.
        """
        from termbase.memory.parallel import search_many

        options = {"at_least": at_least, "limit": limit, "language": language}
        return search_many(self, texts, options, processes or os.cpu_count() or 1)

    def containing(self, folded: str, most: int | None = None) -> list[TranslationUnit]:
        """Units in one of whose texts a string stands, when both are folded.

        Args:
            folded: See :func:`termbase.memory.tokens.fold_segment`.
            most: How many at most, the shortest; None for all.
        """
        return self._units.containing(folded, most)

    def sharing(self, tokens: list[str], most: int) -> list[tuple[TranslationUnit, bool]]:
        """Units that share many and rare tokens with a text, and whether it is their source."""
        found = self._index.sharing(tokens, most)
        units = self._units.get(list(dict.fromkeys(number for number, _ in found)))
        return [(units[number], side) for number, side in found if number in units]

    def exchange(self, old: Iterable[int], new: Iterable[TranslationUnit]) -> None:
        """Delete units by their numbers and add others, as one change.

        Raises:
            InputError: If a segment of a new one is empty.
            StoreError: If the file cannot be written.
        """
        self._units.exchange(old, map(_checked, new))
        self._index.keep_up()

    def delete(self, numbers: Iterable[int]) -> None:
        """Delete units by their numbers; all of them or none.

        Raises:
            NotFound: If one of them is not there.
        """
        wanted = list(dict.fromkeys(numbers))
        missing = set(wanted) - self._units.get(wanted).keys()
        if missing:
            raise NotFound(f"{min(missing)}: no such unit in {self._units.path}")
        self._units.exchange(wanted, [])

    def stats(self) -> dict[str, Any]:
        """Counts: units, by pair of languages, by origin; the bytes of the index."""
        pairs: Counter[str] = Counter()
        origins: Counter[str] = Counter()
        for unit in self:
            pairs[f"{unit.source_language} → {unit.target_language}"] += 1
            origins[unit.origin] += 1
        return {
            "units": pairs.total(),
            "languages": dict(pairs.most_common()),
            "origins": dict(origins.most_common()),
            "index_bytes": self._index.size(),
        }

    @property
    def path(self) -> Path:
        """The file that it is in."""
        return self._units.path

    def close(self) -> None:
        """Close the file, when a thread that indexes has done so."""
        self._index.wait()
        self._units.close()


def _checked(unit: TranslationUnit) -> TranslationUnit:
    for name, text in (("source", unit.source), ("target", unit.target)):
        if not text.strip():
            raise InputError(f"a unit has an empty {name}: {unit.source!r} ⇥ {unit.target!r}")
    return unit
