"""The vocabulary of a text: its terms, each with its own renderings in the other language."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossary.translate.terms import are_forbidden
from termbase.choices import check_choice
from termbase.model.concept import Status, Usage
from termbase.model.tags import form_for_tag, parse_tag

if TYPE_CHECKING:
    from glossary.find import Finder, Mention
    from termbase.model.concept import Concept, Term

# The languages of a translation: English, and Chinese in the forms that the model has; zh is
# simplified.
TARGETS = ("en", "zh", "zh-Hans", "zh-Hant", "zh-TW", "zh-HK")
# Hexadecimal digits of a hash: enough to tell the vocabularies of one text from each other.
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Rendering:
    """A translation of a term.

    Attributes:
        text: The translation, in the script of the target.
        status: Its administrative status.
        usage: The groups of its users.
    """

    text: str
    status: Status
    usage: tuple[Usage, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A term of a text.

    Attributes:
        concept: The id of the concept that it means there.
        term: The term, as the base has it: the simplified form or the English term.
        forms: How the text has it, without duplicates, in the order of the text.
        count: How often the text has it.
        renderings: Its translations, best first, those that are retired last; at least one.
        gloss: The gloss of the concept.
        kind: The kind of the concept.
        polity: Whose it is.
        level: How well known it is, from 1 to 5; 0 if not stated.
        is_own: True if the concept is of the user's own base.
        surname: The surname in Latin letters, of a person with a Chinese name that is to be
            translated into English; empty if it is not known.
        is_forbidden: True if none of the renderings may be used; see :func:`are_forbidden`.
    """

    concept: str
    term: str
    forms: tuple[str, ...]
    count: int
    renderings: tuple[Rendering, ...]
    gloss: str = ""
    kind: str = ""
    polity: str = ""
    level: int = 0
    is_own: bool = False
    surname: str = ""
    is_forbidden: bool = False

    @property
    def preferred(self) -> Rendering:
        """The rendering to use, which is retired only if all are."""
        return self.renderings[0]

    @property
    def admitted(self) -> tuple[Rendering, ...]:
        """The other renderings that may be used."""
        is_retired = self.preferred.status.is_retired
        return tuple(one for one in self.renderings[1:] if one.status.is_retired is is_retired)

    @property
    def forbidden(self) -> tuple[Rendering, ...]:
        """The deprecated and superseded renderings, where there is a better one."""
        is_retired = self.preferred.status.is_retired
        return tuple(one for one in self.renderings[1:] if one.status.is_retired is not is_retired)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of a text that have a translation.

    Attributes:
        to: The language of the translation, one of :data:`TARGETS`.
        polity: The polity that was given to find them; empty if it was decided from the text.
        entries: The terms, the longest first; of equal length in the order of the text.
    """

    to: str
    polity: str
    entries: tuple[Entry, ...]

    @property
    def hash(self) -> str:
        """The hash of the terms with their renderings and statuses; of nothing else."""
        return hash_of(self.to, self.entries)


def hash_of(to: str, entries: Iterable[Entry]) -> str:
    """Return the hash of a vocabulary, ``sha256:`` and 16 hexadecimal digits.

    Args:
        to: The language of the translation.
        entries: Its terms; their order is of no consequence.
    """
    rows = sorted(
        (one.concept, one.term, [(item.text, item.status.value) for item in one.renderings])
        for one in entries
    )
    data = json.dumps([to, rows], ensure_ascii=False).encode(errors="surrogatepass")
    return f"sha256:{hashlib.sha256(data).hexdigest()[:_DIGITS]}"


def vocabulary(finder: Finder, texts: Iterable[str], to: str, polity: str = "") -> Vocabulary:
    """Return the terms of some texts in their senses there, with their renderings.

    A term inside a longer one is not among them, unless it is also there alone, nor is one without
    a rendering.

    Args:
        finder: Finds the terms.
        texts: The texts; the sense of a term is decided in each by itself.
        to: The language of the translation, one of :data:`TARGETS`.
        polity: As for :meth:`Finder.find`.

    Raises:
        ValueError: If the language or the polity is unknown.
    """
    check_choice("language", to, TARGETS)
    target = parse_tag(to)
    own = finder.snapshot().own_ids
    found: dict[tuple[str, str], list[Mention]] = {}
    for text in texts:
        for mention in finder.find(text, polity=polity):
            if target and mention.language is not target.language:
                found.setdefault((mention.concept.id, mention.term.text), []).append(mention)
    entries = [
        _entry(mentions, renderings, to, is_own=mentions[0].concept.id in own)
        for mentions in found.values()
        if (renderings := _renderings(mentions[0].concept, mentions[0].term, to))
    ]
    # The sort is stable: of equal length, that stays first which the text has first.
    entries.sort(key=lambda one: -len(one.forms[0]))
    return Vocabulary(to, polity, tuple(entries))


def _entry(
    mentions: Sequence[Mention], renderings: tuple[Rendering, ...], to: str, *, is_own: bool
) -> Entry:
    concept, term = mentions[0].concept, mentions[0].term
    forms = Counter(mention.text for mention in mentions)
    return Entry(
        concept=concept.id,
        term=term.text,
        forms=tuple(forms),
        count=len(mentions),
        renderings=renderings,
        gloss=concept.gloss,
        kind=concept.kind,
        polity=concept.polity,
        level=concept.level,
        is_own=is_own,
        surname=_surname(term, renderings[0]) if to == "en" and concept.kind == "person" else "",
        is_forbidden=are_forbidden(term, concept.renderings(term)),
    )


def _renderings(concept: Concept, term: Term, to: str) -> tuple[Rendering, ...]:
    by_text: dict[str, Rendering] = {}
    for one in concept.renderings(term):
        text = form_for_tag(one, to)
        by_text.setdefault(text, Rendering(text, one.status, one.usage))
    return tuple(sorted(by_text.values(), key=lambda one: one.status.is_retired))


def _surname(term: Term, rendering: Rendering) -> str:
    # Pinyin takes time to read; most texts name nobody.
    from termbase.language.surname_spellings import surname_in

    return surname_in(term.text, rendering.text)
