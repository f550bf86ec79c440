"""Write glossaries of pairs; see :mod:`termbase.formats.tables.pairs`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from termbase.formats.characters import one_line
from termbase.language.script import Script, convert, han_share
from termbase.model.concept import Concept, Language, Status, Term

DELIMITERS = {"omegat": "\t", "deepl": "\t", "google": ",", "azure": "\t", "weblate": ","}
SOURCE, TARGET = "source", "target"
COMMENT, REMARK = "comment", "developer_comments"
# Characters that no service accepts in a term, and the longest term of DeepL in bytes.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LONGEST = 1024
_KANA = re.compile("[\u3041-\u309f\u30a1-\u30fa]")
_Pair = tuple[str, str, dict[str, str]]


def chinese_side(source: str, target: str) -> str | None:
    """Return the Chinese side of a pair; None if neither is clearly Chinese.

    The Chinese side has more 汉字 and no kana; the other side has Latin letters.
    """
    ours, theirs = han_share(source), han_share(target)
    if ours == theirs:
        return None
    chinese, english = (source, target) if ours > theirs else (target, source)
    letters = [char for char in english if char.isalpha()]
    is_latin = not letters or any(char < "\u0250" for char in letters)
    if not is_latin or _KANA.search(chinese):
        return None
    return SOURCE if ours > theirs else TARGET


def write(concepts: Sequence[Concept], variant: str, script: str = "given") -> str:
    """Format concepts as pairs of a term and one of its own renderings.

    Pairs that the tool does not accept are left out, and those whose Chinese side a reader could
    not recognise.

    Args:
        concepts: The concepts.
        variant: The tool, followed by the direction if it is not ``zh-en``.
        script: The forms of Chinese terms: ``given``, ``simplified``, ``traditional``, ``both``.
    """
    tool, _, direction = variant.partition(" ")
    chinese = TARGET if direction == "en-zh" else SOURCE
    rows = _readable(_pairs_of(concepts, tool, chinese == TARGET, script), tool, chinese)
    columns = [SOURCE, TARGET]
    if tool == "omegat":
        columns.append(COMMENT)
    elif tool == "weblate":
        others = (name for row in rows for name in row[2] if name not in columns)
        columns += dict.fromkeys((REMARK, *others))
    out = io.StringIO()
    delimiter = DELIMITERS[tool]
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


def _readable(pairs: Iterable[_Pair], tool: str, chinese: str) -> list[_Pair]:
    """Return the pairs whose Chinese side a reader can recognise."""
    rows = [(one_line(source), one_line(target), more) for source, target, more in pairs]
    # To OmegaT a row that begins with # is a comment.
    comment = "#" if tool == "omegat" else ()
    rows = [row for row in rows if row[0] and row[1] and not row[0].startswith(comment)]
    return [row for row in rows if chinese_side(*row[:2]) == chinese]


def forms_of(term: Term, script: str) -> list[str]:
    """Return the forms of a Chinese term in a script, the main one first."""
    simplified, traditional = term.text, term.traditional or convert(term.text, Script.TRADITIONAL)
    if script == "simplified":
        return [simplified]
    if script == "traditional":
        return [traditional]
    if script == "both":
        return list(dict.fromkeys((simplified, traditional)))
    return [form for form in term.written_forms if form in (simplified, traditional)]


def _pairs_of(
    concepts: Sequence[Concept], tool: str, into_chinese: bool, script: str
) -> Iterator[_Pair]:
    seen: set[str] = set()
    for concept in concepts:
        pairs = _into_chinese if into_chinese else _into_english
        for source, target, term in pairs(concept, tool, script):
            if tool != "omegat" and source in seen:
                continue
            if _is_accepted(source, tool) and _is_accepted(target, tool):
                seen.add(source)
                yield source, target, _more(concept, term, tool)


def _into_chinese(concept: Concept, _: str, script: str) -> Iterator[tuple[str, str, Term]]:
    best = concept.best(Language.ENGLISH)
    for term in sorted(_usable(concept.english), key=lambda term: term is not best):
        if chinese := concept.rendering(term):
            yield term.text, forms_of(chinese, script)[0], term


def _into_english(concept: Concept, tool: str, script: str) -> Iterator[tuple[str, str, Term]]:
    """Yield pairs from Chinese: with all renderings for a tool that accepts them, else the best."""
    seen: set[tuple[str, str]] = set()
    for chinese in _usable(concept.chinese):
        renderings = _usable(concept.renderings(chinese))
        for form in forms_of(chinese, script):
            for term in renderings if tool == "omegat" else renderings[:1]:
                # Two terms may have a form in common, as with two readings.
                if (form, term.text) not in seen:
                    seen.add((form, term.text))
                    yield form, term.text, term


def _more(concept: Concept, term: Term, tool: str) -> dict[str, str]:
    """Return the other cells of a pair: the gloss, and the pass-through fields of the tool."""
    note = {"omegat": COMMENT, "weblate": REMARK}.get(tool, "")
    more = {note: concept.gloss} if note and concept.gloss else {}
    return more | {item.name: item.value for item in term.pass_through if item.format == tool}


def _is_accepted(text: str, tool: str) -> bool:
    """Return True if a tool accepts a term."""
    if tool in ("omegat", "deepl") and _CONTROL.search(text):
        return False
    return tool != "deepl" or len(text.encode(errors="replace")) <= _LONGEST


def _usable(terms: Sequence[Term]) -> list[Term]:
    """Return the terms that are not deprecated or superseded."""
    return [term for term in terms if term.status in (Status.PREFERRED, Status.ADMITTED)]
