"""CC-CEDICT's format: ``傳統 传统 [chuan2 tong3] /tradition/traditional/``, one entry per line.

Each combination of traditional form, simplified form and reading is an entry of its own. Senses
that are notes (``CL:個|个[ge4]``, ``variant of …``, ``Taiwan pr. [le4 se4]``) are not renderings;
they are kept as pass-through fields with their position and written back there. Readings in such
a note become further terms. Labels such as ``(loanword)`` are taken off a rendering and kept.

Source: the CC-CEDICT wiki, "Syntax" and "Format".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from termbase.errors import Problem
from termbase.formats.build import english_terms
from termbase.formats.characters import lines, one_line
from termbase.formats.parsed import Entry, ParsedFile
from termbase.language.pinyin import split_tone, syllables, with_tone_mark
from termbase.language.syllables import SYLLABLES
from termbase.model.concept import Concept, Language, PassThrough, Status, Term
from termbase.model.fill import available_id

NAME = "cedict"
# The names of pass-through fields: a reading as the file spells it, a rendering with its label,
# a note with its position among the senses (from 0), and the note that a further reading is from.
_PINYIN, _SENSE, _NOTE, _FROM_NOTE = "pinyin", "sense", "note", "reading"

_LINE = re.compile(
    r"(?P<traditional>[^ ]+) (?P<simplified>[^ ]+) \[(?P<pinyin>[^\]]*)\] /(?P<english>.*)/"
)
_HAN_REFERENCE = r"[^ ]*[|\u2e80-\U0003ffff]"
_IS_NOTE = re.compile(
    r"CL:"
    r"|(?:(?:also|usually|usu\.|Taiwan|Beijing|Mainland|colloquial|coll\.|old) )?pr\. ?[\[(]"
    r"|(?:[\w-]+ ){0,4}variant (?:form )?of |(?:[\w-]+ ){0,2}abbr\. (?:for|of|to) "
    rf"|(?:also|usually|now|more commonly) (?:written|known as|called(?: as)?) {_HAN_REFERENCE}"
    r"|(?:see(?: also)?|same as|(?:[\w-]+ )?equivalent (?:to|of)|cf\.?|used in|contrasted with"
    rf"|opposite:?) {_HAN_REFERENCE}",
    re.IGNORECASE,
)
_READINGS = re.compile(r"(?:also|Taiwan|usu\.|Beijing|Mainland|colloquial|old) pr\. ")
# Punctuation that is a part of a reading.
_MARKS = frozenset((",", "·"))
_LATIN = re.compile("[0-9A-Za-z]")
# Capitals that do not begin a syllable: the ``T`` of ``Txù``, the ``OK`` of ``kǎlāOK``.
_CAPITALS = re.compile(r"([A-Z0-9]+(?![a-zà-ɏ]))")
_BRACKETED = re.compile(r"\[([^\]]+)\]")
_LABELS = (
    "archaic|archaeology|astronomy|bound form|Buddhism|brand|business|chemistry|coll|computing|"
    "dialect|derog|euphemism|fig|finance|geology|grammar|humble|honorific|idiom|Internet slang|"
    "Japanese|jocular|law|linguistics|lit|lit\\. and fig|literary|loanword|math|medicine|mining|"
    "music|neologism(?: c\\. \\d{4})?|old|onom|pejorative|philosophy|physics|polite|psychology|"
    "slang|sports|TCM|Tw|vulgar|[^()]{0,40}loanword[^()]{0,60}"
)
# A label, or a reference to other entries in parentheses.
_LABEL = re.compile(
    rf"^\((?:{_LABELS})\.?\) +|,? +\((?:{_LABELS})\.?\)$|,? +\([^()]*[\u2e80-\U0003ffff][^()]*\)$"
)


class _Line(NamedTuple):
    number: int
    traditional: str
    simplified: str
    pinyin: str
    senses: list[str]


def read(text: str, file: str) -> ParsedFile:
    """Read a dictionary.

    Args:
        text: The file; lines that begin with ``#`` are comments.
        file: Its name in problems.
    """
    rows: dict[tuple[str, str, str], _Line] = {}
    problems = []
    for number, line in lines(text):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if not match:
            message = "not of the form 傳統 传统 [chuan2 tong3] /tradition/"
            problems.append(Problem("cedict", message, file, number))
            continue
        senses = [sense.strip() for sense in match["english"].split("/") if sense.strip()]
        row = _Line(number, match["traditional"], match["simplified"], match["pinyin"], senses)
        known = rows.setdefault(row[1:4], row)
        if known is not row:
            known.senses.extend(sense for sense in senses if sense not in known.senses)
    taken: set[str] = set()
    entries = []
    for row in rows.values():
        entry = Entry(_concept(row, taken), row.number, has_id=False, is_row=True)
        taken.add(entry.concept.id)
        entries.append(entry)
    return ParsedFile(tuple(entries), tuple(problems))


def _concept(row: _Line, taken: set[str]) -> Concept:
    parts = row.pinyin.split(" ")
    pinyin = " ".join(map(with_tone_mark, row.pinyin.split()))
    own_spelling = (
        not all(map(_is_usual, parts)) and _numbered(row.simplified, pinyin) != row.pinyin
    )
    term = Term(
        Language.CHINESE,
        row.simplified,
        traditional=row.traditional,
        pinyin=pinyin,
        status=Status.PREFERRED,
        pass_through=(PassThrough(NAME, _PINYIN, row.pinyin),) if own_spelling else (),
    )
    notes: list[tuple[int, str]] = []
    renderings: dict[str, list[str]] = {}
    for index, sense in enumerate(row.senses):
        plain = _unlabelled(sense)
        if _IS_NOTE.match(plain):
            notes.append((index, sense))
        else:
            renderings.setdefault(plain, []).append(sense)
    english = [
        _with_senses(rendering, renderings[rendering.text])
        for rendering in english_terms(list(renderings))
    ]
    return Concept(
        available_id(term, taken.__contains__),
        (term, *_other_readings(term, [note for _, note in notes]), *english),
        note="" if english else "; ".join(note for _, note in notes),
        pass_through=tuple(PassThrough(NAME, f"{_NOTE} {index}", note) for index, note in notes),
    )


def _unlabelled(sense: str) -> str:
    """Return a sense without its labels, unless nothing is left."""
    plain = sense
    while (shorter := _LABEL.sub("", plain, count=1)) != plain:
        plain = shorter
    return plain.strip() or sense


def _with_senses(rendering: Term, senses: Sequence[str]) -> Term:
    if senses == [rendering.text]:
        return rendering
    fields = tuple(PassThrough(NAME, _SENSE, sense) for sense in senses)
    return Term(rendering.language, rendering.text, status=rendering.status, pass_through=fields)


def _other_readings(term: Term, notes: Sequence[str]) -> Iterator[Term]:
    """Yield a further term for each reading that a note gives for the whole term."""
    count = len(term.pinyin.split())
    seen = {term.pinyin}
    for note in notes:
        if not _READINGS.match(note):
            continue
        for reading in _BRACKETED.findall(note):
            pinyin = " ".join(map(with_tone_mark, reading.split()))
            if len(reading.split()) == count and pinyin not in seen:
                seen.add(pinyin)
                yield Term(
                    Language.CHINESE,
                    term.text,
                    traditional=term.traditional,
                    pinyin=pinyin,
                    pass_through=(PassThrough(NAME, _FROM_NOTE, note),),
                )


def write(concepts: Sequence[Concept]) -> str:
    """Format concepts as dictionary lines, one for each Chinese term that has pinyin."""
    written: dict[tuple[str, str, str], list[str]] = {}
    for concept in concepts:
        for term in concept.chinese:
            senses = _senses(concept, term)
            traditional = term.traditional or term.text
            # Spaces separate the fields, and a line that begins with # is a comment.
            writable = " " not in one_line(f"|{traditional}|{term.text}|")
            of_note = any(item[:2] == (NAME, _FROM_NOTE) for item in term.pass_through)
            if term.pinyin and senses and writable and traditional[0] != "#" and not of_note:
                row = written.setdefault((traditional, term.text, _spelling(term)), [])
                row.extend(sense for sense in senses if sense not in row)
    rows = (
        f"{a} {b} [{pinyin}] /{'/'.join(senses)}/" for (a, b, pinyin), senses in written.items()
    )
    return "\n".join(("# Terms of zh-en-glossary", *rows)) + "\n"


def _senses(concept: Concept, term: Term) -> list[str]:
    """Return the senses of a term: its renderings, and its notes in their old positions."""
    senses: list[str] = []
    is_named = any(other.renderings for other in concept.chinese)
    # Where no form names its renderings, in the order of the concept, in which the file had them.
    for rendering in concept.renderings(term) if is_named else concept.english:
        labelled = [item.value for item in rendering.pass_through if item[:2] == (NAME, _SENSE)]
        valid = [sense for sense in labelled if _unlabelled(sense) == rendering.text]
        senses += valid or [one_line(rendering.text.replace("/", ";"))]
    for item in concept.pass_through:
        name, _, index = item.name.partition(" ")
        if item.format == NAME and name == _NOTE and index.isdecimal():
            senses.insert(int(index), one_line(item.value))
    return [sense for sense in senses if sense]


def _spelling(term: Term) -> str:
    """Return the pinyin of a term with tone numbers, as its file spelled it if that still holds."""
    for item in term.pass_through:
        if item[:2] == (NAME, _PINYIN):
            marked = " ".join(map(with_tone_mark, item.value.split()))
            if marked == term.pinyin and "]" not in item.value:
                return one_line(item.value)
    return _numbered(term.text, term.pinyin)


@cache
def _is_usual(part: str) -> bool:
    """Return True if a part of pinyin is a syllable that is written back as it is."""
    letters = part[:-1].lower().replace("u:", "ü")
    return letters in SYLLABLES and part[-1:] in set("12345") and "v" not in part


def _numbered(text: str, pinyin: str) -> str:
    """Return the pinyin of a term by syllables with tone numbers, ``u:`` for ü: ``nu:3 er2``.

    The Latin letters of the term are letters of their own, without tones: ``ka3 la1 O K``.
    """
    latin = "".join(_LATIN.findall(text))
    parts: list[str] = []
    # Without Latin letters an apostrophe or hyphen may divide what a space does not.
    has_marks = not _MARKS.isdisjoint(pinyin.split())
    for word in pinyin.split() if latin or has_marks else [pinyin]:
        if word in _MARKS:
            parts.append(word)
            continue
        for piece in _pieces(word, latin):
            start = latin.casefold().find(piece.casefold())
            if start >= 0:
                latin = latin[start + len(piece) :]
                parts += piece
            else:
                parts += _with_numbers(piece)
    return " ".join(parts)


def _pieces(word: str, latin: str) -> list[str]:
    """Divide a word of pinyin into its Latin letters, where they are of the term, and the rest."""
    if word.casefold() in latin.casefold() or (word.islower() and syllables(word)):
        return [word]
    return [piece for piece in _CAPITALS.split(word) if piece.strip("-'’")]


def _with_numbers(pinyin: str) -> list[str]:
    """Return the syllables of pinyin with tone numbers; what has none stays as it is."""
    divided = map(split_tone, syllables(pinyin))
    numbered = [f"{letters}{tone or 5}".replace("ü", "u:") for letters, tone in divided]
    return numbered or [word for word in pinyin.split() if "]" not in word]
