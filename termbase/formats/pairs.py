"""Glossaries of pairs, one direction a file, as CAT tools and translation services take them.

- ``omegat``: source, target and comment, with tabs or commas, lines with ``#`` left out; a line of
  its own for each rendering. (OmegaT manual, "Glossaries")
- ``deepl``: source and target, with tabs or commas; each source once, so with its best rendering;
  no control characters, at most 1024 bytes. (DeepL API, "Managing glossaries")
- ``google``: source and target, with commas or tabs, no header, each source once. (Cloud
  Translation API, ``GlossaryInputConfig``)
- ``weblate``: comma-separated with a header, whose names are those of translate-toolkit; the gloss
  in ``developer_comments``. (Weblate, "CSV files")

What stands in a file is told by its characters: the side with 汉字 is Chinese. Where neither side
has any, as in names that stay as they are, the rest of the file tells.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from termbase.concept import Concept, Foreign, Language, Status, Term
from termbase.errors import InvalidConcept, Problem
from termbase.formats import Entry, Reading, new_id
from termbase.languages import written_in
from termbase.script import Script, convert, is_han, script

_DELIMITERS = {"omegat": "\t", "deepl": "\t", "google": ",", "weblate": ","}
_SOURCE, _TARGET = "source", "target"
# Where a gloss is read from.
_COMMENT, _REMARK = "comment", "developer_comments"
_NOTES = (_COMMENT, _REMARK, "explanation", "translator_comments", "description")
# What neither service takes within a term. DeepL counts bytes.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LONGEST = 1024


class _Row(NamedTuple):
    """A row of a file: the line it ends on, both sides, and what else it says, by column."""

    line: int
    source: str
    target: str
    more: dict[str, str]


class _Pair(NamedTuple):
    line: int
    chinese: str
    english: str
    more: dict[str, str]


def read(text: str, file: str, variant: str) -> Reading:
    """The concepts in a list of pairs; those with the same Chinese are one.

    Args:
        text: The file.
        file: What to call it in problems.
        variant: The tool whose file it is.
    """
    tool = variant.split(maxsplit=1)[0]
    problems: list[Problem] = []
    rows = list(_rows(text.removeprefix("\ufeff"), tool, file, problems))
    pairs = list(_pairs_in(rows, file, problems))
    problems.sort(key=lambda problem: problem.line)
    return Reading(_entries(pairs, tool), tuple(problems))


def _rows(text: str, tool: str, file: str, problems: list[Problem]) -> Iterator[_Row]:
    delimiter = _delimiter(text, _DELIMITERS[tool])
    quotes: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    columns = [_SOURCE, _TARGET, *([_COMMENT] if tool == "omegat" else [])]
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, quoting=quotes)
    first = True
    for row in reader:
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if first and (header := _header(cells)):
            columns = header
        else:
            said = dict(zip(columns, cells, strict=False))
            source, target = said.pop(_SOURCE, ""), said.pop(_TARGET, "")
            if source and target:
                more = {name: cell for name, cell in said.items() if cell}
                yield _Row(reader.line_num, source, target, more)
            else:
                between = "tab" if delimiter == "\t" else "comma"
                message = f"no pair of source and target with a {between} between them"
                problems.append(Problem("ragged-row", message, file, reader.line_num))
        first = False


def _delimiter(text: str, usual: str) -> str:
    """What stands between the cells of the first row: the usual, if that does."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    row = next(lines, "")
    return usual if usual in row else next((one for one in "\t," if one in row), usual)


def _header(cells: Sequence[str]) -> list[str]:
    """The columns that a row names, if it is a header: of Weblate, or of language codes."""
    names = [cell.lower() for cell in cells]
    if {_SOURCE, _TARGET} <= set(names):
        return names
    codes = [written_in(name) for name in names[:2] if re.fullmatch(r"[a-z]{2,3}([-_]\w+)?", name)]
    languages = {code.language for code in codes if code}
    return [_SOURCE, _TARGET, *names[2:]] if languages == set(Language) else []


def _pairs_in(rows: list[_Row], file: str, problems: list[Problem]) -> Iterator[_Pair]:
    han = [(any(map(is_han, row.source)), any(map(is_han, row.target))) for row in rows]
    sides = Counter(pair for pair in han if pair[0] != pair[1])
    # What most of the file is, the rest is too.
    usual, count = sides.most_common(1)[0] if sides else ((False, False), 0)
    for row, pair in zip(rows, han, strict=True):
        untold = pair == (False, False) and count * 2 >= len(rows)
        chinese, english = usual if untold else pair
        if chinese == english:
            message = f"{row.source!r} and {row.target!r}: not Chinese on one side alone"
            problems.append(Problem("language", message, file, row.line))
        elif chinese:
            yield _Pair(*row)
        else:
            yield _Pair(row.line, row.target, row.source, row.more)


