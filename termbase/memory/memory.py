"""The translation memory: units that are searched by similarity."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from typing import Any, Self

from termbase.errors import NotFound
from termbase.memory.adding import AddResult, Duplicates
from termbase.memory.containing import units_containing
from termbase.memory.index import Index
from termbase.memory.index_part import Query
from termbase.memory.match import Match, Request
from termbase.memory.parallel import search_each
from termbase.memory.ranking import best_matches
from termbase.memory.statistics import count_units
from termbase.memory.tokens import check_text, tokenize
from termbase.memory.units import Units, checked_unit
from termbase.model.tags import checked_tag, guess_language
from termbase.model.unit import TranslationUnit, family
from termbase.store.address import Address
from termbase.store.clock import now


class Memory:
    """Translation units in a base, searched by similarity.

    Threads may share a memory, and processes the base: each finds at once what others have
    committed, on a server within a second. One that cannot be written is opened for reading.

    Args:
        address: The base; created if it is missing.

    Attributes:
        address: The base.

    Raises:
        StoreError: If it cannot be opened or is not a base; TooNew if it is too new.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self._units = Units(address)
        self._index = Index(self._units)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        with suppress(Exception):
            self.close()

    def __repr__(self) -> str:
        return f"<Memory {str(self._units.address)!r}, {len(self):,} unit{'s' * (len(self) != 1)}>"

    def __len__(self) -> int:
        return len(self._units)

    def __iter__(self) -> Iterator[TranslationUnit]:
        """Yield all units in the order in which they were added."""
        return iter(self._units)

    def get(self, number: int) -> TranslationUnit | None:
        """Return the unit with a number, or None."""
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
            details: Other fields of :class:`TranslationUnit`.

        Returns:
            False if an identical unit was there already.

        Raises:
            InputError: If a segment is empty or has a lone surrogate.
            StoreError: If the base cannot be written.
        """
        unit = TranslationUnit(
            source,
            target,
            checked_tag(source_language) or guess_language(source),
            checked_tag(target_language) or guess_language(target),
            **{"created": now(), **details},
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
            units: Read one by one; an exception that this raises undoes the whole.
            duplicates: What to do with a unit whose source is there already: ``all`` keeps both,
                ``identical`` skips it if it is identical, ``newest`` keeps one of them.
            index: Let a thread index them if they are many; else call :meth:`index` afterwards.

        Returns:
            The numbers of units added, skipped and replaced.

        Raises:
            InputError: If a segment is empty or has a lone surrogate.
            StoreError: If the base cannot be written.
        """
        added = self._units.add(map(checked_unit, units), Duplicates(duplicates))
        if index and not self._units.database.in_transaction:
            self._index.keep_up()
        return added

    def index(self, progress: Callable[[int], object] = lambda _: None) -> None:
        """Index all units that are not indexed yet, as after an import.

        An index that cannot be written is logged and shown by :meth:`stats`; searches find the
        same without it, only slower.

        Args:
            progress: Called with the number of units after each step, for a progress bar.
        """
        if not self._units.database.in_transaction:
            self._index.index_all(progress)

    def trial(self) -> AbstractContextManager[None]:
        """Undo all changes made within at the end; nobody else sees them."""
        return self._units.transaction(keep=False)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit all changes made within, or none; other writers wait.

        Nothing that is read within changes before it ends: check and act in one transaction.

        Raises:
            StoreError: If the base cannot be written.
        """
        with self._units.transaction():
            yield
        if not self._units.database.in_transaction:
            self._index.keep_up()

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
        """Return the units with a source or target that is similar to a text; none is missed.

        Args:
            text: A segment in either language.
            at_least: The lowest score that is accepted, 1 to 100; for scores see
                :mod:`termbase.memory.similarity`.
            limit: The largest number of matches; None for all.
            language: Search only segments in this language or another of its family.
            markup: The text with its inline codes, as XML.
            before: The segment before it, for matches in context.
            after: The segment after it.

        Returns:
            The best first; of equal scores, those that differ least in kind, then the newest.

        Raises:
            ValueError: If ``at_least`` is not between 1 and 100.
            InputError: If the text has a lone surrogate.
        """
        if not 1 <= at_least <= 100:
            raise ValueError(f"at_least is {at_least}; it must be between 1 and 100")
        check_text(text)
        tokens = tokenize(text)
        families = {family(language)} if language else None
        near, same_pattern = self._index.find(Query.of(tokens, at_least), families)
        request = Request(text, len(tokens), markup, (before, after))
        return best_matches(self._units.get, request, near, same_pattern, at_least, limit)

    def search_many(
        self,
        texts: Iterable[str],
        at_least: int = 70,
        limit: int | None = 5,
        *,
        language: str = "",
        processes: int | None = None,
    ) -> Iterator[list[Match]]:
        """Search for many texts, on all cores if they are many.

        Args:
            texts: Read as they are needed.
            at_least: As for :meth:`search`.
            limit: As for :meth:`search`.
            language: As for :meth:`search`.
            processes: The number of workers; by default one per core. With 1 there are none.

        Returns:
            For each text, in order, what :meth:`search` returns.
        """
        search = partial(Memory.search, at_least=at_least, limit=limit, language=language)
        return search_each(self, search, texts, processes or os.cpu_count() or 1)

    def containing(self, folded: Collection[str], most: int | None = None) -> list[TranslationUnit]:
        """Return the units that contain one of some strings; see :func:`units_containing`."""
        return units_containing(self._units, self._index, folded, most)

    def sharing(self, tokens: list[str], most: int) -> list[tuple[TranslationUnit, bool]]:
        """Return the units that share many and rare tokens with a text, and True for its source."""
        found = self._index.sharing(tokens, most)
        units = self._units.get(list(dict.fromkeys(number for number, _ in found)))
        return [(units[number], side) for number, side in found if number in units]

    def replace(self, old: Iterable[int], new: Iterable[TranslationUnit]) -> None:
        """Delete units by their numbers and add others, in one transaction.

        Raises:
            InputError: If a segment of a new one is empty or has a lone surrogate.
            StoreError: If the base cannot be written.
        """
        with self.transaction():
            self._units.replace(old, map(checked_unit, new))

    def delete(self, numbers: Iterable[int]) -> None:
        """Delete units by their numbers; all of them or none.

        Raises:
            NotFound: If one of them is not there.
        """
        wanted = list(dict.fromkeys(numbers))
        with self.transaction():
            missing = set(wanted) - self._units.get(wanted).keys()
            if missing:
                raise NotFound(f"{min(missing)}: no such unit in {self._units.address}")
            self._units.replace(wanted, [])

    def newest_first(self, start: int, size: int, origin: str = "") -> list[TranslationUnit]:
        """Return a part of the units, the newest first; see :meth:`Units.newest_first`."""
        return self._units.newest_first(start, size, origin)

    def origins(self) -> dict[str, int]:
        """Return the number of units of each origin, of the largest first; empty if unknown."""
        return self._units.origins()

    def delete_origin(self, origin: str) -> int:
        """Delete the units of an origin, within a transaction; return their number."""
        return self._units.delete_origin(origin)

    def newest(self) -> int:
        """Return the number of the unit that was added last; 0 if there is none."""
        return self._units.newest()

    def log(self, action: str, name: int | str, before: Any = None, *,
            kind: str = "unit", comment: str = "") -> None:  # fmt: skip
        """Record a change of a unit, or of something else; see :mod:`termbase.store.changes`."""
        from termbase.store.changes import record

        record(self._units.database, action, kind, str(name), before, comment)

    def stats(self) -> dict[str, Any]:
        """Return counts of units, in all, by pair of languages and by origin, and of the index.

        Returns:
            ``units``, ``languages``, ``origins``, ``index_bytes``; ``unindexed`` is the number of
            units that are searched without an index, ``index_error`` why the index could not be
            written the last time.
        """
        return {
            **count_units(self),
            "index_bytes": self._index.size(),
            "unindexed": self._index.unindexed(),
            "index_error": self._index.problem(),
        }

    def close(self) -> None:
        """Close the file, once the thread that indexes is done."""
        self._index.wait()
        self._units.close()
