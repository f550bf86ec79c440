"""The object through which everything is done: look up, find, annotate, edit, exchange."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self, Unpack

from glossary.corpora import CorpusMethods
from glossary.data import DataMethods
from glossary.language_models import LanguageModelMethods
from glossary.team import TeamMethods
from termbase.choices import check_type
from termbase.termbase import Termbase

if TYPE_CHECKING:
    import datetime

    from glossary.bilingual import BilingualOutput
    from glossary.check import Finding, Severity
    from glossary.documents import Document
    from glossary.find import Finder
    from glossary.signature import Signature
    from glossary.statistics import Statistics
    from glossary.translate.align import Pair, Vectors
    from glossary.translate.file import PretranslatedFile
    from glossary.validation import Validation
    from glossary.views.options import AnnotateOptions
    from termbase.memory import Memory
    from termbase.store.address import Address


class Glossary(LanguageModelMethods, CorpusMethods, DataMethods, TeamMethods):
    """A termbase and a translation memory, and everything that is done with them.

    Wherever a text is taken, a ``str`` is the text itself and a :class:`~pathlib.Path` names a
    file; a string never names a file there.

    Threads may share a glossary, processes a base: each sees what others store; writers take turns.

    Args:
        termbase: The terms.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        from glossary.views.words import counted

        own, builtin = self.termbase.own, self.termbase.builtin
        base = "no base of its own"
        if own is not None:
            base = f"{str(own.address)!r}, {counted(len(own), 'concept')}"
        return f"<Glossary: {base}{f', {len(builtin)} built-in concepts' if builtin else ''}>"

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
        self.termbase.own.check()  # else opening it would create a file that was removed
        return Memory(self.termbase.own.address)

    def align(
        self,
        source: str | Path,
        target: str | Path,
        *,
        vectors: Vectors | None = None,
        corrected: Path | None = None,
        encoding: str | None = None,
    ) -> list[Pair]:
        """Pair the sentences of a text with those of its translation.

        Words are compared by what is known of both languages, and learned from the memory and
        from the texts themselves.

        Args:
            source: A text, or the path of a file.
            target: Its translation, or the path of a file.
            vectors: Returns for a list of *n* sentences an array of *n* rows, such that
                translations of each other have similar rows, as a multilingual sentence encoder
                does. Their similarity is evidence beside the words.
            corrected: A table of the alignment, corrected by hand, that is taken instead.
            encoding: The encoding of files that do not tell theirs; by default it is detected.

        Returns:
            Pairs in order, with ``source``, ``target`` and ``confidence``; every sentence is in
            one pair.

        Raises:
            InputError: If a file cannot be read, a text is empty, or both are in one language.
            ContentError: If the table does not fit the texts.
        """
        from glossary.documents import read_one
        from glossary.translate.align import align
        from glossary.translate.align.table import read_table
        from glossary.translate.bitext.stretches import lines_of, with_paragraphs
        from glossary.translate.sides import check_languages

        for name, text in (("source", source), ("target", target)):
            check_type(name, text, str, Path)
        texts = [
            lines_of(with_paragraphs(read_one(text, encoding))) if isinstance(text, Path) else text
            for text in (source, target)
        ]
        names = (
            str(text) if isinstance(text, Path) else name
            for name, text in (("the source", source), ("the target", target))
        )
        check_languages(*zip(names, texts, strict=True))
        if corrected:
            return read_table(corrected, texts[0], texts[1], encoding)
        memory = self.memory if self.termbase.own is not None else ()
        known = ((unit.source, unit.target) for unit in memory)
        return align(self.finder, texts[0], texts[1], vectors=vectors, known=known)

    def annotate_bilingual(
        self,
        source: str | Path | Document,
        translation: str | Path | Document | None = None,
        to: BilingualOutput = "html",
        *,
        alignment: str | Path | None = None,
        encoding: str | None = None,
        **options: Unpack[AnnotateOptions],
    ) -> str:
        """Return a text and its translation side by side, their terms annotated and linked.

        Args:
            source: A text; or a file or document, in a format that :meth:`annotate` reads.
            translation: Its translation. None if ``source`` is a file with both: a TMX, XLIFF or
                PO, a table, or another one that the memory imports.
            to: ``html`` (a page), or ``json`` (rows, terms and links).
            alignment: A table with the columns ``source`` and ``target`` that pairs the sentences,
                as ``glossary memory align`` writes it; by default they are aligned.
            encoding: The encoding of files that do not tell theirs; by default it is detected.
            **options: ``level``, ``known``, ``subject``, ``usage`` and ``polity`` as for
                :meth:`annotate`; the others do not apply.

        Raises:
            InputError: If a file cannot be read, the table is not of these texts, a text is empty,
                or both are in one language.
            ValueError: If the output format, or the value of an option, is unknown.
        """
        from glossary.bilingual import annotate_bilingual
        from termbase.formats.units import ignore

        return annotate_bilingual(
            self.finder, source, translation, to, alignment, encoding, ignore, **options
        )

    def check(
        self,
        source: str | Path,
        target: str | Path | None = None,
        *,
        profile: str | Path | None = None,
        polity: str = "",
        date: datetime.date | None = None,
        encoding: str | None = None,
        at_least: Severity | str = "minor",
    ) -> list[Finding]:
        """Return what is missing, wrong or uneven in a translation.

        Args:
            source: A text, or the path of a file.
            target: Its translation; None if the file has both: an XLIFF, PO or TMX, or a table.
            profile: The conventions to follow: ``mainland``, ``taiwan``, ``hong-kong``, or a file;
                by default those of most of the text.
            polity: Whose ministries and currency are meant; by default it is decided from the text.
            date: The date of the text, which words such as 去年 refer to.
            encoding: The encoding of files that do not tell theirs; by default it is detected.
            at_least: The lowest severity of the findings: ``minor``, ``major`` or ``critical``.

        Returns:
            Findings in the order of the text; ``segment`` counts from 1, offsets are code points
            within the segment. Two texts with equally many lines are checked line by line; of
            others, and of two files, the sentences are aligned.

        Raises:
            InputError: If a file cannot be read, or both texts are in one language.
        """
        from glossary.check.profile import Profile, find_profile
        from glossary.checking import check

        checked = check(
            self.finder, source, target, polity=polity, date=date, encoding=encoding,
            profile=find_profile(profile) if profile else Profile(), at_least=at_least,
        )  # fmt: skip
        return list(checked.findings)

    def pretranslate(
        self,
        path: str | Path,
        *,
        at_least: int = 70,
        terms: bool = False,
        encoding: str | None = None,
        languages: tuple[str, str] = ("", ""),
    ) -> PretranslatedFile:
        """Fill in what a file leaves untranslated, from the memory and the glossary.

        Args:
            path: An XLIFF or PO file; or a text or TSV, whose result is a table.
            at_least: The lowest score that is accepted, from 1 to 100.
            terms: Also put the terms found into the units of an XLIFF 2.
            encoding: The encoding of a text or PO; by default it is detected.
            languages: The source and target language (BCP 47), for an XLIFF or PO that does not
                name them.

        Returns:
            The filled-in file as bytes, and what was found for each open segment.

        Raises:
            InputError: If the file cannot be read.
            NotFound: If no base of your own is open.
            ValueError: If ``at_least`` is not from 1 to 100.
        """
        from glossary.translate.file import pretranslate_file

        return pretranslate_file(
            self.memory, self.finder, Path(path), at_least, encoding,
            terms=terms, languages=languages,
        )  # fmt: skip

    def validate(
        self,
        path: str | Path | None = None,
        *,
        format: str | None = None,
        encoding: str | None = None,
    ) -> Validation:
        """Validate a file or, without one, all visible terms.

        Args:
            path: A file of terms, or an XLIFF, TMX or PO.
            format: Its format; by default from the suffix.
            encoding: Its encoding; by default it is detected.

        Raises:
            InputError: If the file cannot be read.
        """
        from glossary.validation import validate_file, validate_termbase

        if path is None:
            return validate_termbase(self.termbase)
        return validate_file(Path(path), format, encoding)

    def stats(self) -> Statistics:
        """Return the numbers of visible concepts and terms, by subject, with the signature."""
        from glossary.statistics import count

        return count(self.termbase)

    def signature(self) -> Signature:
        """Return the package version and data checksum that results depend on."""
        from glossary.signature import signature_of

        return signature_of(self.termbase)

    def close(self) -> None:
        """Close the base."""
        if memory := self.__dict__.pop("memory", None):
            memory.close()
        self.termbase.close()

    def _open_memory(self) -> Memory:
        return self.memory

    def _open_finder(self) -> Finder:
        return self.finder


def open(path: str | Address | None = None, *, builtin: bool = True) -> Glossary:
    """Open the built-in political termbase, and your own base with it.

    Args:
        path: Your own base, an SQLite file or ``postgresql://user@host/database``, created if
            missing; its terms come before the built-in ones. None for those alone.
        builtin: False for your own terms alone.

    Raises:
        StoreError: If the base cannot be opened; TooNew if a later version wrote it.
    """
    return Glossary(Termbase.open(path, builtin=builtin))
