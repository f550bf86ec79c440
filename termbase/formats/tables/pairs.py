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
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from termbase.errors import InvalidConcept, Problem
from termbase.formats.characters import lines, one_line
from termbase.formats.parsed import Entry, ParsedFile
from termbase.language.script import Script, convert, detect_script, han_share
from termbase.model.concept import Concept, Language, PassThrough, Status, Term
from termbase.model.fill import available_id
from termbase.model.tags import parse_tag

_DELIMITERS = {"omegat": "\t", "deepl": "\t", "google": ",", "weblate": ","}
_SOURCE, _TARGET = "source", "target"
# Where a gloss is read from.
_COMMENT, _REMARK = "comment", "developer_comments"
_NOTES = (_COMMENT, _REMARK, "explanation", "translator_comments", "description")
# What neither service takes within a term. DeepL counts bytes.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LONGEST = 1024
_KANA = re.compile("[\u3041-\u309f\u30a1-\u30fa]")


class _Row(NamedTuple):
    """A row of a file: the line it ends on, both sides, and what else it says, by column."""

    line: int
    source: str
    target: str
    more: dict[str, str]


_Written = tuple[str, str, dict[str, str]]


class _Pair(NamedTuple):
    line: int
    chinese: str
    english: str
    more: dict[str, str]


def read(text: str, file: str, variant: str) -> ParsedFile:
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
    return ParsedFile(_entries(pairs, tool), tuple(problems))


def _rows(text: str, tool: str, file: str, problems: list[Problem]) -> Iterator[_Row]:
    delimiter = _delimiter(text, _DELIMITERS[tool])
    columns = [_SOURCE, _TARGET, *([_COMMENT] if tool == "omegat" else [])]
    between = "tab" if delimiter == "\t" else "comma"
    first = True
    for line, row in _tabbed(text) if delimiter == "\t" else _quoted(text, file, problems):
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
                yield _Row(line, source, target, more)
            else:
                message = f"no pair of source and target with a {between} between them"
                problems.append(Problem("ragged-row", message, file, line))
        first = False


