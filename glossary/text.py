"""Look up terms, and find and annotate them in texts and files."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Unpack, overload

from termbase.choices import check_type
from termbase.termbase import Termbase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pyarrow as pa

    from glossary.documents import Document
    from glossary.find import Finder, Level, Mention
    from glossary.views.options import AnnotateOptions
    from glossary.views.registry import FileOutput, Output, TextOutput
    from termbase.lookup import Hit
    from termbase.store.selection import Conditions


class TextMethods:
    """The methods of :class:`~glossary.Glossary` that read texts.

    Wherever a text is taken, a ``str`` is the text itself and a :class:`~pathlib.Path` names a
    file; a string never names a file there.

    Args:
        termbase: The terms.
    """

    def __init__(self, termbase: Termbase) -> None:
        self.termbase = termbase

    def lookup(self, query: str, limit: int = 10, **conditions: Unpack[Conditions]) -> list[Hit]:
        """Return hits with a ``score`` (0 to 100), ``matched`` and a ``concept``, the best first.

        Args:
            query: 汉字 in any script, pinyin with or without tones, initials, or English.
            limit: The maximum number of hits.
            **conditions: Only concepts of this ``subject`` and ``polity``, that have a term of this
                ``status`` and ``usage``; a ValueError if one of these is unknown.
        """
        from glossary.views.notebook import HitList

        return HitList(self.termbase.lookup(query, limit, **conditions))

    def find(
        self,
        text: str | Path | Document,
        *,
        overlapping: bool = False,
        level: Level | str = "balanced",
        polity: str = "",
    ) -> list[Mention]:
        """Return the mentions of terms in a text.

        Args:
            text: Chinese, English or mixed plain text; or a file or document.
            overlapping: Also return those inside or across longer ones.
            level: How strict finding is: ``strict``, ``balanced`` or ``loose``.
            polity: Whose 外交部 a text means where it does not say: ``mainland``, ``taiwan``,
                ``hong-kong``, ``macau`` or ``abroad``; by default it is decided from the text.

        Returns:
            Mentions sorted by offset; ``start`` and ``end`` are code points of the text or, of a
            document, of its source.

        Raises:
            ValueError: If the level or the polity is unknown.
        """
        from glossary.views.notebook import MentionList

        if isinstance(text, str):
            return MentionList(
                self.finder.find(text, overlapping=overlapping, level=level, polity=polity)
            )
        if isinstance(text, Path):
            return MentionList(
                self.iter_file(text, overlapping=overlapping, level=level, polity=polity)
            )
        from glossary.annotate import find_in_document
        from glossary.documents import Document

        check_type("text", text, str, Path, Document)
        return MentionList(
            find_in_document(text, self.finder, overlapping=overlapping, level=level, polity=polity)
        )

    def find_file(
        self,
        path: str | Path,
        *,
        overlapping: bool = False,
        level: Level | str = "balanced",
        polity: str = "",
        encoding: str | None = None,
    ) -> list[Mention]:
        """Return the mentions of terms in a file.

        Args:
            path: A file in any format that is read; ``-`` is standard input.
            overlapping: As for :meth:`find`.
            level: As for :meth:`find`.
            polity: As for :meth:`find`.
            encoding: The encoding of the file; by default it is detected.

        Raises:
            InputError: If the file cannot be read.
        """
        from glossary.views.notebook import MentionList

        found = self.iter_file(
            path, overlapping=overlapping, level=level, polity=polity, encoding=encoding
        )
        return MentionList(found)

    def iter_file(
        self,
        path: str | Path,
        *,
        overlapping: bool = False,
        level: Level | str = "balanced",
        polity: str = "",
        encoding: str | None = None,
    ) -> Iterator[Mention]:
        """Yield the mentions in a file; a plain text of any size takes little memory.

        The arguments are those of :meth:`find_file`.
        """
        from glossary.documents import Document, read_or_stream

        text = read_or_stream(path, encoding)
        if isinstance(text, Document):
            yield from self.find(text, overlapping=overlapping, level=level, polity=polity)
        else:
            yield from self.finder.find_in(
                text, overlapping=overlapping, level=level, polity=polity
            )

    def find_many(
        self,
        texts: Iterable[str],
        *,
        overlapping: bool = False,
        level: Level | str = "balanced",
        polity: str = "",
        processes: int | None = None,
    ) -> Iterator[list[Mention]]:
        """Yield the mentions in many texts, searched with all cores.

        Where a system starts its worker processes anew (Windows, macOS), the script that calls
        this needs the usual ``if __name__ == "__main__":``.

        Args:
            texts: Plain texts, taken as they are needed.
            overlapping: As for :meth:`find`.
            level: As for :meth:`find`.
            polity: As for :meth:`find`.
            processes: The number of worker processes; by default one a core. Less than two
                million code points are searched without any.

        Yields:
            For each text, in order, what :meth:`find` returns.

        Raises:
            ValueError: If the level or the polity is unknown.
        """
        from glossary.find.many import find_many

        return find_many(
            self.finder, texts, overlapping=overlapping, level=level, polity=polity,
            processes=processes,
        )  # fmt: skip

    def find_table(
        self,
        texts: Iterable[str],
        *,
        level: Level | str = "balanced",
        polity: str = "",
        processes: int | None = None,
    ) -> pa.Table:
        """Return the mentions in many texts as an Arrow table (extra ``arrow``).

        Args:
            texts: Plain texts, taken as they are needed.
            level: As for :meth:`find`.
            polity: As for :meth:`find`.
            processes: As for :meth:`find_many`.

        Returns:
            One row a mention, in order, with the columns ``text`` (the number of the text, from
            0), ``start``, ``end`` (code points), ``concept``, ``term``, ``boundary``, ``score``
            and ``sense``.

        Raises:
            Error: If pyarrow is not installed.
            ValueError: If the level or the polity is unknown.
        """
        from glossary.find.table import find_table

        return find_table(self.finder, texts, level=level, polity=polity, processes=processes)

    @overload
    def annotate(
        self,
        text: str | Path | Document,
        to: TextOutput = "html",
        *,
        encoding: str | None = None,
        **options: Unpack[AnnotateOptions],
    ) -> str: ...

    @overload
    def annotate(
        self,
        text: str | Path | Document,
        to: FileOutput,
        *,
        encoding: str | None = None,
        **options: Unpack[AnnotateOptions],
    ) -> bytes: ...

    def annotate(
        self,
        text: str | Path | Document,
        to: Output = "html",
        *,
        encoding: str | None = None,
        **options: Unpack[AnnotateOptions],
    ) -> str | bytes:
        """Return a text with its terms annotated: a text, or the bytes of a file.

        Args:
            text: A text; or a file or document in any format that is read.
            to: ``html`` (HTML is returned with the annotations in it, other formats as a page of
                their own), ``markdown`` (footnotes), ``json`` (the array that
                ``find --json`` prints), or ``text`` (with numbers and a table of the terms); or
                the bytes of a ``docx`` or ``epub``.
            encoding: The encoding of the file; by default it is detected.
            **options: See :class:`~glossary.views.options.AnnotateOptions`. They choose the terms:
                ``level`` (1 to 5), ``known`` (words, and paths of lists), ``subject``, ``usage``,
                ``mentions`` ("first", "all"), ``polity``; and their looks: ``gloss`` ("none",
                "first", "all", "inline"), ``pinyin`` ("terms", "all", "zhuyin"), ``script``
                ("source", "both"), ``notes``, ``index``, ``styled``, ``width``.

        Raises:
            InputError: If a file cannot be read.
            ValueError: If the output format, or the value of an option, is unknown.
        """
        from glossary.documents import Document, parse, read
        from glossary.views.registry import render

        check_type("text", text, str, Path, Document)
        if isinstance(text, str):
            text = parse(text)
        elif isinstance(text, Path):
            text = read(text, encoding)
        return render(text, self.finder, to, **options)

    def annotate_file(
        self,
        path: str | Path,
        out: str | Path | None = None,
        to: Output | None = None,
        *,
        encoding: str | None = None,
        warn: Callable[[str], object] | None = None,
        **options: Unpack[AnnotateOptions],
    ) -> bytes:
        """Annotate a document; write the result to a file, if one is named, and return it.

        Args:
            path: A file in any format that is read; ``-`` is standard input.
            out: The file to write, if any; never the document itself.
            to: The format as for :meth:`annotate`; by default from the suffix of ``out``, or HTML.
            encoding: The encoding of the document; by default it is detected.
            warn: Called with what a person should know of how the document was read; by default
                it is logged.
            **options: ``level``, ``known``, ``mentions`` and the others as for :meth:`annotate`.

        Raises:
            InputError: If the document cannot be read or the file cannot be written.
            ValueError: If the output format, or the value of an option, is unknown.
        """
        from glossary.rendering import annotate_file

        return annotate_file(self.finder, path, out, to, encoding, warn, **options)

    @cached_property
    def finder(self) -> Finder:
        """The finder of the terms."""
        from glossary.find import Finder

        return Finder(self.termbase)
