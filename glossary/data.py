"""Change the user's own base, and exchange it with files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from glossary.edit import Fields
    from glossary.exchange import ImportOptions, ImportReport, Progress
    from glossary.exporting import Converted, Exported, ExportOptions
    from glossary.find import Finder
    from termbase.memory import Memory
    from termbase.merge.merging import OnConflict
    from termbase.model.concept import Concept
    from termbase.termbase import Termbase


class DataMethods:
    """The methods of :class:`~glossary.Glossary` that change and exchange data."""

    termbase: Termbase

    def add(
        self,
        chinese: str,
        english: str | Sequence[str],
        *,
        id: str | None = None,
        **fields: Unpack[Fields],
    ) -> Concept:
        """Store a Chinese term with its English renderings in your own base.

        A built-in concept with that term is copied into your base, with your renderings of that
        term first. Its other forms keep their renderings.

        Args:
            chinese: The term, in simplified or traditional characters.
            english: One or more renderings, the preferred one first.
            id: The id of the concept; by default made from the pinyin.
            **fields: ``gloss``, ``literal``, ``note``, ``subject``, ``kind``, ``traditional``,
                ``pinyin``, ``usage``, ``source``; see :class:`~glossary.edit.Fields`.

        Returns:
            The concept as it was stored.

        Raises:
            Conflict: If your base has a concept with that term, or the id is taken.
            InputError: If the term has no Chinese characters or no rendering, or the pinyin cannot
                be read.
            InvalidConcept: If a text is empty.
            ValueError: If a usage is unknown.
            NotFound: If no base of your own is open.
            StoreError: If the base cannot be written.
        """
        from glossary import edit

        renderings = [english] if isinstance(english, str) else list(english)
        return edit.add(self.termbase, chinese, renderings, id, fields)

    def edit(
        self, id: str, *, english: str | Sequence[str] = (), **fields: Unpack[Fields]
    ) -> Concept:
        """Change a concept; a built-in one is copied into your own base first.

        Args:
            id: The id of the concept, or one of its Chinese terms.
            english: All renderings, the preferred one first, of the Chinese term that is given;
                if an id is given, of the preferred term and the forms that share its renderings.
                All other forms keep theirs. None to leave them as they are.
            **fields: As for :meth:`add`; those that are missing stay as they are.

        Returns:
            The concept as it was stored.

        Raises:
            NotFound: If no concept has that name, or no base of your own is open.
            Conflict: If several concepts have the term.
            InputError: If the pinyin cannot be read.
            ValueError: If a usage is unknown.
            StoreError: If the base cannot be written.
        """
        from glossary import edit

        renderings = [english] if isinstance(english, str) else list(english)
        return edit.edit(self.termbase, id, renderings, fields)

    def remove(self, *ids: str) -> list[str]:
        """Remove concepts, named by id or Chinese term, from your own base; all or none.

        Returns:
            Their ids.

        Raises:
            NotFound: If one of them is not there.
            Conflict: If one is only built in, or several concepts have the term.
            StoreError: If the base cannot be written.
        """
        from glossary import edit

        return edit.remove(self.termbase, ids)

    def put(self, *concepts: Concept) -> None:
        """Store concepts in your own base, in place of those with the same ids; all or none.

        Raises:
            InvalidConcept: If a text has a character that exchange formats cannot hold.
            NotFound: If no base of your own is open.
            StoreError: If the base cannot be written.
        """
        from glossary import edit

        edit.put(self.termbase, concepts)

    def import_file(
        self,
        path: str | Path,
        *,
        format: str | None = None,
        encoding: str | None = None,
        columns: Mapping[str, str] | None = None,
        sheet: str = "",
        split: bool = False,
        clean: bool = False,
        on_conflict: OnConflict | str = "refuse",
        languages: tuple[str, str] = ("", ""),
        skip_bad: bool = False,
        dry_run: bool = False,
    ) -> ImportReport:
        """Merge the terms of a file into your own base, its translations into the memory.

        Args:
            path: The file; its format comes from its suffix.
            format: The name of the format; by default from the suffix.
            encoding: The encoding of a text file; by default it is detected.
            columns: For tables, the column that each heading means; "" leaves it out.
            sheet: For a workbook, the title of the sheet; by default the first one with
                Chinese terms.
            split: For tables, read cells such as ``a; b`` or ``甲、乙`` as several terms.
            clean: Remove control characters, which most formats cannot hold, instead of refusing
                the entry.
            on_conflict: What to do where the base has another value: ``refuse`` the file, keep
                ``ours``, take ``theirs``, or keep ours and add theirs to the note (``both``).
            languages: The source and target language (BCP 47), for a file of translation units
                that does not name them.
            skip_bad: Leave out rows that cannot be read instead of refusing the file.
            dry_run: Undo everything; only report.

        Raises:
            ContentError: With all problems and conflicts; nothing is imported then.
            InputError: If the file cannot be read.
            NotFound: If no base of your own is open.
            StoreError: If the base cannot be written.
            ValueError: If ``on_conflict`` is unknown.
        """
        from glossary.exchange import ImportReport

        terms = units = None
        for report in self.import_files(
            [Path(path)], format=format, encoding=encoding, columns=columns,
            sheet=sheet, split=split, clean=clean, on_conflict=on_conflict,
            languages=languages, skip_bad=skip_bad, dry_run=dry_run,
        ):  # fmt: skip
            terms, units = report.terms or terms, report.units or units
        return ImportReport(Path(path), terms, units)

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        progress: Progress | None = None,
        **options: Unpack[ImportOptions],
    ) -> Iterator[ImportReport]:
        """Import several files, all terms before all translations; yield a report after each.

        Args:
            paths: The files.
            progress: Shows progress; see :data:`glossary.exchange.Progress`.
            **options: As for :meth:`import_file`; they hold for all files.

        Yields:
            For each file its report; two for an XLIFF that holds terms as well as translations.
        """
        from glossary import exchange

        yield from exchange.import_files(
            self.termbase, self._open_memory, paths, progress or exchange.no_progress, **options
        )

    def dump(self, format: str, **options: Unpack[ExportOptions]) -> Exported:
        """Return the visible concepts in a format.

        Args:
            format: The name of the format, such as ``csv`` or ``tbx``.
            **options: ``builtin=False`` leaves the built-in concepts out; ``subject``, ``status``
                and ``usage`` are one value or a collection of those to export, all if empty;
                ``level`` leaves out concepts that are better known, and keeps those without a
                level; ``of`` is a document or several (a :class:`~pathlib.Path` or a text), of
                which only the terms are exported, in the order of the text, and ``polity`` is
                whose terms it has, as for :meth:`find`;
                ``direction`` is ``zh-en`` (the default) or ``en-zh``, for formats whose files have
                one; ``script`` is the form of Chinese terms in pair lists: ``given`` (the
                default: as somebody wrote it), ``simplified``, ``traditional`` or ``both``.

        Returns:
            The file as bytes, with the number of concepts and what the format cannot represent.

        Raises:
            InputError: If the format is unknown or cannot be written, or a document cannot be read.
            TypeError: If a document is neither a text nor a path nor a document.
            ValueError: If the value of an option is unknown.
        """
        from glossary import exporting

        return exporting.dump(self.termbase, self._open_finder, format, **options)

    def export(
        self, path: str | Path, *, format: str | None = None, **options: Unpack[ExportOptions]
    ) -> Exported:
        """Write the visible concepts to a file.

        Args:
            path: The file.
            format: The name of the format; by default from the suffix.
            **options: As for :meth:`dump`.

        Raises:
            InputError: If the format is unknown, or the file cannot be written.
            ValueError: If the value of an option is unknown.
        """
        from glossary import exporting

        return exporting.export(self.termbase, self._open_finder, Path(path), format, **options)

    @staticmethod
    def convert(
        source: str | Path,
        target: str | Path,
        *,
        source_format: str | None = None,
        target_format: str | None = None,
        encoding: str | None = None,
        columns: Mapping[str, str] | None = None,
        direction: str | None = None,
    ) -> Converted:
        """Write the terms of a file in another format; no base is read or changed.

        Args:
            source: The file to read.
            target: The file to write.
            source_format: The format of the source; by default from its suffix.
            target_format: The format of the target; by default from its suffix.
            encoding: As for :meth:`import_file`.
            columns: As for :meth:`import_file`.
            direction: As for :meth:`dump`.

        Raises:
            ContentError: If the source has problems.
            InputError: If a file cannot be read or written.
        """
        from glossary import exporting

        return exporting.convert(
            Path(source), Path(target), source_format=source_format, target_format=target_format,
            encoding=encoding, columns=columns, direction=direction,
        )  # fmt: skip

    def _open_memory(self) -> Memory:
        raise NotImplementedError

    def _open_finder(self) -> Finder:
        raise NotImplementedError
