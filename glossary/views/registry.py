"""Output formats of annotated documents: one module a view, behind one registry.

Data flows one way: path → document → mentions → annotations → view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, Unpack, cast

from termbase.choices import as_values, check_choice
from termbase.errors import InputError

if TYPE_CHECKING:
    from glossary.annotate import Annotation
    from glossary.documents import Document
    from glossary.find import Finder
    from glossary.views.options import AnnotateOptions

TextOutput = Literal["html", "markdown", "json", "text", "srt", "vtt", "ass"]
FileOutput = Literal["docx", "epub", "odt", "pptx", "xlsx", "pdf"]
Output = TextOutput | FileOutput


@dataclass(frozen=True, slots=True)
class View:
    """An output format.

    Attributes:
        module: The module in this package, with the functions of :class:`ViewModule`.
        suffixes: The suffixes of its files, the usual one first.
        is_text: True if the result is a text, false if it is the bytes of a file.
        is_own_only: True if only documents of this format can be written so.
        notes: The forms of notes that can be chosen, the usual one first.
        has_index: True if a table of the terms can be put at the end.
    """

    module: str
    suffixes: tuple[str, ...]
    is_text: bool = True
    is_own_only: bool = False
    notes: tuple[str, ...] = ()
    has_index: bool = False


class ViewModule(Protocol):
    """The functions of a view's module."""

    def prepare(self, document: Document, /) -> Document:
        """Return the document in the format that the view writes; it may be the same."""
        ...

    def write(
        self, document: Document, annotations: Sequence[Annotation], options: AnnotateOptions, /
    ) -> str | bytes:
        """Return a prepared document with its annotations.

        Args:
            document: A document that ``prepare`` returned.
            annotations: Those annotations of this document that were chosen, in order, of all
                levels.
            options: Options; those of other views are ignored.
        """
        ...


VIEWS: dict[Output, View] = {
    "html": View("html", (".html", ".htm", ".xhtml")),
    "markdown": View("markdown", (".md", ".markdown", ".mdx")),
    "json": View("json", (".json",)),
    "text": View("text", (".txt",)),
    "pdf": View("pdf", (".pdf",), is_text=False, is_own_only=True, notes=("comments",)),
    "srt": View("subtitles", (".srt",), is_own_only=True, notes=("inline", "footnotes")),
    "vtt": View("subtitles", (".vtt",), is_own_only=True, notes=("inline", "ruby", "footnotes")),
    "ass": View("subtitles", (".ass", ".ssa"), is_own_only=True, notes=("inline", "footnotes")),
    "pptx": View(
        "pptx",
        (".pptx", ".pptm", ".potx", ".ppsx"),
        is_text=False,
        is_own_only=True,
    ),
    "xlsx": View(
        "xlsx",
        (".xlsx", ".xlsm", ".xltx"),
        is_text=False,
        is_own_only=True,
        notes=("comments",),
    ),
    "odt": View(
        "odt",
        (".odt", ".fodt", ".ott"),
        is_text=False,
        is_own_only=True,
        notes=("comments", "footnotes", "ruby", "inline"),
        has_index=True,
    ),
    "docx": View(
        "docx",
        (".docx", ".docm", ".dotx", ".dotm"),
        is_text=False,
        notes=("comments", "footnotes", "endnotes", "ruby", "inline"),
        has_index=True,
    ),
    "epub": View(
        "epub",
        (".epub",),
        is_text=False,
        notes=("footnotes", "ruby", "inline"),
        has_index=True,
    ),
}


def output_of(path: Path) -> Output:
    """Return the output format that the suffix of a file names.

    Raises:
        InputError: If it names none.
    """
    suffix = path.suffix.lower()
    for output, view in VIEWS.items():
        if suffix in view.suffixes:
            return output
    known = ", ".join(suffix for view in VIEWS.values() for suffix in view.suffixes)
    raise InputError(f"{path}: unknown suffix {path.suffix!r}; expected one of: {known}")


def render(
    document: Document, finder: Finder, to: Output, **options: Unpack[AnnotateOptions]
) -> str | bytes:
    """Return a document with its terms annotated: a text, or the bytes of a file.

    Args:
        document: The document, in any format.
        finder: The finder of its terms.
        to: The name of a view.
        **options: See :class:`~glossary.views.options.AnnotateOptions`.

    Raises:
        InputError: If a file of known words cannot be read, or the document cannot be written so.
        TypeError: If an option is unknown.
        ValueError: If the view, or the value of an option, is unknown.
    """
    from glossary.views.options import check_options

    check_options(options)
    check_choice("output format", to, VIEWS)
    check_notes(to, options.get("notes"), has_index=options.get("index", False))
    if VIEWS[to].is_own_only and document.format != to:
        raise InputError(
            f"{document.name or 'text'}: not a {to} file; its result can be one of: "
            f"{', '.join(name for name, view in VIEWS.items() if not view.is_own_only)}"
        )
    # A view's libraries are imported only when it is used: start-up time is a feature.
    from glossary.annotate import annotate, select

    choose = chooser(finder, options)
    view = cast("ViewModule", import_module(f"glossary.views.{VIEWS[to].module}"))
    prepared = view.prepare(document)
    annotations = annotate(prepared, finder, options.get("polity", ""))
    shown = select(choose(annotations), options.get("mentions"))
    if to == "html":
        # Only a page can be asked for more than it shows.
        from glossary.posts import posts
        from glossary.selectable import selectable
        from glossary.views import html

        words = selectable(prepared, finder, shown)
        return html.write(prepared, shown, options, words, posts(shown, finder.termbase))
    return view.write(prepared, shown, options)


def check_notes(to: Output, notes: str | None, *, has_index: bool = False) -> None:
    """Check the options of notes for an output format.

    Raises:
        ValueError: If it has no notes of that form, or no index.
    """
    view = VIEWS[to]
    if notes is not None and not view.notes:
        raise ValueError(f"{to} has no forms of notes to choose from")
    if notes is not None:
        check_choice(f"notes of {to}", notes, view.notes)
    if has_index and not view.has_index:
        raise ValueError(f"{to} has no index to ask for")


def chooser(
    finder: Finder, options: AnnotateOptions
) -> Callable[[Iterable[Annotation]], list[Annotation]]:
    """Return the function that chooses annotations by subject, users and known words.

    Raises:
        InputError: If a file of known words cannot be read.
        ValueError: If a subject is unknown.
    """
    from glossary.choose import check_subjects, choose
    from glossary.known import read_known

    subjects, usages = as_values(options.get("subject", ())), as_values(options.get("usage", ()))
    if subjects:
        check_subjects(subjects, finder.termbase.subjects())
    given = options.get("known", ())
    known = read_known([given] if isinstance(given, str | Path) else given)
    return partial(choose, subjects=subjects, usages=usages, known=known)
