"""Write the terms of a text for a language model, and tell what of them has changed since."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from glossary.annotate import joined
from glossary.bilingual import is_bilingual
from glossary.documents import read, read_one
from glossary.documents.document import Document
from glossary.documents.registry import format_of as document_format
from glossary.translate.prompt import (
    Change,
    Vocabulary,
    changes,
    is_hash,
    read_recorded,
    record,
    select,
    services,
    text,
    vocabulary,
    xml,
)
from glossary.translate.prompt.vocabulary import TARGETS
from termbase.choices import check_choice
from termbase.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossary.find import Finder
    from glossary.translate.prompt import Selection

PromptFormat = Literal["text", "json", "xml", "deepl", "google", "azure", "weblate"]
PromptTarget = Literal["en", "zh", "zh-Hans", "zh-Hant", "zh-TW", "zh-HK"]
FORMATS: tuple[PromptFormat, ...] = ("text", "json", "xml", "deepl", "google", "azure", "weblate")
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Prompt:
    """The terms of a text in a format.

    Attributes:
        text: The result.
        vocabulary: The terms that it is made of, those that a budget leaves out too.
        cut: The number of terms that the budget leaves out.
    """

    text: str
    vocabulary: Vocabulary
    cut: int = 0


@dataclass(frozen=True, slots=True)
class VocabularyChanges:
    """The vocabulary of a text, compared with that of a prompt.

    Attributes:
        is_same: True if it has not changed.
        is_same_text: True if the prompt was made of the same text; None if that is not recorded.
        changes: The terms that were added, removed or changed; empty for a bare hash, which does
            not record them.
    """

    is_same: bool
    is_same_text: bool | None = None
    changes: tuple[Change, ...] = ()


def prompt(
    finder: Finder,
    texts: Sequence[str],
    to: str = "en",
    budget: int | None = None,
    format: str = "text",
    polity: str = "",
) -> Prompt:
    """Return the terms of some texts, as :meth:`Glossary.prompt` does.

    Args:
        finder: The finder of the terms.
        texts: The texts.
        to: The language of the translation.
        budget: The most tokens that the result may have.
        format: The format.
        polity: As for :meth:`Finder.find`.

    Raises:
        ValueError: If the format, the language or the polity is unknown, or the budget too small.
    """
    check_choice("format", format, FORMATS)
    check_choice("language", to, TARGETS)
    if format in services.SERVICES and budget is not None:
        raise ValueError(f"invalid budget {budget}; {format} is not for a language model")
    found = vocabulary(finder, texts, to, polity)
    if format in services.SERVICES:
        return Prompt(services.write(found, format), found)
    write: Callable[[Selection], str] = xml.write if format == "xml" else text.write
    selection = select(found, budget, write)
    written = write(selection)
    if format == "json":
        written = record.write(selection, written, budget, _hash_of(texts))
    return Prompt(written, found, len(selection.cut))


def vocabulary_changes(
    finder: Finder,
    texts: Sequence[str],
    against: str | Path,
    polity: str = "",
) -> VocabularyChanges:
    """Compare the vocabulary of some texts with that of a prompt.

    Args:
        finder: The finder of the terms.
        texts: The texts.
        against: The hash of the vocabulary, or the JSON of the prompt.
        polity: As for :meth:`Finder.find`; by default as it was for the JSON.

    Raises:
        InputError: If it is neither a hash, nor the JSON of a prompt.
    """
    if isinstance(against, str) and is_hash(against):
        # The hash does not tell the language of the translation.
        hashes = (vocabulary(finder, texts, to, polity).hash for to in TARGETS)
        return VocabularyChanges(is_same=against in hashes)
    path = Path(against)
    if not path.exists():
        raise InputError(
            f"{path}: neither a file nor a hash; expected the JSON of a prompt, or its hash: "
            "sha256: and 16 hexadecimal digits"
        )
    recorded = read_recorded(path)
    now = vocabulary(finder, texts, recorded.to, polity or recorded.polity)
    return VocabularyChanges(
        is_same=recorded.hash == now.hash,
        is_same_text=recorded.text_hash == _hash_of(texts),
        changes=tuple(changes(recorded.entries, now.entries)),
    )


def is_file(text: str) -> bool:
    """Return True for the name of a file: one that exists, or has the suffix of a document.

    Args:
        text: A text or the name of a file; ``-`` is standard input.
    """
    if text == "-" or os.path.lexists(text):
        return True
    name = Path(text)
    has_suffix = document_format(name) != "text" or name.suffix.lower() == ".txt"
    return len(text.splitlines()) == 1 and (has_suffix or is_bilingual(name))


def source_text(
    source: str | Path | Document,
    encoding: str | None = None,
    languages: tuple[str, str] = ("", ""),
) -> str:
    """Return the text of a document without markup; of a file with both languages, the source.

    Args:
        source: A text, a document, or a file; ``-`` is standard input.
        encoding: The encoding of a file that does not tell its own; by default it is detected.
        languages: The source and target language of a file with both that does not name them.

    Raises:
        InputError: If the file cannot be read, or is to have both languages and has not.
    """
    if isinstance(source, str):
        return source
    if isinstance(source, Path) and is_bilingual(source):
        from glossary.check.units import read_segments

        segments = list(read_segments(source, encoding, languages))
        if not segments:
            raise InputError(f"{source}: no text in Chinese beside one in English")
        return "\n\n".join(segment.source for segment in segments)
    if isinstance(source, Path):
        source = read(source) if encoding is None else read_one(source, encoding)
    return joined(source)[0]


def _hash_of(texts: Sequence[str]) -> str:
    """Return the hash of some texts; white space does not count, as files are read differently."""
    data = " ".join(" ".join(texts).split()).encode(errors="surrogatepass")
    return f"sha256:{hashlib.sha256(data).hexdigest()[:_DIGITS]}"