def _tabbed(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in lines(text):
        yield number, line.split("\t")


def _quoted(text: str, file: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        message = f"{error}; is every quotation mark closed?"
        problems.append(Problem("csv", message, file, reader.line_num))


def _delimiter(text: str, usual: str) -> str:
    """What stands between the cells of the first row: the usual, if that does."""
    rows = (line for _, line in lines(text) if line.strip() and not line.startswith("#"))
    row = next(rows, "")
    return usual if usual in row else next((one for one in "\t," if one in row), usual)


def _header(cells: Sequence[str]) -> list[str]:
    """The columns that a row names, if it is a header: of Weblate, or of language codes."""
    names = [cell.lower() for cell in cells]
    if {_SOURCE, _TARGET} <= set(names):
        return names
    codes = [parse_tag(name) for name in names[:2] if re.fullmatch(r"[a-z]{2,3}([-_]\w+)?", name)]
    languages = {code.language for code in codes if code}
    return [_SOURCE, _TARGET, *names[2:]] if languages == set(Language) else []


def _pairs_in(rows: list[_Row], file: str, problems: list[Problem]) -> Iterator[_Pair]:
    sides = [_side(row.source, row.target) for row in rows]
    told = Counter(side for side in sides if side)
    # What most of the file is, names that stay as they are are too.
    usual, count = told.most_common(1)[0] if told else (None, 0)
    for row, side in zip(rows, sides, strict=True):
        untold = not han_share(row.source + row.target) and count * 2 >= len(rows)
        chinese = usual if untold else side
        if chinese == _SOURCE:
            yield _Pair(*row)
        elif chinese == _TARGET:
            yield _Pair(row.line, row.target, row.source, row.more)
        else:
            message = f"{row.source!r} and {row.target!r}: not Chinese with its English"
            problems.append(Problem("language", message, file, row.line))


def _side(source: str, target: str) -> str | None:
    """Which side is Chinese: that with more 汉字 and no kana, beside one with Latin letters."""
    ours, theirs = han_share(source), han_share(target)
    if ours == theirs:
        return None
    chinese, english = (source, target) if ours > theirs else (target, source)
    letters = [char for char in english if char.isalpha()]
    latin = not letters or any(char < "\u0250" for char in letters)
    return (_SOURCE if ours > theirs else _TARGET) if latin and not _KANA.search(chinese) else None


def _entries(pairs: Sequence[_Pair], tool: str) -> tuple[Entry, ...]:
    of_term: dict[str, list[_Pair]] = {}
    for pair in pairs:
        of_term.setdefault(convert(pair.chinese, Script.SIMPLIFIED), []).append(pair)
    found: dict[str, Entry] = {}
    for text, some in of_term.items():
        traditional = (
            one.chinese for one in some if detect_script(one.chinese) is Script.TRADITIONAL
        )
        term = Term(
            Language.CHINESE, text, traditional=next(traditional, ""), status=Status.PREFERRED
        )
        gloss = next((note for one in some for note in _notes(one.more)), "")
        english: dict[str, Term] = {}
        for one in some:
            pass_through = tuple(
                PassThrough(tool, name, cell)
                for name, cell in one.more.items()
                if name not in _NOTES or cell != gloss
            )
            status = Status.ADMITTED if english else Status.PREFERRED
            rendering = Term(
                Language.ENGLISH, one.english, status=status, pass_through=pass_through
            )
            english.setdefault(one.english, rendering)
        concept = Concept(
            available_id(term, found.__contains__), (term, *english.values()), gloss=gloss
        )
        found[concept.id] = Entry(concept, some[0].line, has_id=False)
    return tuple(found.values())


def _notes(more: dict[str, str]) -> list[str]:
    return [more[name] for name in _NOTES if name in more]


def write(concepts: Sequence[Concept], variant: str) -> str:
    """Concepts as pairs.

    Args:
        concepts: Any; pairs are left out of which nothing tells which side is Chinese.
        variant: The tool, and after it the direction where it is not ``zh-en``.

    Raises:
        InvalidConcept: If a term has a character in it, or a length, that the tool cannot take.
    """
    tool, _, direction = variant.partition(" ")
    chinese = _TARGET if direction == "en-zh" else _SOURCE
    rows = _readable(_rows_of(concepts, tool, chinese == _TARGET), chinese)
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
            out.write("\t".join(map(one_line, cells)).rstrip("\t") + "\n")
        else:
            writer.writerow(map(one_line, cells))
    return out.getvalue()


def _readable(found: Iterable[_Written], chinese: str) -> list[_Written]:
    """Those of which can be told which side is Chinese, by themselves or by the others."""
    rows = [(one_line(source), one_line(target), more) for source, target, more in found]
    # A row that began with # would be a remark.
    rows = [row for row in rows if row[0] and row[1] and not row[0].startswith("#")]
    told = [_side(*row[:2]) == chinese for row in rows]
    names = [not han_share(row[0] + row[1]) for row in rows]
    if sum(names) > sum(told):
        names = [False] * len(rows)
    return [row for row, *reasons in zip(rows, told, names, strict=True) if any(reasons)]


def _rows_of(concepts: Sequence[Concept], tool: str, into_chinese: bool) -> Iterator[_Written]:
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
    return more | {item.name: item.value for item in term.pass_through if item.format == tool}


def _check(text: str, tool: str) -> None:
    if match := _CONTROL.search(text) if tool in ("omegat", "deepl") else None:
        raise InvalidConcept(f"{text!r}: {match[0]!r} cannot be in a term for {tool}")
    if tool == "deepl" and len(text.encode()) > _LONGEST:
        raise InvalidConcept(f"{text[:40]!r}…: cannot be longer than {_LONGEST} bytes for {tool}")


def _best_first(concept: Concept) -> list[Term]:
    best = concept.best(Language.ENGLISH)
    usable = [t for t in concept.english if t.status in (Status.PREFERRED, Status.ADMITTED)]
    return sorted(usable, key=lambda term: term is not best)
