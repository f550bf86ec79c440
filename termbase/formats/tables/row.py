r"""A concept as a row of a table.

A cell with several terms separates them by `` | ``; a bar within a term is written ``\|``. The
cells ``traditional`` and ``pinyin`` belong to ``simplified`` term by term, ``status`` and
``usage`` to ``english``, ``chinese status`` to ``simplified``; in ``usage`` commas separate the
users of one rendering. The first term is the preferred one unless its status says otherwise.

All terms of a row are renderings of each other. A concept whose forms have different renderings is
several rows with the same id, of which the first has the other fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import groupby

from termbase.errors import InvalidConcept
from termbase.formats.build import stored_forms
from termbase.formats.status import default_status, status_of
from termbase.formats.tables.columns import CHINESE, CHINESE_STATUS, HONG_KONG, TAIWAN
from termbase.language.pinyin import with_tone_marks
from termbase.language.script import Script, convert
from termbase.model.concept import Concept, Language, PassThrough, Source, Status, Term, Usage
from termbase.model.fill import available_id, strip_generated

BETWEEN = " | "
# The columns whose cells hold several values.
SEVERAL_PARTS = frozenset(
    (*CHINESE, "pinyin", "english", "status", "usage", "source", CHINESE_STATUS)
)
# The attributes of a term for the columns of its forms.
_FORMS = dict(zip(CHINESE, ("text", "traditional", "taiwan", "hong_kong"), strict=True))
# A bar with a backslash before it is part of a term.
_BAR = re.compile(r"(?<!\\)\|")
# A spreadsheet takes a cell that begins so for a formula; an apostrophe before it marks text. The
# wide characters are those of East Asian input. (OWASP, CSV Injection.)
_FORMULA = tuple("=+-@\t\r\n'＝＋－＠")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """Return a cell without the apostrophe of :func:`guarded`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def concept_of(
    rows: Sequence[Mapping[str, str]],
    pass_through: Sequence[PassThrough],
    taken: Set[str],
    *,
    are_pairs: bool,
) -> tuple[Concept, list[str]]:
    """Build the concept of its rows.

    Args:
        rows: The cells of each row, by column.
        pass_through: Other cells of the rows.
        taken: The ids that other concepts have.
        are_pairs: True if the terms of a row without a translation have none, as in our own tables;
            else they are synonyms of the others, unless several rows have both languages.

    Returns:
        The concept, and warnings about values that are unknown.

    Raises:
        InvalidConcept: If there is none, or an invalid one.
    """
    warnings: list[str] = []
    chinese, english = _terms(rows, warnings, are_pairs=are_pairs and len(rows) > 1)
    if not chinese:
        raise InvalidConcept("no Chinese term; fill in the cell 'simplified'")
    cells = {name: cell for row in reversed(rows) for name, cell in row.items() if cell.strip()}
    titles = [title for title in _parts(rows[0], "source") if title]
    for row in rows[1:]:
        titles += [title for title in _parts(row, "source") if title and title not in titles]
    concept = Concept(
        id=cells.get("id", "").strip() or available_id(chinese[0], taken.__contains__),
        terms=(*chinese, *english),
        subject=cells.get("subject", "").strip(),
        kind=cells.get("kind", "").strip(),
        gloss=cells.get("gloss", "").strip(),
        literal=cells.get("literal", "").strip(),
        note=cells.get("note", "").strip(),
        sources=tuple(map(Source, titles)),
        pass_through=tuple(pass_through),
    )
    return concept, warnings


def _terms(
    rows: Sequence[Mapping[str, str]], warnings: list[str], *, are_pairs: bool
) -> tuple[list[Term], list[Term]]:
    """Return the Chinese and the English terms of the rows of a concept.

    Several rows with both languages say what renders what. The forms of such a row have its
    renderings, and share no other.

    Args:
        rows: The cells of each row.
        warnings: Warnings are added to it.
        are_pairs: True if one row with both languages is enough.
    """
    chinese: list[Term] = []
    english: dict[str, Term] = {}
    pairs: dict[int, dict[str, None]] = {}
    paired_rows = 0
    for cells in rows:
        texts = []
        has_preferred = any(term.status is Status.PREFERRED for term in english.values())
        for term in _english(cells, len(english), warnings):
            is_second = has_preferred and term.status is Status.PREFERRED
            new = replace(term, status=Status.ADMITTED) if is_second else term
            english.setdefault(term.text, new)
            texts.append(term.text)
        earlier = len(chinese)
        places = [_place(chinese, earlier, term) for term in _chinese(cells, earlier, warnings)]
        paired_rows += bool(places and texts)
        for place in places if texts else ():
            pairs.setdefault(place, {}).update(dict.fromkeys(texts))
    if paired_rows > 1 or are_pairs:
        for place, named in pairs.items():
            chinese[place] = replace(chinese[place], renderings=tuple(named))
    return chinese, list(english.values())


def _place(chinese: list[Term], earlier: int, term: Term) -> int:
    """Return the index of the term of a row among those of its concept; add it if it is new.

    Args:
        chinese: The terms of the concept.
        earlier: The number of terms from earlier rows, which a row may repeat with fewer cells.
        term: The term.
    """
    for place, known in enumerate(chinese[:earlier]):
        forms = [(known.traditional, term.traditional), (known.pinyin, term.pinyin)]
        if known.text == term.text and all(old == new or not new for old, new in forms):
            return place
    chinese.append(term)
    return len(chinese) - 1


