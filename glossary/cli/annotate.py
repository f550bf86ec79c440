"""``glossary annotate``: annotate the terms in texts."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import Literal

import click

from glossary.bilingual import is_bilingual
from glossary.choose import LEVELS, check_subjects
from glossary.cli.annotate_bilingual import annotate_both
from glossary.cli.known import known_words
from glossary.cli.options import open_glossary, output_option, refuse_options, shared
from glossary.cli.outputs import refuse_overwriting
from glossary.cli.polity import polity_option
from glossary.cli.progress import track
from glossary.cli.streams import echo, echo_bytes, is_styled, note, terminal_width, warn
from glossary.glossary import Glossary
from glossary.views.options import CHOICES, Gloss, Marked, Notes
from glossary.views.registry import VIEWS, Output, check_notes, output_of
from termbase.errors import InputError
from termbase.model.term import Usage


@click.command("annotate")
@click.argument("files", nargs=-1, required=True)
@output_option("File to write, or folder for several (default: standard output).")
@click.option(
    "--to",
    type=click.Choice(list(VIEWS)),
    help="Output format (default: from the suffix of the output).",
)
@click.option(
    "--level",
    type=click.IntRange(min(LEVELS), max(LEVELS)),
    help="Mark concepts of this level and above: 1 marks all, 5 what only specialists know  "
    "[default: by density]",
)
@click.option(
    "--known",
    multiple=True,
    metavar="FILE|NAME",
    help="Leave out words that you know: a file with one word a line, an export of the page, a "
    "list in your data folder by name, or hsk1 to hsk7-9; repeatable.",
)
@click.option("--subject", multiple=True, help="Mark concepts of this subject only; repeatable.")
@click.option(
    "--usage",
    type=click.Choice([usage.value for usage in Usage]),
    multiple=True,
    help="Mark terms of these users only; repeatable.",
)
@click.option(
    "--mentions",
    type=click.Choice(["first", "all"]),
    help="Mentions to mark (default: all; in Markdown the first of each term).",
)
@click.option(
    "--gloss",
    type=click.Choice(CHOICES["gloss"]),
    default="first",
    help="Translate a term beside its first mention, all or none; inline: in the line itself  "
    "[default: first]",
)
@click.option(
    "--pinyin",
    type=click.Choice(["terms", "all", "zhuyin"]),
    default="terms",
    help="HTML: pinyin for terms only, or for all Chinese text; zhuyin: Zhuyin for all of it  "
    "[default: terms]",
)
@click.option(
    "--script",
    type=click.Choice(["source", "both"]),
    default="source",
    help="HTML: both adds a switch between 简 and 繁  [default: source]",
)
@click.option(
    "--notes",
    type=click.Choice(CHOICES["notes"]),
    help="Form of the notes in a document that is given back, such as .docx  [default: comments, "
    "footnotes, or inline in subtitles]",
)
@click.option("--index", is_flag=True, help="Put a table of the terms at the end of a document.")
@polity_option
@click.option(
    "--translation",
    type=click.Path(path_type=Path),
    help="Translation of the text: both are shown side by side, their terms linked.",
)
@click.option(
    "--alignment",
    type=click.Path(path_type=Path),
    help="Table that pairs the sentences of both, as memory align writes it.",
)
@click.option(
    "--encoding",
    help="Encoding of the files, if detection fails; with --translation of those whose fails.",
)
@shared
def annotate_command(
    files: tuple[str, ...],
    out: Path | None,
    to: Output | None,
    level: int | None,
    known: tuple[str, ...],
    subject: tuple[str, ...],
    usage: tuple[str, ...],
    mentions: Marked | None,
    gloss: Gloss,
    pinyin: Literal["terms", "all", "zhuyin"],
    script: Literal["source", "both"],
    notes: Notes | None,
    index: bool,
    polity: str,
    translation: Path | None,
    alignment: Path | None,
    encoding: str | None,
) -> int:
    """Annotate documents (- is standard input).

    A document is given back in its format if the output has its suffix: HTML, Markdown, .docx,
    .odt, .pptx, .xlsx, .epub, .pdf, .srt, .vtt, .ass. Any becomes a page, Markdown, text, JSON or
    EPUB too. Without an output the result is written to standard output, as text unless --to names
    another format. A text with its --translation, or a bilingual file (.tmx, .xlf, .po, .tsv, a
    workbook with columns source and target …), becomes a page with both, or JSON.
    """
    if alignment and not translation:
        raise click.UsageError("--alignment pairs a text with its --translation; name that too")
    words_known = list(chain.from_iterable(map(known_words, known)))
    target = to or _format(out, several=len(files) > 1)
    # A table of both languages is a document too, for who wants the workbook back.
    if translation or (target != "xlsx" and any(map(is_bilingual, files))):
        refuse_options(
            ("mentions", "gloss", "pinyin", "script", "notes", "index"),
            "does not apply to a text with its translation",
        )
        with open_glossary() as glossary:
            _check_subjects(subject, glossary)
            annotate_both(
                glossary, files, translation, alignment, out, to, encoding, level=level,
                known=words_known, subject=subject, usage=usage, polity=polity,
            )  # fmt: skip
        return 0
    _check_notes(target, notes, has_index=index)
    outputs = _outputs(files, out, target)
    styled, width = (is_styled(), terminal_width()) if out is None else (False, None)
    with open_glossary() as glossary:
        _check_subjects(subject, glossary)
        for file, output in track(list(zip(files, outputs, strict=True)), "Annotating"):
            data = glossary.annotate_file(
                file, output, target, level=level, known=words_known, subject=subject,
                usage=usage, mentions=mentions, gloss=gloss, pinyin=pinyin, script=script,
                notes=notes, index=index, polity=polity, encoding=encoding, warn=warn,
                styled=styled, width=width,
            )  # fmt: skip
            if target == "html":
                _warn_of_policy(file, data)
            if output is not None:
                note(f"{output}")
            elif target == "text":
                echo(data.decode(), nl=False, styled=styled)
            else:
                echo_bytes(data)
    return 0


def _warn_of_policy(file: str, page: bytes) -> None:
    from glossary.views.page import blocks_script

    # A policy is ASCII, whatever the encoding of the page.
    if blocks_script(page.decode("ascii", errors="ignore")):
        warn(
            f"{file}: its Content-Security-Policy may block our style sheet and script; without "
            "them the marks are plain links to the index"
        )


def _check_notes(target: Output, notes: Notes | None, *, has_index: bool) -> None:
    try:
        check_notes(target, notes, has_index=has_index)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _check_subjects(subjects: tuple[str, ...], glossary: Glossary) -> None:
    if not subjects:
        return
    try:
        check_subjects(subjects, glossary.termbase.subjects())
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _format(out: Path | None, *, several: bool) -> Output:
    """Return the format that an output asks for: pages in a folder, text on standard output."""
    if out is None:
        return "text"
    if several or out.is_dir():
        return "html"
    try:
        return output_of(out)
    except InputError as error:
        raise click.UsageError(f"{error}; or name the format, as in --to html") from None


def _outputs(files: tuple[str, ...], out: Path | None, target: Output) -> list[Path | None]:
    """Return the output of each file, None for standard output.

    Raises:
        InputError: If an output is one of the inputs: nothing is written then.
    """
    if out is None:
        if len(files) > 1 and target != "text":
            raise click.UsageError("several files need a folder for the results: -o FOLDER")
        if not VIEWS[target].is_text and sys.stdout.isatty():
            raise click.UsageError(f"{target} is not for a terminal; name a file: -o FILE")
        return [None] * len(files)
    if len(files) == 1 and not out.is_dir():
        outputs = [out]
    else:
        if out.exists() and not out.is_dir():
            raise click.UsageError(f"{out} is a file; several files need a folder: -o FOLDER")
        outputs = _in_folder(files, out, VIEWS[target].suffixes)
    refuse_overwriting(outputs, [Path(file) for file in files if file != "-"])
    if out not in outputs:
        out.mkdir(parents=True, exist_ok=True)
    return list(outputs)


def _in_folder(files: tuple[str, ...], folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    outputs: list[Path] = []
    for file in files:
        stem = "standard-input" if file == "-" else Path(file).stem
        # A .docm stays one.
        own = Path(file).suffix.lower()
        suffix = own if own in suffixes else suffixes[0]
        output, number = folder / f"{stem}{suffix}", 1
        # Texts from different folders may have the same name.
        while output in outputs:
            number += 1
            output = folder / f"{stem}-{number}{suffix}"
        outputs.append(output)
    return outputs
