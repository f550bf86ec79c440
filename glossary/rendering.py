"""Annotate a document and render it in an output format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

from termbase.errors import InputError
from termbase.output import write_file

if TYPE_CHECKING:
    from glossary.documents import Document
    from glossary.find import Finder

Output = Literal["html", "markdown", "json", "text"]
Marked = Literal["first", "all"]

# The suffixes of each output format, the usual one first.
SUFFIXES: dict[Output, tuple[str, ...]] = {
    "html": (".html", ".htm"),
    "markdown": (".md", ".markdown"),
    "json": (".json",),
    "text": (".txt",),
}
_OUTPUT_OF = {suffix: output for output, suffixes in SUFFIXES.items() for suffix in suffixes}


class AnnotateOptions(TypedDict, total=False):
    """Options of an annotated document.

    Attributes:
        mentions: Mark ``all`` mentions or only the ``first`` of each concept; by default all in
            HTML and the first in Markdown.
        pinyin: For HTML, ``all`` puts pinyin for all Chinese text into the page, ``terms`` (the
            default) for terms only.
        script: For HTML, ``both`` puts the other script into the page, to switch to; the default
            is ``source``.
        styled: For ``text``, underline terms for a terminal.
    """

    mentions: Marked | None
    pinyin: Literal["terms", "all"]
    script: Literal["source", "both"]
    styled: bool


def output_of(path: Path) -> Output:
    """Return the output format that the suffix of a file names.

    Raises:
        InputError: If it names none.
    """
    output = _OUTPUT_OF.get(path.suffix.lower())
    if output is None:
        known = ", ".join(_OUTPUT_OF)
        raise InputError(f"{path}: unknown suffix {path.suffix!r}; expected one of: {known}")
    return output


def render(
    document: Document, finder: Finder, to: Output, **options: Unpack[AnnotateOptions]
) -> str:
    """Return a document with its terms annotated; see :meth:`Glossary.annotate`."""
    # What each view needs is imported when it is asked for; a look-up needs none of it.
    from glossary.annotate import annotate

    mentions = options.get("mentions")
    if to == "html":
        from glossary.views import marked
        from glossary.views.page import as_page

        document = as_page(document)
        return marked.write(
            document,
            annotate(document, finder),
            all_mentions=mentions != "first",
            all_pinyin=options.get("pinyin") == "all",
            both_scripts=options.get("script") == "both",
        )
    if to == "markdown":
        from glossary.views import footnotes

        document = footnotes.as_markdown(document)
        found = annotate(document, finder)
        return footnotes.write(document, found, all_mentions=mentions == "all")
    found = annotate(document, finder)
    if mentions == "first":
        found = [annotation for annotation in found if annotation.first]
    if to == "json":
        from glossary.views import standoff

        return standoff.write((m for a in found for m in a.mentions), document.name)
    if to == "text":
        from glossary.views import terminal

        return terminal.write(document, found, styled=options.get("styled", False))
    raise ValueError(f"invalid output format {to!r}; expected one of: {', '.join(SUFFIXES)}")


def annotate_file(
    finder: Finder,
    path: str | Path,
    out: str | Path | None,
    to: Output | None,
    encoding: str | None,
    **options: Unpack[AnnotateOptions],
) -> bytes:
    """Annotate a document in a file; see :meth:`Glossary.annotate_file`."""
    from glossary.documents import read

    target = Path(out) if out is not None else None
    if target is not None and str(path) != "-":
        refuse_same_file(target, Path(path))
    to = to or (output_of(target) if target is not None else "html")
    document = read(path, encoding)
    text = render(document, finder, to, **options)
    # HTML that is returned names its own encoding inside; what that lacks becomes references.
    same_format = to == "html" == document.format
    data = text.encode(document.encoding if same_format else "utf-8", errors="xmlcharrefreplace")
    if target is not None:
        write_file(target, data)
    return data


def refuse_same_file(output: Path, source: Path) -> None:
    """Refuse an output that is its own input.

    Raises:
        InputError: If both are one file.
    """
    if output.exists() and source.exists() and output.samefile(source):
        raise InputError(f"{output}: would overwrite one of the texts; name another output")