def _chinese(cells: Mapping[str, str], first: int, warnings: list[str]) -> Iterator[Term]:
    """Yield the Chinese terms of a row, of which the first has this index in its concept."""
    forms = {_FORMS[column]: _parts(cells, column) for column in CHINESE}
    readings, statuses = _parts(cells, "pinyin"), _parts(cells, CHINESE_STATUS)
    count = len(next(filter(None, forms.values()), ()))
    for column in (*CHINESE, "pinyin", CHINESE_STATUS):
        _fits(_parts(cells, column), count, column, "simplified")
    for position in range(count):
        given = [
            (form, parts[position])
            for form, parts in forms.items()
            if position < len(parts) and parts[position]
        ]
        fields = stored_forms(given)
        text, traditional = fields["text"], fields.get("traditional", "")
        if "generated" in fields and text == traditional != convert(text, Script.TRADITIONAL):
            # Simplified characters in a column of traditional ones.
            fields = {"text": text}
        yield Term(
            Language.CHINESE,
            **fields,
            pinyin=with_tone_marks(text, readings[position]) if position < len(readings) else "",
            status=_status(
                statuses[position] if position < len(statuses) else "", first + position, warnings
            ),
        )


def _english(cells: Mapping[str, str], first: int, warnings: list[str]) -> Iterator[Term]:
    """Yield the English terms of a row, of which the first has this index in its concept."""
    texts, statuses, usages = (_parts(cells, key) for key in ("english", "status", "usage"))
    _fits(statuses, len(texts), "status", "english")
    _fits(usages, len(texts), "usage", "english")
    seen: set[str] = set()
    for position, text in enumerate(texts):
        status = statuses[position] if position < len(statuses) else ""
        users = usages[position] if position < len(usages) else ""
        if text and text not in seen:
            yield Term(
                Language.ENGLISH,
                text,
                status=_status(status, first + len(seen), warnings),
                usage=tuple(_usages(users, warnings)),
            )
            seen.add(text)


def _status(word: str, position: int, warnings: list[str]) -> Status:
    if not word:
        return default_status(position)
    status = status_of(word)
    if status is None:
        warnings.append(
            f"invalid status {word!r}, read as 'admitted'; expected one of: {', '.join(Status)}"
        )
    return status or Status.ADMITTED


def _usages(cell: str, warnings: list[str]) -> Iterator[Usage]:
    for word in filter(None, (part.strip().lower() for part in cell.split(","))):
        if word in set(Usage):
            yield Usage(word)
        else:
            warnings.append(
                f"invalid usage {word!r}, left out; expected one of: {', '.join(Usage)}"
            )


def _parts(cells: Mapping[str, str], column: str) -> list[str]:
    """Return the parts of a cell; an empty cell has none, but one of several may be empty."""
    cell = cells.get(column, "").strip()
    return [part.strip().replace("\\|", "|") for part in _BAR.split(cell)] if cell else []


def _fits(parts: Sequence[str], count: int, column: str, other: str) -> None:
    if len(parts) > max(count, 1):
        raise InvalidConcept(
            f"{len(parts)} parts in {column!r}, but {count} in {other!r}; separate as many by "
            f"{BETWEEN!r}, or leave out a column (--map 'HEADING=')"
        )


def cells_of(concept: Concept) -> Iterator[dict[str, str]]:
    """Yield the cells of each row of a concept, by column; generated forms are left out."""
    count = 0
    known: set[str] = set()
    for number, (chinese, english) in enumerate(_groups(concept)):
        new = [term for term in english if term.text not in known]
        row = {
            "id": concept.id,
            "simplified": _joined(["" if term.is_converted else term.text for term in chinese]),
            "traditional": _joined([term.traditional for term in chinese]),
            TAIWAN: _joined([term.taiwan for term in chinese]),
            HONG_KONG: _joined([term.hong_kong for term in chinese]),
            "pinyin": _joined([term.pinyin for term in chinese]),
            "english": _joined([term.text for term in english]),
            "status": _statuses(english, new, len(known)),
            "usage": _joined([", ".join(term.usage) if term in new else "" for term in english]),
            CHINESE_STATUS: _statuses(chinese, chinese, count),
        }
        if number == 0:
            row |= {
                "subject": concept.subject,
                "kind": concept.kind,
                "gloss": concept.gloss,
                "literal": concept.literal,
                "note": concept.note,
                "source": _joined([source.title for source in concept.sources]),
            }
        yield row
        count += len(chinese)
        known |= {term.text for term in english}


def _groups(concept: Concept) -> Iterator[tuple[Sequence[Term], Sequence[Term]]]:
    """Yield the Chinese terms that follow each other and have the same renderings, with these.

    English terms that render no form come last.
    """
    if not any(term.renderings for term in concept.chinese):
        yield tuple(map(strip_generated, concept.chinese)), concept.english
        return
    rendering: set[str] = set()
    for english, chinese in groupby(concept.chinese, concept.renderings):
        yield tuple(map(strip_generated, chinese)), english
        rendering |= {term.text for term in english}
    if others := [term for term in concept.english if term.text not in rendering]:
        yield (), others


def _statuses(terms: Sequence[Term], new: Sequence[Term], first: int) -> str:
    """Return the statuses of terms; empty if each has the default one of its position.

    Args:
        terms: The terms of a cell.
        new: Those that no earlier row of the concept has.
        first: The number of terms in earlier rows.
    """
    statuses = [term.status if term in new else "" for term in terms]
    default = [default_status(first + index) for index in range(len(new))]
    return "" if [term.status for term in new] == default else BETWEEN.join(statuses)


def _joined(parts: Sequence[str]) -> str:
    return BETWEEN.join(part.replace("|", "\\|") for part in parts) if any(parts) else ""
