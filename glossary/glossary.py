"""The front door: everything that is done with terms, in one object."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from termbase.lookup import Hit
from termbase.model.concept import Concept
from termbase.termbase import Termbase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from glossary.documents import Document
    from glossary.find import Finder, Level, Mention
    from termbase.memory import Memory

Output = Literal["html", "markdown", "json", "text"]
Mentions = Literal["first", "all"]


class Glossary:
    """Terms, and what is done with them.

    Args:
        termbase: The terms.
    """

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def lookup(self, query: str, limit: int = 10) -> list[Hit]:
        """Concepts that a query may mean, the best first.

        Args:
            query: 汉字 in any script, pinyin with or without tones, initials, or English.
            limit: How many at most.

        Returns:
            Hits with ``score`` (0 to 100), ``matched`` and ``concept``.
        """
        return self.termbase.lookup(query, limit)

    def find(
        self, text: str, *, overlapping: bool = False, level: Level | str = "balanced"
    ) -> list[Mention]:
        """The terms that stand in a text.

        Args:
            text: Chinese, English or mixed plain text.
            overlapping: Also those inside or across longer ones.
            level: How sure it must be that the terms stand there as words: ``strict``,
                ``balanced`` or ``loose``.

        Returns:
            Mentions sorted by place; ``start`` and ``end`` are code points of the text.

        Raises:
            ValueError: If there is no such level.
        """
        return self._finder.find(text, overlapping=overlapping, level=level)

    def find_many(
        self,
        texts: Iterable[str],
        *,
        overlapping: bool = False,
        level: Level | str = "balanced",
        processes: int | None = None,
    ) -> Iterator[list[Mention]]:
        """The terms that stand in many texts, searched with all cores.

        Where a system starts its worker processes anew (Windows, macOS), the script that calls
        this needs the usual ``if __name__ == "__main__":``.

        Args:
            texts: Plain texts; they are taken, and answers given, as they come.
            overlapping: As for :meth:`find`.
            level: As for :meth:`find`.
            processes: How many worker processes; by default one a core. Less than two million
                code points are searched without any.

        Returns:
            For each text, in order, what :meth:`find` returns.

        Raises:
            ValueError: If there is no such level.
        """
        from glossary.find.many import find_many

        return find_many(
            self.termbase, texts, overlapping=overlapping, level=level, processes=processes
        )

    def annotate(
        self,
        source: str | Path | Document,
        to: Output = "html",
        *,
        mentions: Mentions | None = None,
        pinyin: Literal["terms", "all"] = "terms",
        script: Literal["source", "both"] = "source",
        encoding: str | None = None,
        styled: bool = False,
    ) -> str:
        """A text with its terms annotated.

        Args:
            source: A text, or a path to ``.txt``, ``.md`` or ``.html``; a string without line
                breaks that names an existing file with such a suffix is a path.
            to: ``html`` (HTML comes back with the annotations in it, other formats as a page of
                their own), ``markdown`` (footnotes), ``json`` (the contract of ``find``), or
                ``text`` (with a table of the terms).
            mentions: Mark ``all`` mentions or only the ``first`` of each concept; by default all
                in HTML and the first in Markdown.
            pinyin: For HTML, ``all`` puts pinyin for all Chinese text into the page.
            script: For HTML, ``both`` puts the other script into the page, to switch to.
            encoding: The encoding of the file, where it is not to be detected.
            styled: For ``text``, whether to underline terms for a terminal.

        Raises:
            InputError: If a file cannot be read.
            ValueError: If the output format is unknown.
        """
        # What each view needs is imported when it is asked for; a look-up needs none of it.
        from glossary.annotate import annotate

        document = _document(source, encoding)
        if to == "html":
            from glossary.views import marked
            from glossary.views.page import as_page

            document = as_page(document)
            return marked.write(
                document,
                annotate(document, self._finder),
                all_mentions=mentions != "first",
                all_pinyin=pinyin == "all",
                both_scripts=script == "both",
            )
        if to == "markdown":
            from glossary.views import footnotes

            document = footnotes.as_markdown(document)
            found = annotate(document, self._finder)
            return footnotes.write(document, found, all_mentions=mentions == "all")
        found = annotate(document, self._finder)
        if mentions == "first":
            found = [annotation for annotation in found if annotation.first]
        if to == "json":
            from glossary.views import standoff

            return standoff.write((m for a in found for m in a.mentions), document.name)
        if to == "text":
            from glossary.views import terminal

            return terminal.write(document, found, styled=styled)
        raise ValueError(f"{to!r} is no output format; known: html, markdown, json, text")

    @cached_property
    def memory(self) -> Memory:
        """The translation memory in your own base.

        Raises:
            NotFound: If no base of your own is open.
        """
        from termbase.errors import NotFound
        from termbase.memory import Memory

        if self.termbase.own is None:
            raise NotFound(
                "no base of your own is open to keep a memory in; name one: --base team.db, or "
                "in Python glossary.open('team.db')"
            )
        return Memory(self.termbase.own.path)

    def put(self, *concepts: Concept) -> None:
        """Store concepts in your own base, in place of those with the same ids.

        Raises:
            StoreError: If the base cannot be written.
        """
        self.termbase.put(concepts)
        self.__dict__.pop("_finder", None)

    def close(self) -> None:
        """Close the base."""
        if memory := self.__dict__.pop("memory", None):
            memory.close()
        self.termbase.close()

    @cached_property
    def _finder(self) -> Finder:
        from glossary.find import Finder

        return Finder(self.termbase)


def open(path: str | Path | None = None, *, builtin: bool = True) -> Glossary:
    """Open the built-in political termbase, and your own base with it.

    Args:
        path: Your own base, one SQLite file, made if it is missing; its terms win over the
            built-in ones. None for the built-in terms alone.
        builtin: False for your own terms alone.

    Raises:
        StoreError: If the base cannot be opened; TooNew if a later version wrote it.
    """
    return Glossary(Termbase.open(Path(path) if path is not None else None, builtin=builtin))


def _document(source: str | Path | Document, encoding: str | None) -> Document:
    from glossary.documents import Document, names_a_file, parse, read

    if isinstance(source, Document):
        return source
    if isinstance(source, Path) or names_a_file(source):
        return read(source, encoding)
    return parse(source)
