"""Findings for people: each with both sides, its spans underlined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len

from glossary.check import Finding, Segment
from glossary.views.words import safe_line

# So many columns of text are shown on either side of a span.
_AROUND = 36
# A longer span is shown without its middle.
_LONGEST = 76
_MARKER = "^"


def write(findings: Sequence[Finding], segments: Iterable[Segment]) -> str:
    """Return findings as text.

    Args:
        findings: The findings.
        segments: The segments that they are in.
    """
    by_number = {(segment.file, segment.number): segment for segment in segments}
    return "\n".join(
        line for one in findings for line in _lines(one, by_number[one.file, one.segment])
    ) + ("\n" if findings else "")


def place(segment: Segment) -> str:
    """Return the place of a segment: its file, line and number.

    Of a sentence that only the translation has it is in the file of that.
    """
    name, number = segment.file, segment.line
    if segment.target_line and not number:
        name, number = segment.target_file, segment.target_line
    file = safe_line(name)
    line = f"{file}:{number}" if file and number else file
    return f"{line}: segment {segment.number}" if line else f"segment {segment.number}"


def _lines(finding: Finding, segment: Segment) -> Iterator[str]:
    yield (f"{place(segment)}: {finding.severity}: {safe_line(finding.message)} [{finding.rule}]")
    spans = finding.source_span, finding.target_span
    sides = (
        (segment.source_language, segment.source, spans[0], _share(segment.target, spans[1])),
        (segment.target_language, segment.target, spans[1], _share(segment.source, spans[0])),
    )
    for language, text, span, share in sides:
        yield from _side(language.value, text, span, share)
    if finding.suggestion:
        yield f"      → {safe_line(finding.suggestion)}"


def _share(text: str, span: tuple[int, int] | None) -> float:
    """Return where the middle of a span is, as a share of the text."""
    return sum(span) / 2 / max(len(text), 1) if span else 0.0


def _side(language: str, text: str, span: tuple[int, int] | None, share: float) -> Iterator[str]:
    """Yield a side of a segment, and a line with its span underlined.

    Without a span it is what is about as far in the text as the span of the other side.
    """
    start, end = span or (round(share * len(text)),) * 2
    first = _cut(text, start, _AROUND)
    room = 2 * _AROUND - cell_len(text[first:start])
    last = len(text) - _cut(text[::-1], len(text) - end, room)
    before, marked, after = (
        _one_line(part) for part in (text[first:start], text[start:end], text[end:last])
    )
    if cell_len(marked) > _LONGEST:
        half = _LONGEST // 2
        head = marked[: len(marked) - _cut(marked[::-1], len(marked), half)]
        marked = f"{head}…{marked[_cut(marked, len(marked), half) :]}"
    left, right = "…" * (first > 0), "…" * (last < len(text))
    yield f"  {language}  {left}{before}{marked}{after}{right}".rstrip()
    if span is not None:
        width = cell_len(left + before)
        yield f"      {' ' * width}{_MARKER * max(cell_len(marked), 1)}"


def _cut(text: str, offset: int, columns: int) -> int:
    """Return where the part of a text begins that takes some columns before an offset."""
    first, width = offset, 0
    while first > 0 and width < columns:
        first -= 1
        width += cell_len(text[first])
    return first


def _one_line(text: str) -> str:
    """Return a text without line ends and control characters, as wide as it is shown."""
    return safe_line(f"|{text}|")[1:-1] if text.strip() == text else _spaced(text)


def _spaced(text: str) -> str:
    inner = safe_line(text)
    if not inner:
        return " " * bool(text)
    return " " * text[0].isspace() + inner + " " * text[-1].isspace()