def _entries(pairs: Sequence[_Pair], tool: str) -> tuple[Entry, ...]:
    of_term: dict[str, list[_Pair]] = {}
    for pair in pairs:
        of_term.setdefault(convert(pair.chinese, Script.SIMPLIFIED), []).append(pair)
    found: dict[str, Entry] = {}
    for text, some in of_term.items():
        traditional = (one.chinese for one in some if script(one.chinese) is Script.TRADITIONAL)
        term = Term(
            Language.CHINESE, text, traditional=next(traditional, ""), status=Status.PREFERRED
        )
        gloss = next((note for one in some for note in _notes(one.more)), "")
        english: dict[str, Term] = {}
        for one in some:
            foreign = tuple(
                Foreign(tool, name, cell)
                for name, cell in one.more.items()
                if name not in _NOTES or cell != gloss
            )
            status = Status.ADMITTED if english else Status.PREFERRED
            rendering = Term(Language.ENGLISH, one.english, status=status, foreign=foreign)
            english.setdefault(one.english, rendering)
        concept = Concept(new_id(term, found), (term, *english.values()), gloss=gloss)
        found[concept.id] = Entry(concept, some[0].line, has_id=False)
    return tuple(found.values())


def _notes(more: dict[str, str]) -> list[str]:
    return [more[name] for name in _NOTES if name in more]


def write(concepts: Sequence[Concept], variant: str) -> str:
    """Concepts as pairs.

    Args:
        concepts: Any; those in one language only are left out.
        variant: The tool, and after it the direction where it is not ``zh-en``.

    Raises:
        InvalidConcept: If a term has a character in it, or a length, that the tool cannot take.
    """
    tool, _, direction = variant.partition(" ")
    rows = list(_rows_of(concepts, tool, direction == "en-zh"))
    columns = [_SOURCE, _TARGET]
    if tool == "omegat":
        columns.append(_COMMENT)
    elif tool == "weblate":
        others = (name for row in rows for name in row[2] if name not in columns)
        columns += dict.fromkeys((_REMARK, *others))
    out = io.StringIO()
    delimiter = _DELIMITERS[tool]
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    if tool == "weblate":
        writer.writerow(columns)
    for source, target, more in rows:
        cells = [source, target, *(more.get(name, "") for name in columns[2:])]
        if delimiter == "\t":
            out.write("\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t") + "\n")
        else:
            writer.writerow(cells)
    return out.getvalue()


def _rows_of(
    concepts: Sequence[Concept], tool: str, into_chinese: bool
) -> Iterator[tuple[str, str, dict[str, str]]]:
    seen: set[str] = set()
    for concept in concepts:
        english = _best_first(concept)
        if into_chinese:
            best = concept.best(Language.CHINESE)
            pairs = [(term.text, best.text, term) for term in english if best]
        else:
            forms = dict.fromkeys(
                form for term in concept.chinese for form in (term.text, term.traditional) if form
            )
            chosen = english if tool == "omegat" else english[:1]
            pairs = [(form, term.text, term) for form in forms for term in chosen]
        for source, target, term in pairs:
            if tool == "omegat" or source not in seen:
                seen.add(source)
                _check(source, tool)
                _check(target, tool)
                yield source, target, _more(concept, term, tool)


def _more(concept: Concept, term: Term, tool: str) -> dict[str, str]:
    """What goes with a pair: the gloss, and what the tool itself said of the term."""
    note = {"omegat": _COMMENT, "weblate": _REMARK}.get(tool, "")
    more = {note: concept.gloss} if note and concept.gloss else {}
    return more | {item.name: item.value for item in term.foreign if item.format == tool}


def _check(text: str, tool: str) -> None:
    if match := _CONTROL.search(text) if tool in ("omegat", "deepl") else None:
        raise InvalidConcept(f"{text!r}: {match[0]!r} cannot be in a term for {tool}")
    if tool == "deepl" and len(text.encode()) > _LONGEST:
        raise InvalidConcept(f"{text[:40]!r}…: cannot be longer than {_LONGEST} bytes for {tool}")


def _best_first(concept: Concept) -> list[Term]:
    best = concept.best(Language.ENGLISH)
    usable = [t for t in concept.english if t.status in (Status.PREFERRED, Status.ADMITTED)]
    return sorted(usable, key=lambda term: term is not best)
